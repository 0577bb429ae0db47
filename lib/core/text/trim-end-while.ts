/**
 * Removes the characters at the end of a text that match `isCut`. A pattern such as `/[ab]+$/` would
 * take quadratic time, because it is tried at every character of every run, not just the last run.
 *
 * @param isCut matches a single UTF-16 code unit; must not have the flags `g` or `y`
 */
export function trimEndWhile(text: string, isCut: RegExp): string {
  let end = text.length;
  while (end > 0 && isCut.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
