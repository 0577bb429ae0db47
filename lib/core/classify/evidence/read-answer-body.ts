import { isObject } from '../../json/is-object.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { BodyForm } from '../classification.ts';

/** A body with its form: the parsed JSON, or the text of anything else. */
type AnswerBody = { form: BodyForm; value: unknown };

/** Detects JSON, pages and other text, by the bytes first: servers label HTML as JSON and JSON as HTML. */
export function readAnswerBody(body: string, contentType: string | null): AnswerBody {
  const text = body.trim();
  if (text === '') return { form: 'empty', value: '' };
  const json = [text, firstEventData(text)].map(parseJson).find(isObject);
  if (json !== undefined) return { form: 'json', value: json };
  const quoted = parseJson(text);
  if (typeof quoted === 'string') return { form: 'text', value: quoted };
  const looksLikePage = /^<(?:!doctype|html|head|body|\?xml|!--|h1|center)/i.test(text);
  const isPage = looksLikePage || /\b(?:html|xml)\b/i.test(contentType ?? '');
  return { form: isPage ? 'page' : 'text', value: text };
}

/** LiteLLM sends the error of a failed stream as an event: `data: {"error":…}`. */
function firstEventData(text: string): string {
  return /^data:[^\S\n]*([^\n]*)/.exec(text)?.[1] ?? '';
}
