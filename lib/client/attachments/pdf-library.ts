/** What is used of pdf.js: its pages, and the text of each. */
export type PdfDocument = {
  numPages: number;
  getPage: (number: number) => Promise<{
    getTextContent: () => Promise<{ items: readonly object[] }>;
    cleanup: () => unknown;
  }>;
};

/** A document that is being opened; `destroy` ends it and everything that is done for it. */
type PdfLoading = {
  promise: Promise<PdfDocument>;
  destroy: () => Promise<void>;
  /** Whether a character map that it needs could not be loaded, so that text is missing. */
  lacksMaps: () => boolean;
};

/** Opens documents. Opening rejects with pdf.js's exceptions, whose `name` says what is wrong. */
export type PdfLibrary = { open: (bytes: Uint8Array<ArrayBuffer>) => PdfLoading };

type PdfJs = Pick<typeof import('pdfjs-dist'), 'getDocument' | 'VerbosityLevel'>;

/** Reads a character map of pdf.js by its name (`UniGB-UCS2-H`); rejects if it can't be had. */
type ReadMap = (name: string) => Promise<Uint8Array>;

/**
 * pdf.js, whose 515 kB gzip are loaded with the first PDF. It reads in a worker of this page's own files, whose
 * policy lets it load and run nothing else. Nothing is drawn, so it needs no fonts, pictures or scripts. The
 * character maps that some Chinese, Japanese and Korean fonts need come from the page, which loads them from
 * this site.
 */
export async function loadPdfLibrary(): Promise<PdfLibrary> {
  const pdfJs = await import('pdfjs-dist');
  pdfJs.GlobalWorkerOptions.workerSrc = new URL(
    'pdfjs-dist/build/pdf.worker.min.mjs',
    import.meta.url,
  ).pathname;
  return createPdfLibrary(pdfJs, loadMap);
}

/** Exported for tests, which have another build of pdf.js. */
export function createPdfLibrary(
  { getDocument, VerbosityLevel }: PdfJs,
  read: ReadMap,
): PdfLibrary {
  return {
    open(data) {
      let lacksMaps = false;
      class DataFactory {
        async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
          if (kind !== 'cMapUrl') throw new Error('Text needs no other data.');
          try {
            return await read(filename.replace(/\.bcmap$/, ''));
          } catch (error) {
            lacksMaps = true;
            throw error;
          }
        }
      }
      const loading = getDocument({
        data,
        verbosity: VerbosityLevel.ERRORS,
        BinaryDataFactory: DataFactory,
        useSystemFonts: false,
        disableFontFace: true,
        useWasm: false,
        useWorkerFetch: false,
        isOffscreenCanvasSupported: false,
        isImageDecoderSupported: false,
      });
      return {
        promise: loading.promise,
        destroy: () => loading.destroy(),
        lacksMaps: () => lacksMaps,
      };
    },
  };
}

/** Kept by the browser: the address has a hash of the content. */
async function loadMap(name: string): Promise<Uint8Array> {
  const { PDF_CHARACTER_MAPS: maps } = await import('./pdf-character-maps.ts');
  const address = Object.hasOwn(maps, name) ? maps[name] : undefined;
  if (!address) throw new Error('There is no such map.');
  const response = await fetch(address.pathname);
  if (!response.ok) throw new Error('The map could not be loaded.');
  return new Uint8Array(await response.arrayBuffer());
}
