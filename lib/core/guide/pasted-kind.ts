import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import { parseJson } from '../classify/read-answer-body.ts';
import type { ErrorKind } from '../error-kinds.ts';

const STATUS = /(?<![\w.-])([45]\d\d)(?![\w.-])/;
/** Without a number the statuses under which texts tell causes apart, the likeliest first. */
const LIKELY_STATUSES = [401, 429, 403, 404, 400, 500];
const FEWEST_WORDS = 3;

/**
 * The kind of an error that was pasted as it came, decided by the classifier that decides about real
 * answers. `null`: it is no error, or nothing in it but the status tells.
 */
export function kindOfPasted(text: string): ErrorKind | null {
  const status = STATUS.exec(text)?.[1];
  const statuses = status === undefined ? LIKELY_STATUSES : [Number(status)];
  const envelope = envelopeIn(text);
  if (envelope === null && text.trim().split(/\s+/).length < FEWEST_WORDS) return null;
  const body = JSON.stringify(envelope ?? { error: { message: text } });
  for (const candidate of statuses) {
    const told = kindOf(candidate, body);
    if (told !== kindOf(candidate, '{}')) return told;
  }
  return null;
}

/** The JSON object within a text, also as Python prints it. */
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
