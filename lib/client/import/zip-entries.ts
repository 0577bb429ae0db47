import { ImportRefusal } from '#lib/core/import/import-fault.ts';

/** A file in a zip file. */
export type ZipEntry = {
  /** Its path, as the zip file has it; never used as one. */
  name: string;
  method: number;
  packedSize: number;
  headerOffset: number;
};

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const HEADER_SIGNATURE = 0x04034b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const HEADER_LENGTH = 30;
const MAX_COMMENT = 0xffff;
const MAX_DIRECTORY_BYTES = 32_000_000;
const STORED = 0;
const DEFLATED = 8;
/** In place of a number that only ZIP64 has room for. */
const TOO_LARGE = 0xffffffff;

/** Whether a file begins as a zip file does. */
export async function isZip(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5);
}

/**
 * The files in a zip file (APPNOTE 6.3.10, 4.3), read from its directory at the end: nothing is unpacked.
 * Throws an `ImportRefusal`.
 */
export async function readZipEntries(file: Blob): Promise<ZipEntry[]> {
  const tailOffset = Math.max(0, file.size - END_LENGTH - MAX_COMMENT);
  const tail = await viewOf(file, tailOffset, file.size);
  const end = findEnd(tail);
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const offset = tail.getUint32(end + 16, true);
  if (offset === TOO_LARGE || count === 0xffff)
    throw new ImportRefusal({ kind: 'unsupported_zip' });
  if (size > MAX_DIRECTORY_BYTES || offset + size > tailOffset + end) throw damaged();
  return entriesIn(await viewOf(file, offset, offset + size), count);
}

/** The bytes of a file in a zip file, as they are unpacked. Throws an `ImportRefusal`. */
export async function openZipEntry(
  file: Blob,
  { method, packedSize, headerOffset }: ZipEntry,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const header = await viewOf(file, headerOffset, headerOffset + HEADER_LENGTH);
  if (header.byteLength < HEADER_LENGTH || header.getUint32(0, true) !== HEADER_SIGNATURE)
    throw damaged();
  const start =
    headerOffset + HEADER_LENGTH + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + packedSize > file.size) throw damaged();
  const packed = file.slice(start, start + packedSize).stream();
  if (method === STORED) return packed;
  if (method !== DEFLATED || typeof DecompressionStream === 'undefined')
    throw new ImportRefusal({ kind: 'unsupported_zip' });
  return packed.pipeThrough(new DecompressionStream('deflate-raw'));
}

function findEnd(tail: DataView): number {
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_SIGNATURE) continue;
    // The signature can also be within the comment that ends the file.
    if (at + END_LENGTH + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  throw damaged();
}

function entriesIn(directory: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_LENGTH > directory.byteLength) throw damaged();
    if (directory.getUint32(at, true) !== ENTRY_SIGNATURE) throw damaged();
    if ((directory.getUint16(at + 8, true) & 1) === 1)
      throw new ImportRefusal({ kind: 'encrypted_zip' });
    const nameLength = directory.getUint16(at + 28, true);
    const next = at + ENTRY_LENGTH + nameLength + directory.getUint16(at + 30, true);
    if (at + ENTRY_LENGTH + nameLength > directory.byteLength) throw damaged();
    const name = new Uint8Array(
      directory.buffer,
      directory.byteOffset + at + ENTRY_LENGTH,
      nameLength,
    );
    const packedSize = directory.getUint32(at + 20, true);
    const headerOffset = directory.getUint32(at + 42, true);
    if (packedSize === TOO_LARGE || headerOffset === TOO_LARGE)
      throw new ImportRefusal({ kind: 'unsupported_zip' });
    const method = directory.getUint16(at + 10, true);
    entries.push({ name: new TextDecoder().decode(name), method, packedSize, headerOffset });
    at = next + directory.getUint16(at + 32, true);
  }
  return entries;
}

async function viewOf(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

function damaged(): ImportRefusal {
  return new ImportRefusal({ kind: 'damaged_zip' });
}
