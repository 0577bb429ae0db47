import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

type Picked = Record<string, unknown>;
/** Removes the key from a complete text. */
type StripText = (text: string) => string;

const RESULT_TEXTS = ['title', 'url', 'date', 'last_updated', 'snippet'];

/** Picks a citation; some gateways write its members beside the type. Nothing for one of a file. */
export function pickCitation(annotation: unknown, strip: StripText): Picked[] {
  if (!isRecord(annotation) || annotation['type'] !== 'url_citation') return [];
  const nested = annotation['url_citation'];
  const cited = isRecord(nested) ? nested : annotation;
  const picked: Picked = {};
  for (const name of ['start_index', 'end_index']) {
    if (Number.isSafeInteger(cited[name])) picked[name] = cited[name];
  }
  return [
    {
      type: 'url_citation',
      url_citation: { ...picked, ...pickTexts(cited, ['title', 'url'], strip) },
    },
  ];
}

/** Picks an image of a message, or an image that is a part of its content. */
export function pickImage(image: unknown, strip: StripText): Picked[] {
  if (!isRecord(image) || !isRecord(image['image_url'])) return [];
  const { index } = image;
  const image_url = pickTexts(image['image_url'], ['url'], strip);
  if (image_url['url'] === undefined) return [];
  return [{ type: 'image_url', image_url, ...(Number.isSafeInteger(index) && { index }) }];
}

/**
 * Picks the sources that are beside the choices: `citations` (xAI; Perplexity, "Chat Completions") and
 * `search_results` (Perplexity).
 */
export function pickSources(value: Picked, strip: StripText): Picked {
  const { citations, search_results: results } = value;
  return {
    ...(Array.isArray(citations) && {
      citations: citations.filter((each) => typeof each === 'string').map(strip),
    }),
    ...(Array.isArray(results) && {
      search_results: results
        .filter(isRecord)
        .map((result) => pickTexts(result, RESULT_TEXTS, strip)),
    }),
  };
}

function pickTexts(value: Picked, names: readonly string[], strip: StripText): Picked {
  const picked: Picked = {};
  for (const name of names) {
    const text = value[name];
    if (typeof text === 'string') picked[name] = strip(text);
  }
  return picked;
}
