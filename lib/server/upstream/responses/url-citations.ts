import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import { MAX_TITLE_LENGTH, type Source, sourceSchema } from '#lib/core/chat/reply-extras.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { OutputPart } from './output-part.ts';
import type { Transcript } from './transcript.ts';

type JsonObject = Record<string, unknown>;

/** Reads the pages that a reply cites, each place once. */
type UrlCitations = {
  /** Takes an annotation of a part. One of text that was not said yet is kept for `rest`. */
  take: (part: OutputPart, annotation: unknown) => Source[];
  /** What was kept, once the text is complete: without its place if there is no such text. */
  rest: () => Source[];
};

// xAI numbers its citations instead of naming them.
const NUMBER = /^\d{1,3}$/;

/** Files are not pages that a reader can open, so only `url_citation` counts, and only over HTTPS. */
export function createUrlCitations({ locate }: Pick<Transcript, 'locate'>): UrlCitations {
  const seen = new Set<string>();
  const waiting: { part: OutputPart; citation: JsonObject }[] = [];

  const once = (source: Source): Source[] => {
    const { url, start, end } = source;
    const key = `${start ?? ''} ${end ?? ''} ${url}`;
    if (seen.size >= 2 * MAX_EXTRAS.sources || seen.has(key)) return [];
    // A page without a place adds nothing to the same page with one.
    if (start === undefined && seen.has(url)) return [];
    seen.add(key);
    seen.add(url);
    return [source];
  };

  return {
    take(part, annotation) {
      const citation = readCitation(annotation);
      if (!citation) return [];
      const place = locate(part, citation['start_index'], citation['end_index']);
      if (place) return once({ ...sourceOf(citation), ...place });
      if (waiting.length < MAX_EXTRAS.sources) waiting.push({ part, citation });
      return [];
    },
    rest: () =>
      waiting.splice(0).flatMap(({ part, citation }) => {
        const place = locate(part, citation['start_index'], citation['end_index']);
        return once({ ...sourceOf(citation), ...place });
      }),
  };
}

/** A citation with an address that may be shown; null for any other annotation. */
function readCitation(annotation: unknown): JsonObject | null {
  if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return null;
  // Some gateways nest it, as Chat Completions do.
  const nested = annotation['url_citation'];
  const citation = isRecord(nested) ? nested : annotation;
  return sourceSchema.safeParse({ url: citation['url'] }).success ? citation : null;
}

function sourceOf({ url, title }: JsonObject): Source {
  const name = typeof title === 'string' ? title.slice(0, MAX_TITLE_LENGTH).trim() : '';
  return { url: String(url), ...(name !== '' && !NUMBER.test(name) && { title: name }) };
}
