/** What is used of pdf.js: its pages, and the text of each. */
export type PdfDocument = {
  numPages: number;
  getPage: (number: number) => Promise<{
    getTextContent: () => Promise<{ items: readonly object[] }>;
    cleanup: () => unknown;
  }>;
};

/** A document that is being opened; `destroy` ends it and everything that is done for it. */
type PdfLoading = { promise: Promise<PdfDocument>; destroy: () => Promise<void> };

/** Opens documents. Opening rejects with pdf.js's exceptions, whose `name` says what is wrong. */
export type PdfLibrary = { open: (bytes: Uint8Array<ArrayBuffer>) => PdfLoading };

/**
 * pdf.js, whose 515 kB gzip are loaded with the first PDF. It reads in a worker of this page's own files, whose
 * policy lets it load and run nothing else. Nothing is drawn, so it needs no fonts, pictures or scripts.
 */
export async function loadPdfLibrary(): Promise<PdfLibrary> {
  const { getDocument, GlobalWorkerOptions, VerbosityLevel } = await import('pdfjs-dist');
  GlobalWorkerOptions.workerSrc = new URL(
    'pdfjs-dist/build/pdf.worker.min.mjs',
    import.meta.url,
  ).pathname;
  return {
    open: (data) =>
      getDocument({
        data,
        verbosity: VerbosityLevel.ERRORS,
        useSystemFonts: false,
        disableFontFace: true,
        useWasm: false,
        useWorkerFetch: false,
        isOffscreenCanvasSupported: false,
        isImageDecoderSupported: false,
      }),
  };
}
