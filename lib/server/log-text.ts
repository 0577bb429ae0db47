import 'server-only';
import { KEY_LIKE_PATTERN } from '#lib/core/key-prefixes.ts';

const MAX_LENGTH = 300;
// Control, format (bidi, zero-width), unassigned and surrogate characters, line and paragraph separators.
const UNPRINTABLE = /\p{C}|\p{Zl}|\p{Zp}/gu;
const KEY_LIKE = new RegExp(KEY_LIKE_PATTERN, 'g');
const CREDENTIAL_HEADER = /\b(bearer|basic)\s+[^\s"',;]+/gi;

/**
 * A text that may stand in a log line: nothing that breaks a line or steers a terminal, nothing
 * like a key, at most 300 characters.
 */
export function toLogText(text: string): string {
  // A text that was cut loses its last word, which could be the beginning of a key.
  const bounded =
    text.length > MAX_LENGTH * 4 ? text.slice(0, MAX_LENGTH * 4).replace(/[\w.-]+$/, '') : text;
  return bounded
    .replace(UNPRINTABLE, '')
    .replace(CREDENTIAL_HEADER, '$1 [redacted]')
    .replace(KEY_LIKE, '[redacted]')
    .slice(0, MAX_LENGTH);
}
