import type { ErrorDetails } from '../../errors/error-body.ts';
import { formatCount } from '../../text/format-amount.ts';
import { codePointName, invisibleName } from '../character-name.ts';

// Phrases about the invalid character of a key, each with the space before it; empty if unknown.

/** " after character 51" if the invalid character is number 52. */
export function afterCharacter({ position }: ErrorDetails): string {
  return position !== undefined && position > 1
    ? ` after character ${formatCount(position - 1)}`
    : '';
}

/** " at character 52". */
export function atCharacter({ position }: ErrorDetails): string {
  return position === undefined ? '' : ` at character ${formatCount(position)}`;
}

/** " around character 52". */
export function aroundCharacter({ position }: ErrorDetails): string {
  return position === undefined ? '' : ` around character ${formatCount(position)}`;
}

/** "the start" or "the end". */
export function sideOf({ position }: ErrorDetails): string {
  if (position === undefined) return 'the start or end';
  return position === 1 ? 'the start' : 'the end';
}

/** " (U+201C)". */
export function codeOf({ codePoint }: ErrorDetails): string {
  return codePoint === undefined ? '' : ` (${codePointName(codePoint)})`;
}

/** " This one is U+0430." */
export function lookalike({ codePoint }: ErrorDetails): string {
  return codePoint === undefined ? '' : ` This one is ${codePointName(codePoint)}.`;
}

/** "a zero-width space". */
export function invisibleCharacter({ codePoint }: ErrorDetails): string {
  const name = invisibleName(codePoint);
  return name === null ? 'an invisible character' : `a ${name}`;
}
