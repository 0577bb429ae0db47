import '../zod-without-eval.ts';
import { type ImportFault, ImportRefusal } from '#lib/core/import/import-fault.ts';
import type { readAttachment } from '../attachments/read-attachment.ts';
import { collectImported, type ImportCollection, type ImportedFile } from './collect-imported.ts';
import { createForeignFileReader } from './foreign-files.ts';
import { isOwnStart, parseInPieces, type ReadingPace } from './parse-in-pieces.ts';
import { isZip, openZipEntry, readZipEntries, type ZipEntry } from './zip-entries.ts';
import { createFileFinder, type FileFinder } from './zip-files.ts';

/** An own export: far more than a browser stores for one site. */
const MAX_OWN_BYTES = 256 * 1024 * 1024;
/** The text of another app's export, unpacked. */
const MAX_TEXT_BYTES = 150_000_000;
const MAX_JSON_FILES = 5000;

type ReadOptions = Partial<ReadingPace> & {
  /** Receives how much of the file was read, from 0 to 1. */
  onProgress?: (share: number) => void;
  /** Reads a file of a question. */
  readFile?: typeof readAttachment;
};

/**
 * Reads an export of Starlight, ChatGPT, Claude, LibreChat, Open WebUI or NextChat, as JSON or in a zip
 * file. Changes nothing and never rejects: a file that is unusable or hostile is refused with its reason.
 */
export async function readImportFile(
  file: Blob,
  options: ReadOptions = {},
): Promise<ImportedFile | { fault: ImportFault }> {
  try {
    if (await isZip(file)) return await readZip(file, options);
    const isOwn = isOwnStart(await file.slice(0, 1000).text());
    return await readJson(file, isOwn ? MAX_OWN_BYTES : MAX_TEXT_BYTES, options);
  } catch (error) {
    if (error instanceof ImportRefusal) return { fault: error.fault };
    // The browser can't read it: it was deleted, or its disk is gone.
    return { fault: { kind: 'not_an_export' } };
  }
}

async function readJson(file: Blob, maxBytes: number, options: ReadOptions): Promise<ImportedFile> {
  if (file.size > maxBytes) throw tooLarge(maxBytes);
  const imported = collect(async () => null, options);
  await readValues(file.stream(), imported, { expectedBytes: file.size, maxBytes }, options);
  return imported.finish();
}

async function readZip(file: Blob, options: ReadOptions): Promise<ImportedFile> {
  const entries = await readZipEntries(file);
  const chosen = conversationEntries(entries);
  if (chosen.length === 0) throw new ImportRefusal({ kind: 'not_an_export' });
  if (chosen.length > MAX_JSON_FILES)
    throw new ImportRefusal({ kind: 'too_many', limit: MAX_JSON_FILES });
  const imported = collect(createFileFinder(file, entries), options);
  // Text shrinks to about a fourth; what counts for the display is that it grows.
  const expected = chosen.reduce((sum, { packedSize }) => sum + packedSize, 0) * 4;
  for (const entry of chosen) {
    const sizes = { expectedBytes: expected, maxBytes: MAX_TEXT_BYTES };
    await readValues(await openZipEntry(file, entry), imported, sizes, options);
  }
  return imported.finish();
}

function collect(find: FileFinder, { readFile }: ReadOptions): ImportCollection {
  return collectImported(createForeignFileReader(find, readFile));
}

/** `conversations.json`, or its parts (`conversations-000.json`), and own files; else all JSON files. */
function conversationEntries(entries: readonly ZipEntry[]): ZipEntry[] {
  const named = entries.filter(({ name }) =>
    /(?:^|\/)(?:conversations(?:-\d{1,6})?|starlight-[\w.-]{1,80})\.json$/.test(name),
  );
  return named.length > 0 ? named : entries.filter(({ name }) => name.endsWith('.json'));
}

async function readValues(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  imported: ImportCollection,
  { expectedBytes, maxBytes }: { expectedBytes: number; maxBytes: number },
  { onProgress, pause = yieldToPage, now = () => performance.now() }: ReadOptions,
): Promise<void> {
  const count = (bytes: number) => {
    const total = imported.countBytes(bytes);
    if (total > maxBytes) throw tooLarge(maxBytes);
    onProgress?.(Math.min(total / expectedBytes, 1));
  };
  for await (const found of parseInPieces(stream, count, { pause, now })) await imported.add(found);
}

function tooLarge(limit: number): ImportRefusal {
  return new ImportRefusal({ kind: 'too_large', limit });
}

function yieldToPage(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
