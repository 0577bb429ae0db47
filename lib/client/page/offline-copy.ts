import { LOOPBACK_HOST } from '../network/is-server-unreachable.ts';

const CACHE_PREFIX = 'starlight-page-';
const PAGE = '/';
/** As the server renders it for any conversation; which one, the page reads from its address. */
const CHAT_PAGE = '/?chat=0';
const FILES = '/_next/static/';
/** The page contains settings of the site, which can change without a new build. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

type Surroundings = {
  caches: CacheStorage;
  fetch: typeof fetch;
  origin: string;
  now: () => number;
  /** The URLs of the files that the page has loaded so far. */
  loadedUrls: () => string[];
};

/**
 * Keeps a copy of the chat page and of the files it has loaded, from which `public/sw.js` opens it without
 * a network. Not for a server on this device, which needs none. Fails silently: the page works without it.
 *
 * @param build of this page; the copy of another build is replaced
 * @param loadMore loads what else the copy should have, once it is certain that there will be one
 */
export async function keepOfflineCopy(
  build: string,
  loadMore: () => Promise<unknown>,
): Promise<void> {
  if (LOOPBACK_HOST.test(window.location.hostname)) return;
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    await loadMore();
    await updateCopy(build, {
      caches: window.caches,
      fetch: window.fetch.bind(window),
      origin: window.location.origin,
      now: Date.now,
      loadedUrls: () => performance.getEntriesByType('resource').map(({ name }) => name),
    });
  } catch {
    // Plain http has neither worker nor caches; a full disk or private mode refuses them.
  }
}

/** Deletes the copy, which contains what the site shows to whoever is signed in. */
export async function forgetOfflineCopy(): Promise<void> {
  try {
    await deleteCopies(window.caches, null);
  } catch {
    // Then there is none.
  }
}

/** Exported for tests. */
export async function updateCopy(build: string, surroundings: Surroundings): Promise<void> {
  const { caches, fetch, origin, now, loadedUrls } = surroundings;
  const cache = await caches.open(CACHE_PREFIX + build);
  const loaded = loadedUrls().flatMap((url) => URL.parse(url, origin) ?? []);
  const isOwnFile = (url: URL) => url.origin === origin && url.pathname.startsWith(FILES);
  await addMissing(
    cache,
    loaded.filter(isOwnFile).map(({ pathname }) => pathname),
  );
  const copy = await cache.match(PAGE);
  const age = copy ? now() - Date.parse(copy.headers.get('date') ?? '') : Number.NaN;
  if (age < MAX_AGE_MS) return;
  const pages = [];
  // The one by which the age goes comes last.
  for (const path of [CHAT_PAGE, PAGE]) {
    const page = await fetch(path, { cache: 'no-store' });
    const html = await page.clone().text();
    // In the middle of an update, another server may have answered.
    if (!page.ok || page.redirected || !html.includes(build)) return;
    await addMissing(cache, html.match(/\/_next\/static\/[\w./~-]{1,200}\.(?:js|css)/g) ?? []);
    pages.push({ path, page });
  }
  // Last, so that a copy of the page is never without its files.
  for (const { path, page } of pages) await cache.put(path, page);
  await deleteCopies(caches, build);
}

async function addMissing(cache: Cache, paths: readonly string[]): Promise<void> {
  for (const path of new Set(paths)) {
    if (!(await cache.match(path))) await cache.add(path);
  }
}

async function deleteCopies(caches: CacheStorage, except: string | null): Promise<void> {
  for (const name of await caches.keys()) {
    const isOther = except === null || name !== CACHE_PREFIX + except;
    if (name.startsWith(CACHE_PREFIX) && isOther) await caches.delete(name);
  }
}
