// Opens the chat page without a network, from the copy that lib/client/page/offline-copy.ts keeps.
// With a network, pages always come from the server, so that a new build is never hidden by an old one.

const PAGE = '/';
// Their names contain a hash of their content.
const FILES = '/_next/static/';

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  // The request for a page need not wait until this worker has started.
  event.waitUntil(self.registration.navigationPreload?.enable());
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate') event.respondWith(openPage(event, pathname));
  else if (pathname.startsWith(FILES)) event.respondWith(loadFile(event.request));
});

async function openPage({ request, preloadResponse }, pathname) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch (error) {
    const copy = pathname === PAGE && (await find(PAGE));
    if (copy) return copy;
    throw error;
  }
}

async function loadFile(request) {
  return (await find(request)) ?? fetch(request);
}

function find(request) {
  return caches.match(request, { ignoreSearch: true, ignoreVary: true }).catch(() => undefined);
}
