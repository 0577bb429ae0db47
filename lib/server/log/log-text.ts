import 'server-only';
import { hideKeys } from '#lib/core/key/key-like.ts';
import { trimEndWhile } from '#lib/core/text/trim-end-while.ts';

const MAX_LENGTH = 300;
// Control, format (bidi, zero-width), unassigned and surrogate characters, line and paragraph separators.
const UNPRINTABLE = /\p{C}|\p{Zl}|\p{Zp}/gu;
const CREDENTIAL_HEADER = /\b(bearer|basic)\s+([^\s"',;]+)/gi;
// A word of a sentence about the header. No token that can be used is this short and this plain.
const PLAIN_WORD = /^[a-z]{1,9}[.:]?$/;

/**
 * Makes a string safe for a log line: without characters that break a line or control a terminal,
 * without anything like a key, at most 300 characters.
 */
export function toLogText(text: string): string {
  // A truncated string loses its last word, which could be the start of a key.
  const bounded =
    text.length > MAX_LENGTH * 4 ? trimEndWhile(text.slice(0, MAX_LENGTH * 4), /[\w.-]/) : text;
  const printable = bounded
    .replace(UNPRINTABLE, '')
    .replace(CREDENTIAL_HEADER, (found, scheme: string, value: string) =>
      PLAIN_WORD.test(value) ? found : `${scheme} [redacted]`,
    );
  return hideKeys(printable, '[redacted]').slice(0, MAX_LENGTH);
}
