/** What the first bytes of a file say it is. `unknown`: perhaps text. */
export type FileKind =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'heic'
  | 'avif'
  | 'tiff'
  | 'bmp'
  | 'svg'
  | 'pdf'
  | 'zip'
  | 'unknown';

const START: readonly (readonly [FileKind, string])[] = [
  ['png', '\x89PNG\r\n\x1a\n'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
];
/** Of files in ISO's container (ISO/IEC 23008-12): the brand after `ftyp`. */
const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];
const AVIF_BRANDS = ['avif', 'avis'];
const SNIFFED_BYTES = 1024;

/** What a file is, by its first bytes and never by its name, but for SVG, which is text. */
export function sniffFile(bytes: Uint8Array, name: string): FileKind {
  const head = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES));
  const [found] = START.find(([, start]) => head.startsWith(start)) ?? [];
  if (found) return found;
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (head.startsWith('BM') && head.startsWith('\0\0\0\0', 6)) return 'bmp';
  if (head.startsWith('ftyp', 4)) return kindOfBrand(head.slice(8, 12));
  if (/\.svgz?$/i.test(name) || /^\s{0,100}<svg[\s>]/.test(head)) return 'svg';
  return 'unknown';
}

function kindOfBrand(brand: string): FileKind {
  if (AVIF_BRANDS.includes(brand)) return 'avif';
  return HEIC_BRANDS.includes(brand) ? 'heic' : 'unknown';
}
