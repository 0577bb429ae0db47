import { expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const TEXT = 'Grüße, 世界 – a line\nand another\t😀';
const utf8 = new TextEncoder().encode(TEXT);

function utf16(text: string, isLittle: boolean): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(text, 'utf16le'));
  return isLittle ? bytes : bytes.map((_, index) => bytes[index ^ 1] ?? 0);
}

it.each([
  ['UTF-8', utf8],
  ['UTF-8 with a mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8])],
  ['UTF-16LE with a mark', utf16(`\ufeff${TEXT}`, true)],
  ['UTF-16BE with a mark', utf16(`\ufeff${TEXT}`, false)],
  ['UTF-16LE', utf16(TEXT, true)],
  ['UTF-16BE', utf16(TEXT, false)],
])('decodes %s', (_, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: TEXT });
});

it('takes no binary file for text', () => {
  const random = Uint8Array.from(
    { length: 5000 },
    (_, index) => (index * 7919 + (index >> 3)) % 256,
  );
  expect(decodeText(random)).toEqual({ problem: 'binary' });
  expect(decodeText(Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]))).toEqual({
    problem: 'binary',
  });
  expect(decodeText(new Uint8Array(1000))).toEqual({ problem: 'binary' });
});

it('says when a text is in another encoding', () => {
  expect(decodeText(Buffer.from('Grüße', 'latin1'))).toEqual({ problem: 'encoding' });
});

it('keeps the colors of a log', () => {
  expect(decodeText(new TextEncoder().encode('\u001b[31mred\u001b[0m'))).toHaveProperty('text');
});
