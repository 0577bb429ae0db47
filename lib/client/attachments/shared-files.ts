/** Where `public/sw.js` puts what another app shares with this one. */
const SHARED_FILES = 'starlight-shared-files';
const NAME_HEADER = 'x-file-name';

/**
 * Takes the files that another app shared, if this page was opened for that (`?shared`): another tab, or a
 * reload, gets none. Never rejects.
 */
export async function takeSharedFiles(
  search: string = window.location.search,
  caches: CacheStorage = window.caches,
): Promise<File[]> {
  if (!new URLSearchParams(search).has('shared')) return [];
  try {
    const cache = await caches.open(SHARED_FILES);
    const stored = await Promise.all((await cache.keys()).map((request) => cache.match(request)));
    const files = await Promise.all(
      stored.flatMap((response) => (response ? fileOf(response) : [])),
    );
    return (await caches.delete(SHARED_FILES)) ? files : [];
  } catch {
    // Without a cache, nothing was shared.
    return [];
  }
}

/** What to say about what was shared and did not arrive (`?unshared`). */
export function unsharedNotices(search: string = window.location.search): string[] {
  const missing = new URLSearchParams(search).getAll('unshared');
  return Object.entries(UNSHARED).flatMap(([what, notice]) =>
    missing.includes(what) ? [notice] : [],
  );
}

const UNSHARED = {
  files: "The shared files couldn't be kept on their way to this page. Attach them here instead.",
  text: 'The shared text was too long to keep on its way to this page. Paste it here instead.',
  more: 'Only the first 10 shared files are attached: a message can have up to 10.',
};

async function fileOf(response: Response): Promise<File> {
  const blob = await response.blob();
  const name = decodeURIComponent(response.headers.get(NAME_HEADER) ?? '');
  return new File([blob], name, { type: blob.type });
}
