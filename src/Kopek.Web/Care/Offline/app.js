'use strict';
// Nothing here is needed: without it every page is complete. It keeps pages for a time without connection, and shows the balance as it changes.
const language = document.documentElement.lang;
const pages = 'kopek-pages';
const isFirst = !navigator.serviceWorker?.controller;

async function keep() {
  const kept = await caches.open(pages);
  // The first page was here before there was a worker to keep it. A page that a form answered is not at its address: asked for again, that leads elsewhere.
  const wanted = ['/care/offline?lang=' + language].concat(isFirst && !location.pathname.startsWith('/care/sign-') ? [location.href] : []);
  for (const address of wanted) {
    const known = await kept.match(address);
    if (known && Date.now() - Date.parse(known.headers.get('date')) < 7 * 86400e3) continue;
    const page = await fetch(address);
    if (page.ok && !page.redirected) await kept.put(address, page);
  }
}

function live() {
  const places = document.querySelectorAll('[data-live]');
  if (places.length === 0) return;
  new EventSource('/care/live?lang=' + language).addEventListener('line', event => {
    const now = JSON.parse(event.data);
    for (const place of places) if (place.dataset.live in now) place.textContent = now[place.dataset.live];
  });
}

if (!document.querySelector('[data-kept]')) {
  if ('serviceWorker' in navigator && 'caches' in window) {
    // The worker is asked for again once in a day, not with each page.
    navigator.serviceWorker.register('/care/worker.js', { scope: '/', updateViaCache: 'all' }).then(keep).catch(() => {});
  }
  live();
}
