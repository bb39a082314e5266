'use strict';
// Passkeys: a form asks the server for a challenge, the browser has the device answer it, and the answer goes with the form. Where this does not run, one signs
// in by a code.
const octets = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), sign => sign.charCodeAt(0));
const text = octets => btoa(String.fromCharCode(...new Uint8Array(octets))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

async function ask(form) {
  const asked = await fetch(form.action.replace('?', '/options?'), { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  // The page that the form leads to says why there is nothing to ask for.
  if (!asked.ok) return form.submit();
  const publicKey = await asked.json();
  publicKey.challenge = octets(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = octets(publicKey.user.id);
  for (const known of publicKey.excludeCredentials || []) known.id = octets(known.id);
  const { rawId, response } = await navigator.credentials[publicKey.user ? 'create' : 'get']({ publicKey });
  const answer = { credential: rawId, client: response.clientDataJSON, data: response.attestationObject || response.authenticatorData, signature: response.signature, user: response.userHandle };
  for (const name in answer) if (answer[name]) {
    const field = form.elements[name] || form.appendChild(document.createElement('input'));
    Object.assign(field, { type: 'hidden', name, value: text(answer[name]) });
  }
  form.submit();
}

for (const place of window.PublicKeyCredential ? document.querySelectorAll('[data-passkey]') : []) {
  const form = place.querySelector('form');
  const said = name => form.querySelector(`[data-error="${name}"]`);
  let isBusy = false;
  place.hidden = false;
  place.previousElementSibling.hidden = true;
  addEventListener('pageshow', () => { isBusy = false; });
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    for (const old of form.querySelectorAll('[data-error]')) old.hidden = true;
    try {
      await ask(form);
    } catch (failed) {
      (said(failed.name) || said('')).hidden = false;
      isBusy = false;
    }
  });
}
