import 'server-only';

/** What is looked for in a question: one pattern, or one and then another further on. */
export type CluePattern = RegExp | readonly [first: RegExp, then: RegExp];

/** Whether it is there. One expression with `.*` in the middle would cost the square of the text. */
export function isCluePresent(pattern: CluePattern, text: string): boolean {
  if (pattern instanceof RegExp) return pattern.test(text);
  const [first, then] = pattern;
  const found = first.exec(text);
  return found !== null && then.test(text.slice(found.index + found[0].length));
}
