import { MAX_TEXT_LENGTH, type TextFile } from '#lib/core/attachments/attachment.ts';
import {
  type FileRefusal,
  MAX_PDF_BYTES,
  MAX_PDF_PAGES,
} from '#lib/core/attachments/file-refusal.ts';
import { toFileName } from '#lib/core/attachments/to-file-name.ts';
import { loadPdfLibrary, type PdfDocument, type PdfLibrary } from './pdf-library.ts';

type ReadPdf = { attachment: TextFile; note?: string } | { refusal: FileRefusal };

type ReadPdfOptions = {
  id: string;
  load?: () => Promise<PdfLibrary>;
  timeoutMs?: number;
};

/**
 * The text of a PDF, with a line before each page that says which one it is. The file itself is not kept. Each
 * reason why there is none is a refusal: too large, too many pages, a password, damage, no text in it, or longer
 * than a minute. Never throws.
 */
export async function readPdf(
  file: File,
  { id, load = loadPdfLibrary, timeoutMs = 60_000 }: ReadPdfOptions,
): Promise<ReadPdf> {
  const { size } = file;
  if (size > MAX_PDF_BYTES)
    return { refusal: { reason: 'bytes', bytes: size, limit: MAX_PDF_BYTES } };
  const library = await load().catch(() => null);
  if (!library) return { refusal: { reason: 'pdf_unloaded' } };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const loading = library.open(bytes);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooSlow = new Promise<ReadPdf>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, { refusal: { reason: 'pdf_slow' } });
  });
  try {
    const read = loading.promise.then((pdf) => readPages(pdf, { id, name: file.name }));
    // It goes on until it is destroyed, and may reject then.
    read.catch(() => undefined);
    const result = await Promise.race([read, tooSlow]);
    // A part of the text would look like all of it.
    return loading.lacksMaps() ? { refusal: { reason: 'pdf_unloaded' } } : result;
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    return { refusal: { reason: isLocked ? 'pdf_locked' : 'pdf_damaged' } };
  } finally {
    clearTimeout(timer);
    await loading.destroy().catch(() => undefined);
  }
}

async function readPages(
  pdf: PdfDocument,
  { id, name }: { id: string; name: string },
): Promise<ReadPdf> {
  const { numPages } = pdf;
  if (numPages > MAX_PDF_PAGES) return { refusal: { reason: 'pages', pages: numPages } };
  const parts: string[] = [];
  let length = 0;
  let empty = 0;
  for (let number = 1; number <= numPages; number += 1) {
    const page = await pdf.getPage(number);
    const text = textOf((await page.getTextContent()).items).trim();
    page.cleanup();
    if (text === '') empty += 1;
    const part = `[Page ${number}]\n${text}`;
    length += part.length + 2;
    if (length > MAX_TEXT_LENGTH) return { refusal: { reason: 'length', length } };
    parts.push(part);
  }
  if (empty === numPages) return { refusal: { reason: 'pdf_scanned' } };
  const shown = toFileName(name);
  const pages = numPages === 1 ? '1 page' : `${numPages} pages`;
  const attachment: TextFile = {
    type: 'text',
    id,
    name: `${shown}, ${pages}`,
    text: parts.join('\n\n'),
    origin: 'pdf',
  };
  if (empty === 0) return { attachment };
  const without = empty === 1 ? '1 page has' : `${empty} pages have`;
  return { attachment, note: `${without} no text in ${shown}, only pictures, which aren't sent.` };
}

/** Items are runs of text in the order of the file, marks among them. */
function textOf(items: readonly object[]): string {
  return items
    .map((item) => {
      if (!('str' in item) || typeof item.str !== 'string') return '';
      return 'hasEOL' in item && item.hasEOL === true ? `${item.str}\n` : item.str;
    })
    .join('')
    .replaceAll('\0', '')
    .toWellFormed();
}
