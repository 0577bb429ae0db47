import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import type { Source } from '#lib/core/chat/reply-extras.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { readSourceEntry, type SourceEntry } from '../reply/extras/source-entry.ts';
import type { OutputPart } from './output-part.ts';
import type { Locate } from './transcript.ts';

/** Reads the pages that a reply cites, each place once. */
type UrlCitations = {
  /** Takes an annotation of a part. One of text that was not said yet is kept for `rest`. */
  take: (part: OutputPart, annotation: unknown) => Source[];
  /** What was kept, once the text is complete: without its place if there is no such text. */
  rest: () => Source[];
};

// xAI numbers its citations instead of naming them.
const NUMBER = /^\d{1,3}$/;

/** Files are not pages that a reader can open, so only `url_citation` counts. */
export function createUrlCitations(locate: Locate): UrlCitations {
  const seen = new Set<string>();
  const waiting: { part: OutputPart; entry: LinkedEntry }[] = [];
  let given = 0;

  const once = (source: Source): Source[] => {
    const { url, start, end } = source;
    const key = start === undefined ? url : `${url} ${start} ${end}`;
    // A page without a place adds nothing to the same page with one.
    if (seen.has(key) || given >= MAX_EXTRAS.sources) return [];
    seen.add(key).add(url);
    given++;
    return [source];
  };

  return {
    take(part, annotation) {
      const entry = readCitation(annotation);
      if (!entry) return [];
      const place = locate(part, entry.start, entry.end);
      if (place) return once({ ...toSource(entry), ...place });
      if (waiting.length < MAX_EXTRAS.sources) waiting.push({ part, entry });
      return [];
    },
    rest: () =>
      waiting
        .splice(0)
        .flatMap(({ part, entry }) =>
          once({ ...toSource(entry), ...locate(part, entry.start, entry.end) }),
        ),
  };
}

type LinkedEntry = SourceEntry & { url: string };

function readCitation(annotation: unknown): LinkedEntry | null {
  if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return null;
  const [entry] = readSourceEntry(annotation);
  return entry && isLinked(entry) ? entry : null;
}

function isLinked(entry: SourceEntry): entry is LinkedEntry {
  return entry.url !== null;
}

function toSource({ url, title }: LinkedEntry): Source {
  return { url, ...(title !== undefined && !NUMBER.test(title) && { title }) };
}
