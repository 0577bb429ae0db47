import { classifyUpstreamError } from '../../classify/classify-upstream-error.ts';
import { type ErrorKind, isErrorKind } from '../../errors/error-kinds.ts';
import type { Failure } from '../../errors/starlight-error.ts';
import { parseJson } from '../../json/parse-json.ts';

const STATUS = /(?<![\w.-])([45]\d\d)(?![\w.-])/;
/** The statuses to try if the text has none: their messages identify causes. The likeliest first. */
const LIKELY_STATUSES = [401, 429, 403, 404, 400, 500];
const MIN_WORDS = 3;
/** In plain talk, the words of a topic alone are no error: "the shops are busy". */
const ERROR_WORDS =
  /\b(?:error|exception|fail(?:ed|ure)?|invalid|incorrect|exceed(?:s|ed)?|denied|not (?:found|supported|available|allowed|valid|exist)|does not|didn't|insufficient|unauthorized|forbidden|limit|quota|too (?:many|large|long)|missing|unsupported|expired|reached|unable|overloaded|suspended|provided)\b|[\u0400-\u9fff\uac00-\ud7af]/i;

/**
 * The kind of a pasted error, decided by the classifier that reads real responses. `null` if the
 * text is no error, or if only its status says anything.
 */
export function kindOfPasted(text: string): ErrorKind | null {
  const status = STATUS.exec(text)?.[1];
  const statuses = status === undefined ? LIKELY_STATUSES : [Number(status)];
  if (
    isErrorKind(
      text
        .trim()
        .replace(/[\s-]+/g, '_')
        .toLowerCase(),
    )
  )
    return null;
  const envelope = envelopeIn(text);
  const isTalk = !ERROR_WORDS.test(text) || text.trim().split(/\s+/).length < MIN_WORDS;
  if (envelope === null && isTalk) return null;
  const body = JSON.stringify(envelope ?? { error: { message: text } });
  for (const candidate of statuses) {
    const { kind, certainty } = classify(candidate, body);
    if (certainty === 'recognized') return kind;
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

function classify(status: number, body: string): Failure {
  return classifyUpstreamError({ status, headers: new Headers(), body }, 0);
}
