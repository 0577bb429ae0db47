import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { StripKey } from './pick-message.ts';

// OpenAI's value for a token that is not among the most likely ones.
const UNLIKELY = -9999;
const MAX_ALTERNATIVES = 20;

/** Picks the documented `logprobs` of a choice; undefined if there are none. */
export function pickLogprobs(value: unknown, stripKey: StripKey): object | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  return {
    content: pickTokens(value['content'], (field, text) =>
      stripKey(`logprobs.content${field}`, text),
    ),
    refusal: pickTokens(value['refusal'], (field, text) =>
      stripKey(`logprobs.refusal${field}`, text),
    ),
  };
}

/** Picks the documented members of a list of tokens; null if it is none. */
export function pickTokens(tokens: unknown, stripKey: StripKey): object[] | null {
  if (!Array.isArray(tokens)) return null;
  return tokens.filter(isRecord).map((token) => {
    const alternatives = token['top_logprobs'];
    return {
      ...pickToken(token, stripKey),
      top_logprobs: (Array.isArray(alternatives) ? alternatives : [])
        .filter(isRecord)
        .slice(0, MAX_ALTERNATIVES)
        .map((alternative, rank) =>
          pickToken(alternative, (field, text) => stripKey(`.${rank}${field}`, text)),
        ),
    };
  });
}

/** A token's bytes repeat its text, so they are checked for the key too and match the returned text. */
function pickToken({ token, bytes, logprob }: Record<string, unknown>, stripKey: StripKey): object {
  const text = typeof token === 'string' ? stripKey('', token) : '';
  const spelled = isBytes(bytes) ? Buffer.from(bytes).toString('latin1') : null;
  const isUnchanged = spelled !== null && stripKey('.bytes', spelled) === spelled && text === token;
  return {
    token: text,
    bytes: isUnchanged || bytes === null ? bytes : [...Buffer.from(text)],
    logprob: typeof logprob === 'number' && Number.isFinite(logprob) ? logprob : UNLIKELY,
  };
}

function isBytes(bytes: unknown): bytes is number[] {
  return (
    Array.isArray(bytes) &&
    bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 0xff)
  );
}
