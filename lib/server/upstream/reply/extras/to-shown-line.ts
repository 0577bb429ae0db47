import 'server-only';

// Control characters, line separators, and those that change the direction of what follows.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
// More is not read, as a title can be megabytes of space.
const READ_PER_SHOWN = 4;

/** A text on one line without invisible characters, of at most `maxLength`; undefined if nothing is left. */
export function toShownLine(text: unknown, maxLength: number): string | undefined {
  if (typeof text !== 'string') return undefined;
  const words = text
    .slice(0, READ_PER_SHOWN * maxLength)
    .replaceAll(UNPRINTABLE, ' ')
    .split(/\s/);
  const line = words.filter((word) => word !== '').join(' ');
  // Half of a pair can remain where it was cut.
  return line.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '') || undefined;
}
