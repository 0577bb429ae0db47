/** How often the character at `at` is repeated, itself included. */
export function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end += 1;
  return end - at;
}

/** Just after the code span that starts here; `null` while it is open. */
export function endOfCode(text: string, at: number): number | null {
  const run = runLength(text, at);
  for (let next = text.indexOf('`', at + run); next >= 0; ) {
    const length = runLength(text, next);
    if (length === run) return next + length;
    next = text.indexOf('`', next + length);
  }
  return null;
}
