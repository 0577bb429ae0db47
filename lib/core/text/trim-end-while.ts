/**
 * The text without the characters at its end that `isCut` takes. A pattern such as `/[ab]+$/` does the
 * same at the cost of the square: it is tried at each character of each run, not at the last run only.
 *
 * @param isCut a pattern of a single UTF-16 unit, without the flags `g` and `y`
 */
export function trimEndWhile(text: string, isCut: RegExp): string {
  let end = text.length;
  while (end > 0 && isCut.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
