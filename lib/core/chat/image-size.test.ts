import fc from 'fast-check';
import { expect, it } from 'vitest';
import { imageSizeOf } from './image-size.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

it.each([
  ['PNG', '89504e470d0a1a0a 0000000d49484452 00000400 00000300', { width: 1024, height: 768 }],
  ['GIF', '474946383961 0a00 1400', { width: 10, height: 20 }],
  ['JPEG', 'ffd8 ffe00004abcd ffc40003aa ffc2000b08 0300 0400', { width: 1024, height: 768 }],
  [
    'WebP, lossy',
    `52494646 00000000 57454250 56503820 00000000 000000 9d012a 0004 0003`,
    { width: 1024, height: 768 },
  ],
  [
    'WebP, lossless',
    '52494646 00000000 57454250 5650384c 00000000 2f ffc3bf00',
    { width: 1024, height: 768 },
  ],
  [
    'WebP, extended',
    '52494646 00000000 57454250 56503858 0a000000 00000000 ff0300 ff0200',
    { width: 1024, height: 768 },
  ],
  ['an empty picture', '89504e470d0a1a0a 0000000d49484452 00000000 00000300', null],
  ['a JPEG without a frame', 'ffd8 ffd9', null],
  ['something else', '3c7376673e', null],
  ['nothing', '', null],
])('reads the size of %s', (_, bytes, size) => {
  expect(imageSizeOf(hex(bytes))).toEqual(size);
});

it('never throws or hangs, whatever follows the first bytes', () => {
  const start = fc.constantFrom('89504e47', '474946', '52494646', 'ffd8ff', '');
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), (first, rest) => {
      const size = imageSizeOf(new Uint8Array([...hex(first), ...rest]));
      expect(size === null || size.width > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
