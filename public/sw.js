// Opens the chat page without a network, from the copy that lib/client/page/offline-copy.ts keeps.
// With a network, pages always come from the server, so that a new build is never hidden by an old one.

const PAGE = '/';
// The page for an open conversation: it is not the one for a new one, so React would have to draw it again.
const CHAT_PAGE = '/?chat=0';
const MAX_ID_LENGTH = 200;
// Their names contain a hash of their content.
const FILES = '/_next/static/';
// Where the browser sends what another app shares (app/manifest.ts).
const SHARE_TARGET = '/share-target';
const SHARED_FILES = 'starlight-shared-files';
const MAX_SHARED_FILES = 10;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  // The request for a page need not wait until this worker has started.
  event.waitUntil(self.registration.navigationPreload?.enable());
});

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, searchParams } = new URL(url);
  if (origin !== self.location.origin) return;
  if (method === 'POST' && pathname === SHARE_TARGET) event.respondWith(takeShared(event.request));
  if (method !== 'GET') return;
  if (mode === 'navigate') event.respondWith(openPage(event, pathname, searchParams));
  else if (pathname.startsWith(FILES)) event.respondWith(loadFile(event.request));
});

async function openPage({ request, preloadResponse }, pathname, searchParams) {
  try {
    return (await preloadResponse) ?? (await fetch(request));
  } catch (error) {
    const copy = pathname === PAGE && (await findPage(searchParams.get('chat')));
    if (copy) return copy;
    throw error;
  }
}

async function findPage(chat) {
  const isOpen = chat && chat.length <= MAX_ID_LENGTH;
  return (isOpen && (await find(CHAT_PAGE, false))) || find(PAGE, false);
}

async function loadFile(request) {
  return (await find(request)) ?? fetch(request);
}

// Keeps shared files for the page that it opens (lib/client/attachments/shared-files.ts). Nothing is sent.
async function takeShared(request) {
  const form = await request.formData();
  // Forms break lines with two characters.
  const texts = ['title', 'text', 'url'].map((name) =>
    String(form.get(name) ?? '').replaceAll('\r\n', '\n'),
  );
  const ask = [...new Set(texts)].filter((text) => text !== '').join('\n');
  const files = form.getAll('files').filter((file) => file instanceof Blob && file.size > 0);
  const isKept = files.length > 0 && (await keepShared(files.slice(0, MAX_SHARED_FILES)));
  const search = new URLSearchParams({ ...(ask && { ask }), ...(isKept && { shared: '1' }) });
  return Response.redirect(`${self.location.origin}${PAGE}?${search}`, 303);
}

async function keepShared(files) {
  try {
    await caches.delete(SHARED_FILES);
    const cache = await caches.open(SHARED_FILES);
    for (const [at, file] of files.entries()) {
      const headers = { 'content-type': file.type, 'x-file-name': encodeURIComponent(file.name) };
      await cache.put(`${SHARE_TARGET}/${at}`, new Response(file, { headers }));
    }
    return true;
  } catch {
    return false;
  }
}

function find(request, ignoreSearch = true) {
  return caches.match(request, { ignoreSearch, ignoreVary: true }).catch(() => undefined);
}
