import { readdir, readFile } from 'node:fs/promises';
import * as pdfJs from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { describeRefusal } from '#lib/core/attachments/file-refusal.ts';
import { fencedText } from '#lib/core/attachments/to-wire-request.ts';
import { makePdf } from '#tests/support/make-pdf.ts';
import { PDF_CHARACTER_MAPS } from './pdf-character-maps.ts';
import { createPdfLibrary, type PdfLibrary } from './pdf-library.ts';
import { readPdf } from './read-pdf.ts';

/** The library itself, without its worker. */
const library = createPdfLibrary(
  pdfJs,
  async (name) => new Uint8Array(await readFile(`node_modules/pdfjs-dist/cmaps/${name}.bcmap`)),
);
const read = (parts: BlobPart[], options: Partial<Parameters<typeof readPdf>[1]> = {}) =>
  readPdf(new File(parts, 'report.pdf'), { id: 'f1', load: async () => library, ...options });
const said = async (...args: Parameters<typeof read>) => {
  const result = await read(...args);
  return 'refusal' in result ? describeRefusal('report.pdf', result.refusal) : result;
};

it('reads the text of every page, and names the file with their number', async () => {
  const result = await read([makePdf(['First line\nSecond line', 'On page two'])]);
  if (!('attachment' in result)) throw new Error('it has text');
  expect(result).toEqual({
    attachment: {
      type: 'text',
      id: 'f1',
      name: 'report.pdf, 2 pages',
      text: '[Page 1]\nFirst line\nSecond line\n\n[Page 2]\nOn page two',
      origin: 'pdf',
    },
  });
  expect(fencedText(result.attachment)).toMatch(/^File: report\.pdf, 2 pages\n```\n\[Page 1\]\n/);
});

it('says how many pages have no text', async () => {
  const result = await read([makePdf(['Some text', '', ''])]);
  expect(result).toMatchObject({ attachment: { name: 'report.pdf, 3 pages' } });
  expect(result).toHaveProperty('note', expect.stringMatching(/^2 pages have no text in report/));
});

describe('a PDF whose font has no table of Unicode and needs a map of pdf.js', () => {
  it.each([
    ['UniGB-UCS2-H', 'GB1', '4F60597D4E16754C', '你好世界'],
    ['GBK-EUC-H', 'GB1', 'C4E3BAC3', '你好'],
    ['90ms-RKSJ-H', 'Japan1', '93FA967B8CEA836583588367', '日本語テスト'],
    ['UniJIS-UTF16-H', 'Japan1', '65E5672C8A9E', '日本語'],
    ['ETen-B5-H', 'CNS1', 'A741A66E', '你好'],
    ['KSCms-UHC-H', 'Korea1', 'C7D1B1B9', '한국'],
    ['UniGB-UCS2-V', 'GB1', '4F60597D', '你好'],
  ])('in %s is read', async (encoding, ordering, hex, text) => {
    const result = await said([makePdf([], { cjk: { encoding, ordering, hex } })]);
    expect(result).toMatchObject({ attachment: { text: `[Page 1]\n${text}` } });
  });

  it('is refused if the map could not be loaded, not sent without its text', async () => {
    const lacking = createPdfLibrary(pdfJs, () => Promise.reject(new Error('offline')));
    const cjk = { encoding: 'UniGB-UCS2-H', ordering: 'GB1', hex: '4F60597D' };
    const pdf = makePdf(['Latin text'], { cjk });
    expect(await said([pdf], { load: async () => lacking })).toMatch(/couldn't be loaded/);
  });

  it('finds each map that pdf.js has, and no other', async () => {
    const files = await readdir('node_modules/pdfjs-dist/cmaps');
    const names = files.flatMap((file) => /^(.{1,40})\.bcmap$/.exec(file)?.[1] ?? []);
    expect(Object.keys(PDF_CHARACTER_MAPS).sort()).toEqual(names.sort());
    for (const [name, { pathname }] of Object.entries(PDF_CHARACTER_MAPS))
      expect(pathname.endsWith(`pdfjs-dist/cmaps/${name}.bcmap`)).toBe(true);
  });
});

describe('a PDF that can not be read', () => {
  it.each<[string, BlobPart[], RegExp]>([
    ['a password', [makePdf(['secret'], { isLocked: true })], /needs a password/],
    ['only pictures', [makePdf(['', ''])], /no text, only pictures/],
    ['damage', ['%PDF-1.7 and then nothing that makes sense'], /can't be opened as a PDF/],
    ['no page', [makePdf([])], /can't be opened as a PDF|no text/],
    ['a cut', [makePdf(['text']).slice(0, 300)], /can't be opened as a PDF|no text/],
    ['too many bytes', [new Uint8Array(50_000_001)], /is 50 MB\. The limit is 50 MB/],
  ])('for %s is refused with the reason', async (_, parts, words) => {
    expect(await said(parts)).toMatch(words);
  });

  it('for too many pages or characters is refused with the number', async () => {
    const page = { getTextContent: async () => ({ items: [] }), cleanup: () => {} };
    const pages = (numPages: number, items: object[] = []): PdfLibrary => ({
      open: () => ({
        promise: Promise.resolve({
          numPages,
          getPage: async () => ({ ...page, getTextContent: async () => ({ items }) }),
        }),
        destroy: async () => {},
        lacksMaps: () => false,
      }),
    });
    expect(await said(['%PDF-'], { load: async () => pages(1001) })).toMatch(
      /has 1,001 pages\. The limit is 1,000/,
    );
    const long = [{ str: 'a'.repeat(1_100_000) }, { type: 'mark' }];
    expect(await said(['%PDF-'], { load: async () => pages(5, long) })).toMatch(
      /characters\. The limit is 2,000,000/,
    );
  });

  it('in time is refused, and no longer read', async () => {
    let destroyed = 0;
    const slow: PdfLibrary = {
      open: () => ({
        promise: new Promise(() => {}),
        destroy: async () => {
          destroyed += 1;
        },
        lacksMaps: () => false,
      }),
    };
    expect(await said(['%PDF-'], { load: async () => slow, timeoutMs: 5 })).toMatch(
      /more than a minute/,
    );
    expect(destroyed).toBe(1);
  });

  it('for want of its code says so', async () => {
    const load = () => Promise.reject(new Error('offline'));
    expect(await said(['%PDF-'], { load })).toMatch(/couldn't be loaded/);
  });
});
