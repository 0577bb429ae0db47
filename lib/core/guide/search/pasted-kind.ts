import { classifyConnectionError } from '../../classify/classify-connection-error.ts';
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
  /\b(?:error|exception|fail(?:ed|ure)?|invalid|incorrect|exceed(?:s|ed)?|denied|not (?:found|supported|available|allowed|valid|exist)|does not|didn't|insufficient|unauthorized|forbidden|limit|quota|too (?:many|large|long)|missing|unsupported|expired|reached|unable|overloaded|suspended|provided|out of memory|terminated|crashed)\b|[\u0400-\u9fff\uac00-\ud7af]/i;
/** Chinese and Japanese are written without spaces, and Korean with few. */
const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const WORD = /^[A-Za-z][\w.:-]{2,99}$/;
/** Written as codes are: `insufficient_quota`, `Model.NotFound`, `ModelNotOpen`, `UNAVAILABLE`. */
const CODE_SPELLING = /[_.]|[a-z][A-Z]|^[A-Z]+$/;
const QUOTES = /^["'`]|["'`,:]{1,2}$/g;
const NO_STATUS = 200;

/**
 * The kind of a pasted error, decided by the classifier that reads real responses. `null` if the
 * text is no error, or if only its status says anything.
 */
export function kindOfPasted(text: string): ErrorKind | null {
  const name = text.trim().replace(/[\s-]+/g, '_');
  if (isErrorKind(name.toLowerCase())) return null;
  const word = text.trim().replace(QUOTES, '');
  if (WORD.test(word) && CODE_SPELLING.test(word)) return kindOfCode(word);
  const envelope = envelopeIn(text);
  if (envelope === null && !isErrorText(text)) return null;
  const body = JSON.stringify(envelope ?? { error: { message: text } });
  return firstRecognized(statusesIn(text), body);
}

function kindOfCode(code: string): ErrorKind | null {
  const { kind } = classifyConnectionError({ code });
  if (kind !== 'unknown') return kind;
  // Without a status, as in a stream, the code alone decides.
  return firstRecognized([NO_STATUS], JSON.stringify({ error: { code } }));
}

function isErrorText(text: string): boolean {
  const isLong = CJK.test(text) || text.trim().split(/\s+/).length >= MIN_WORDS;
  return isLong && ERROR_WORDS.test(text);
}

function statusesIn(text: string): readonly number[] {
  const status = STATUS.exec(text)?.[1];
  return status === undefined ? LIKELY_STATUSES : [Number(status)];
}

function firstRecognized(statuses: readonly number[], body: string): ErrorKind | null {
  for (const status of statuses) {
    const { kind, certainty } = classify(status, body);
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
