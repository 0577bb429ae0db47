import { readBounded } from '../bytes/read-bounded.ts';
import { toBase64 } from '../bytes/to-base64.ts';
import { openZipEntry, type ZipEntry } from './zip-entries.ts';

const MAX_PICTURE_BYTES = 6_000_000;
/** For all pictures of an import: they are held in memory until they are stored. */
const MAX_TOTAL_BYTES = 200_000_000;

const SIGNATURES: readonly { type: string; at: number; bytes: readonly number[] }[] = [
  { type: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47] },
  { type: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

/**
 * Finds the pictures of a zip file by the start of their names (`file-Ab12`, `file_0123`), as data URLs.
 * Null for one that isn't there, is no picture, or is too much. Never rejects.
 */
export function createPictureFinder(file: Blob, entries: readonly ZipEntry[]) {
  const byAsset = new Map<string, ZipEntry>();
  for (const entry of entries) {
    const name = entry.name.slice(entry.name.lastIndexOf('/') + 1);
    const [asset] = /^file[-_][A-Za-z0-9]{1,100}/.exec(name) ?? [];
    if (asset !== undefined && !byAsset.has(asset)) byAsset.set(asset, entry);
  }
  let total = 0;
  return async (asset: string): Promise<string | null> => {
    const entry = byAsset.get(asset);
    if (!entry || total > MAX_TOTAL_BYTES) return null;
    try {
      const bytes = await readBounded(await openZipEntry(file, entry), MAX_PICTURE_BYTES);
      if (typeof bytes === 'string') return null;
      total += bytes.length;
      const type = typeOf(bytes);
      return type === null ? null : `data:image/${type};base64,${toBase64(bytes)}`;
    } catch {
      // Damaged, or packed in a way that isn't read: it counts as left out.
      return null;
    }
  };
}

function typeOf(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(({ at, bytes: signature }) =>
    signature.every((byte, index) => bytes[at + index] === byte),
  );
  return found?.type ?? null;
}
