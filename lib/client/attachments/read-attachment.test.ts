import { describe, expect, it } from 'vitest';
import { describeRefusal } from '#lib/core/attachments/file-refusal.ts';
import { type ReadAttachment, readAttachment } from './read-attachment.ts';

const URL = 'data:image/jpeg;base64,aGk=';

async function read(name: string, ...parts: BlobPart[]) {
  const shrunk: string[] = [];
  const result = await readAttachment(new File(parts, name), {
    id: 'f1',
    shrink: async (_, kind) => {
      shrunk.push(kind);
      return { url: URL, width: 2, height: 1 };
    },
  });
  return { result, shrunk };
}

const said = (name: string, result: ReadAttachment) =>
  'refusal' in result ? describeRefusal(name, result.refusal) : result;

/** The start of a PNG of this size. */
function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

it('reads a picture by its bytes, whatever its name says', async () => {
  const { result, shrunk } = await read('notes.txt', png(640, 480));
  expect(result).toEqual({
    attachment: { type: 'picture', id: 'f1', name: 'notes.txt', url: URL, width: 2, height: 1 },
  });
  expect(shrunk).toEqual(['png']);
});

it('reads a text', async () => {
  const { result } = await read('main.rs', 'fn main() {}\n');
  expect(result).toEqual({
    attachment: { type: 'text', id: 'f1', name: 'main.rs', text: 'fn main() {}\n', origin: 'file' },
  });
});

it('says that only the first frame of a GIF is sent', async () => {
  const { result } = await read('a.gif', Uint8Array.from([...Buffer.from('GIF89a'), 2, 0, 2, 0]));
  expect(result).toHaveProperty('note', 'Only the first frame of a.gif is sent.');
});

describe('a hostile file', () => {
  it.each<[string, BlobPart[], RegExp]>([
    ['bomb.png', [png(30_000, 30_000)], /30,000 × 30,000 pixels.*900 megapixels.*70 megapixels/],
    ['huge.png', [png(10, 10), new Uint8Array(200_000_000)], /is 200 MB\. The limit is 50 MB/],
    ['huge.txt', ['a'.repeat(9_000_000)], /is 9 MB\. The limit is 8 MB/],
    ['long.txt', ['a'.repeat(2_000_001)], /2,000,001 characters\. The limit is 2,000,000/],
    ['nothing.txt', [], /is empty/],
    ['spaces.txt', [' \n '], /is empty/],
    [
      'program.txt',
      [Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])],
      /isn't text or a picture/,
    ],
    ['drawing.svg', ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'], /SVG/],
    ['drawing', ['<svg onload="alert(1)">'], /SVG/],
    ['IMG_1.HEIC', [Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypheic')])], /HEIC.*JPEG/],
    ['a.avif', [Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypavif')])], /AVIF.*PNG/],
    ['a.docx', ['PK\x03\x04aaaa'], /Office document/],
    ['cut.png', [png(10, 10).slice(0, 12)], /can't be opened as a picture/],
    ['latin.csv', [Buffer.from('Größe;Länge', 'latin1')], /UTF-8/],
  ])('%s is refused by what is wrong with it', async (name, parts, words) => {
    const { result, shrunk } = await read(name, ...parts);
    expect(said(name, result)).toMatch(words);
    expect(shrunk).toEqual([]);
  });

  it('is refused if the browser cannot decode it', async () => {
    const result = await readAttachment(new File([png(9, 9)], 'a.png'), {
      id: 'f1',
      shrink: () => Promise.reject(new DOMException('', 'InvalidStateError')),
    });
    expect(result).toEqual({ refusal: { reason: 'damaged' } });
  });

  it('is refused if the browser encodes it as something else', async () => {
    const result = await readAttachment(new File([png(9, 9)], 'a.png'), {
      id: 'f1',
      shrink: async () => ({ url: 'data:image/svg+xml;base64,aGk=', width: 1, height: 1 }),
    });
    expect(result).toEqual({ refusal: { reason: 'damaged' } });
  });

  it('is refused if it can no longer be read', async () => {
    const file = new File(['a'], 'a.txt');
    Object.assign(file, {
      slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException()) }),
    });
    expect(await readAttachment(file, { id: 'f1' })).toEqual({ refusal: { reason: 'unreadable' } });
  });
});

describe('a picture in a format that models do not read', () => {
  /** A container that says it has two images: a preview and the picture. */
  const container = (brand: string, width: number, height: number) => {
    const boxes = [
      [160, 120],
      [width, height],
    ].map(([w = 0, h = 0]) => {
      const box = new DataView(new ArrayBuffer(20));
      box.setUint32(0, 20);
      [...'ispe'].forEach((letter, at) => {
        box.setUint8(4 + at, letter.charCodeAt(0));
      });
      box.setUint32(12, w);
      box.setUint32(16, h);
      return box;
    });
    return [Uint8Array.from([0, 0, 0, 24, ...Buffer.from(`ftyp${brand}`)]), ...boxes];
  };
  const bitmap = (width: number, height: number) => {
    const view = new DataView(new ArrayBuffer(54));
    [...'BM'].forEach((letter, at) => {
      view.setUint8(at, letter.charCodeAt(0));
    });
    view.setInt32(18, width, true);
    view.setInt32(22, height, true);
    return [view];
  };

  it.each([
    ['a.avif', container('avif', 640, 480), 'avif'],
    ['IMG_1.HEIC', container('heic', 4032, 3024), 'heic'],
    ['a.bmp', bitmap(640, -480), 'bmp'],
  ])('%s is sent in another one if the browser can decode it', async (name, parts, kind) => {
    const { result, shrunk } = await read(name, ...parts);
    expect(result).toMatchObject({ attachment: { type: 'picture', name, url: URL } });
    expect(shrunk).toEqual([kind]);
  });

  it.each<[string, BlobPart[], RegExp]>([
    ['a.avif', container('avif', 640, 480), /AVIF.*PNG/],
    ['IMG_1.HEIC', container('heic', 640, 480), /HEIC.*JPEG/],
    ['a.bmp', bitmap(640, 480), /BMP.*PNG/],
  ])('%s is refused by name if it cannot', async (name, parts, words) => {
    const result = await readAttachment(new File(parts, name), {
      id: 'f1',
      shrink: async () => {
        throw new Error('EncodingError');
      },
    });
    expect(said(name, result)).toMatch(words);
  });

  it.each([
    ['a.avif', container('avif', 30_000, 30_000)],
    ['a.bmp', bitmap(30_000, -30_000)],
  ])('%s is refused before it is decoded if it is too large', async (name, parts) => {
    const { result, shrunk } = await read(name, ...parts);
    expect(said(name, result)).toMatch(/900 megapixels/);
    expect(shrunk).toEqual([]);
  });
});
