type PdfOptions = {
  /** Needs a password that nobody knows. */
  isLocked?: boolean;
  /** A last page in a font that is not embedded and has no table of Unicode: its codes, as hexadecimal digits. */
  cjk?: { encoding: string; ordering: string; hex: string };
};

/** A PDF with a page for each text, in Latin letters; a page without text for an empty one. */
export function makePdf(
  pages: readonly string[],
  { isLocked = false, cjk }: PdfOptions = {},
): Uint8Array<ArrayBuffer> {
  const contents = [
    ...pages.map((text) => {
      const lines = text.split('\n').map((line) => `(${line}) Tj T*`);
      return text === '' ? '' : `BT /F1 12 Tf 14 TL 72 720 Td ${lines.join(' ')} ET`;
    }),
    ...(cjk ? [`BT /F2 12 Tf 72 720 Td <${cjk.hex}> Tj ET`] : []),
  ];
  const kids = contents.map((_, index) => `${5 + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    cjk ? cjkFont(cjk) : 'null',
    ...contents.flatMap((content, index) => {
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${6 + 2 * index} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  const password = '0'.repeat(64);
  const lock = `/Encrypt << /Filter /Standard /V 1 /R 2 /O <${password}> /U <${password}> /P -4 >> /ID [<00> <00>]`;
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  const size = objects.length + 1;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${size} /Root 1 0 R ${isLocked ? lock : ''} >>\nstartxref\n${start}\n%%EOF\n`;
  return Uint8Array.from(Buffer.from(file, 'latin1'));
}

/** A composite font of a collection of Adobe's (ISO 32000-1, 9.7.5), as printers' PDFs have it. */
function cjkFont({ encoding, ordering }: NonNullable<PdfOptions['cjk']>): string {
  const system = `/CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >>`;
  const descriptor =
    '/FontDescriptor << /Type /FontDescriptor /FontName /Some-Font /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>';
  return `<< /Type /Font /Subtype /Type0 /BaseFont /Some-Font /Encoding /${encoding} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Some-Font ${system} ${descriptor} >>] >>`;
}
