type Pair = { mark: string; inner: string; before: string; after: string };

/**
 * Removes Markdown emphasis from a line. Unpaired marks stay, and so do underscores that belong to
 * an identifier, such as `__init__` or `snake_case`.
 */
export function stripEmphasis(line: string): string {
  return withoutPairs(withoutPairs(line, /(\*+|~+)/, isStarPair), /(_+)/, isUnderscorePair);
}

/** Visits each run of marks once and compares it with the next one. */
function withoutPairs(line: string, runs: RegExp, isPair: (pair: Pair) => boolean): string {
  const parts = line.split(runs);
  const at = (index: number) => parts[index] ?? '';
  let result = at(0);
  for (let open = 1; open < parts.length; open += 2) {
    const pair = { mark: at(open), inner: at(open + 1), before: at(open - 1), after: at(open + 3) };
    if (at(open + 2) === pair.mark && pair.inner !== '' && isTrimmed(pair.inner) && isPair(pair)) {
      result += pair.inner + pair.after;
      open += 2;
    } else {
      result += pair.mark + pair.inner;
    }
  }
  return result;
}

function isStarPair({ mark }: Pair): boolean {
  return mark.startsWith('~') ? mark.length === 2 : mark.length <= 3;
}

function isUnderscorePair({ mark, inner, before, after }: Pair): boolean {
  if (/\w$/.test(before) || /^\w/.test(after)) return false;
  return mark.length === 1 || (mark.length === 2 && inner.includes(' '));
}

function isTrimmed(text: string): boolean {
  return text.trim() === text;
}
