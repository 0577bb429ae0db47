import { classifyUpstreamError } from '../../classify/classify-upstream-error.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import { parseJson } from '../../json/parse-json.ts';

const STATUS = /(?<![\w.-])([45]\d\d)(?![\w.-])/;
/** The statuses to try if the text has none: their messages identify causes. The likeliest first. */
const LIKELY_STATUSES = [401, 429, 403, 404, 400, 500];
const MIN_WORDS = 3;

/**
 * The kind of a pasted error, decided by the classifier that reads real responses. `null` if the
 * text is no error, or if only its status says anything.
 */
export function kindOfPasted(text: string): ErrorKind | null {
  const status = STATUS.exec(text)?.[1];
  const statuses = status === undefined ? LIKELY_STATUSES : [Number(status)];
  const envelope = envelopeIn(text);
  if (envelope === null && text.trim().split(/\s+/).length < MIN_WORDS) return null;
  const body = JSON.stringify(envelope ?? { error: { message: text } });
  for (const candidate of statuses) {
    const kind = kindOf(candidate, body);
    if (kind !== kindOf(candidate, '{}')) return kind;
  }
  return null;
}

/** The JSON object within a text, or the same object as Python prints it. */
function envelopeIn(text: string): unknown {
  const object = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  const printed = object
    .replace(/'/g, '"')
    .replace(/\bNone\b/g, 'null')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false');
  return parseJson(object) ?? parseJson(printed) ?? null;
}

function kindOf(status: number, body: string): ErrorKind {
  return classifyUpstreamError({ status, headers: new Headers(), body }, 0).kind;
}
