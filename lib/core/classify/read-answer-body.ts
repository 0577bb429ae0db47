import type { BodyForm } from './classification.ts';

/** A body and what it turned out to be: the parsed JSON, or the text of anything else. */
type AnswerBody = { form: BodyForm; value: unknown };

/** Tells JSON from pages and other text by the bytes first; servers send HTML as JSON and the reverse. */
export function readAnswerBody(body: string, contentType: string | null): AnswerBody {
  const text = body.trim();
  if (text === '') return { form: 'empty', value: '' };
  const json = parseJson(text) ?? parseJson(firstEventData(text));
  if (json !== undefined) return { form: 'json', value: json };
  const looksLikePage = /^<(?:!doctype|html|head|body|\?xml|!--|h1|center)/i.test(text);
  const isPage = looksLikePage || /\b(?:html|xml)\b/i.test(contentType ?? '');
  return { form: isPage ? 'page' : 'text', value: text };
}

/** Parses a JSON object or array; `undefined` for all else, bare numbers and strings included. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** LiteLLM answers a failed stream with the error as an event: `data: {"error":…}`. */
function firstEventData(text: string): string {
  return /^data:[^\S\n]*([^\n]*)/.exec(text)?.[1] ?? '';
}
