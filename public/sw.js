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
// A longer address may not arrive.
const MAX_ASK_LENGTH = 4000;

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
// `unshared` tells the page what it did not get.
async function takeShared(request) {
  const form = await request.formData();
  // Forms break lines with two characters.
  const texts = ['title', 'text', 'url'].map((name) =>
    String(form.get(name) ?? '').replaceAll('\r\n', '\n'),
  );
  const ask = [...new Set(texts)].filter((text) => text !== '').join('\n');
  const files = form.getAll('files').filter((file) => file instanceof Blob && file.size > 0);
  const isLong = encodeURIComponent(ask.toWellFormed()).length > MAX_ASK_LENGTH;
  const text = isLong ? [{ name: 'Shared text.txt', blob: new Blob([ask]) }] : [];
  const shared = [...text, ...files.map((file) => ({ name: file.name, blob: file }))];
  const isKept = shared.length > 0 && (await keepShared(shared.slice(0, MAX_SHARED_FILES)));
  const search = new URLSearchParams({
    ...(ask && !isLong && { ask }),
    ...(isKept && { shared: '1' }),
  });
  if (!isKept && files.length > 0) search.append('unshared', 'files');
  if (!isKept && isLong) search.append('unshared', 'text');
  if (isKept && shared.length > MAX_SHARED_FILES) search.append('unshared', 'more');
  return Response.redirect(`${self.location.origin}${PAGE}?${search}`, 303);
}

async function keepShared(files) {
  try {
    await caches.delete(SHARED_FILES);
    const cache = await caches.open(SHARED_FILES);
    for (const [at, { name, blob }] of files.entries()) {
      const encoded = encodeURIComponent(name.toWellFormed());
      const headers = { 'content-type': blob.type, 'x-file-name': encoded };
      await cache.put(`${SHARE_TARGET}/${at}`, new Response(blob, { headers }));
    }
    return true;
  } catch {
    // The disk is full. A part of them would look like all of them.
    await caches.delete(SHARED_FILES).catch(() => false);
    return false;
  }
}

function find(request, ignoreSearch = true) {
  return caches.match(request, { ignoreSearch, ignoreVary: true }).catch(() => undefined);
}
