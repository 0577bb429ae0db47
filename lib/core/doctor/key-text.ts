import { keyHint } from '../key/inspect-key.ts';
import { formatCount } from '../text/format-amount.ts';

/** Describes a key for the doctor: "starts with sk-proj-, has 164 characters and ends in …9f". */
export function describeKey(value: string): string {
  const { keyPrefix, keyLength, keyEnd } = keyHint(value);
  const length = `has ${formatCount(keyLength ?? 0)} ${keyLength === 1 ? 'character' : 'characters'}`;
  // Two characters would reveal much of a short value.
  const end = keyEnd !== undefined && value.length >= 8 ? ` and ends in …${keyEnd}` : '';
  if (keyPrefix === undefined) return `${length}${end}`;
  return end === ''
    ? `starts with ${keyPrefix} and ${length}`
    : `starts with ${keyPrefix}, ${length}${end}`;
}

/** Turns a catalog title into the start of a sentence. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Joins steps into one text to copy, one per line. */
export function stepsText(steps: readonly string[]): string {
  return steps.join('\n');
}
