import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { describeRefusal } from '#lib/core/attachments/file-refusal.ts';
import { fencedText } from '#lib/core/attachments/to-wire-request.ts';
import { makePdf } from '#tests/support/make-pdf.ts';
import type { PdfLibrary } from './pdf-library.ts';
import { readPdf } from './read-pdf.ts';

/** The library itself, without its worker. */
const library: PdfLibrary = {
  open: (data) => getDocument({ data, verbosity: VerbosityLevel.ERRORS, disableFontFace: true }),
};
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
