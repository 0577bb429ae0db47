import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { Say } from './pick-message.ts';

// What OpenAI writes for a token that is not among the likely ones.
const UNLIKELY = -9999;
const MOST_ALTERNATIVES = 20;

/** The `logprobs` of a choice, as documented; undefined where they are none. */
export function pickLogprobs(value: unknown, say: Say): object | null | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  return {
    content: pickTokens(value['content'], (field, text) => say(`logprobs.content${field}`, text)),
    refusal: pickTokens(value['refusal'], (field, text) => say(`logprobs.refusal${field}`, text)),
  };
}

function pickTokens(tokens: unknown, say: Say): object[] | null {
  if (!Array.isArray(tokens)) return null;
  return tokens.filter(isRecord).map((token) => {
    const alternatives = token['top_logprobs'];
    return {
      ...pickToken(token, say),
      top_logprobs: (Array.isArray(alternatives) ? alternatives : [])
        .filter(isRecord)
        .slice(0, MOST_ALTERNATIVES)
        .map((alternative, rank) =>
          pickToken(alternative, (field, text) => say(`.${rank}${field}`, text)),
        ),
    };
  });
}

/** The bytes of a token say its text once more: they are held to the same, and are those of what is told. */
function pickToken({ token, bytes, logprob }: Record<string, unknown>, say: Say): object {
  const said = typeof token === 'string' ? say('', token) : '';
  const spelled = isBytes(bytes) ? Buffer.from(bytes).toString('latin1') : null;
  const isTold = spelled !== null && say('.bytes', spelled) === spelled && said === token;
  return {
    token: said,
    bytes: isTold || bytes === null ? bytes : [...Buffer.from(said)],
    logprob: typeof logprob === 'number' && Number.isFinite(logprob) ? logprob : UNLIKELY,
  };
}

function isBytes(bytes: unknown): bytes is number[] {
  return (
    Array.isArray(bytes) &&
    bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 0xff)
  );
}
