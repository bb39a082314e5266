'use strict';
// The network first, always: a kept page is shown only where nothing answers, and says of when it is.
const said = SAID;
const pages = 'kopek-pages', most = 30, longest = 30 * 86400e3;
const isOurs = url => /^\/(care|pay|r)(\/|$)/.test(url.pathname);
// Where one signs in nothing is worth keeping; and whoever is sent there has no session any more.
const isSignIn = url => url.pathname.startsWith('/care/sign-');

addEventListener('install', event => event.waitUntil(skipWaiting()));
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.mode === 'navigate' && url.origin === location.origin && isOurs(url)) event.respondWith(answer(event, url));
});

async function answer(event, url) {
  try {
    const page = await fetch(event.request);
    if (event.request.method === 'GET' && page.ok && (page.headers.get('content-type') || '').startsWith('text/html')) {
      event.waitUntil(isSignIn(url) ? forget() : keep(url, page.clone()));
    }
    return page;
  } catch {
    return show(url, event.request.method === 'GET');
  }
}

async function keep(url, page) {
  const kept = await caches.open(pages);
  await kept.delete(url.href);
  await kept.put(url.href, page);
  const all = await kept.keys();
  for (const old of all.slice(0, Math.max(0, all.length - most))) await kept.delete(old);
}

async function forget() {
  const kept = await caches.open(pages);
  for (const request of await kept.keys()) if (new URL(request.url).pathname.startsWith('/care/') && !request.url.includes('/care/offline')) await kept.delete(request);
}

async function show(url, mayBeKept) {
  const kept = await caches.open(pages);
  for (const request of await kept.keys()) if (Date.now() - time(await kept.match(request)) > longest) await kept.delete(request);
  const own = mayBeKept && (await kept.match(url.href) || await kept.match(url.href, { ignoreSearch: true }));
  const language = url.searchParams.get('lang');
  const page = own || await kept.match('/care/offline?lang=' + language) || await kept.match('/care/offline', { ignoreSearch: true });
  if (!page) return Response.error();
  const html = await page.text();
  const tag = (/<html lang="([\w-]+)"/.exec(html) || [])[1] || 'en';
  const when = new Date(time(page)).toLocaleString(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const note = (said[tag] || said.en)[own ? 'kept' : mayBeKept ? 'missing' : 'unsent'].replace('{time}', when);
  const list = own ? '' : await links(kept);
  const headers = new Headers(page.headers);
  for (const name of ['content-encoding', 'content-length', 'refresh']) headers.delete(name);
  return new Response(html.replace(/<main[^>]*>/, start => `${start}<p class="bad" role="status" data-kept>${note}</p>${list}`), { headers });
}

async function links(kept) {
  let list = '';
  for (const request of (await kept.keys()).reverse()) {
    const url = new URL(request.url);
    if (url.pathname === '/care/offline') continue;
    const title = (/<title>([^<]*)</.exec(await (await kept.match(request)).text()) || [])[1] || url.pathname;
    list += `<li><a href="${(url.pathname + url.search).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}">${title}</a></li>`;
  }
  return list && `<ul>${list}</ul>`;
}

function time(page) {
  return Date.parse(page.headers.get('date')) || Date.now();
}
