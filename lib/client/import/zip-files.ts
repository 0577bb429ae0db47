import { readBounded } from '../bytes/read-bounded.ts';
import { openZipEntry, type ZipEntry } from './zip-entries.ts';

type FoundFile = {
  /** Its own name, without what the export puts in front. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
};

/** Finds a file by the start of its name; null for one that isn't there, is damaged, or has more bytes. */
export type FileFinder = (asset: string, maxBytes: number) => Promise<FoundFile | null>;

/** Finds files of a zip file whose names begin with their ID (`file-Ab12`, `file_0123`). Never rejects. */
export function createFileFinder(file: Blob, entries: readonly ZipEntry[]): FileFinder {
  const byAsset = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const [asset] = /^file[-_][A-Za-z0-9]{1,100}/.exec(baseName(entry)) ?? [];
    if (asset !== undefined && !byAsset.has(asset)) byAsset.set(asset, entry);
  }
  return async (asset, maxBytes) => {
    const entry = byAsset.get(asset);
    if (!entry) return null;
    try {
      const bytes = await readBounded(await openZipEntry(file, entry), maxBytes);
      const name = baseName(entry).slice(asset.length).replace(/^[-_]/, '');
      return typeof bytes === 'string' ? null : { name, bytes };
    } catch {
      // Damaged, or packed in a way that isn't read: it counts as left out.
      return null;
    }
  };
}

function baseName({ name }: ZipEntry): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
