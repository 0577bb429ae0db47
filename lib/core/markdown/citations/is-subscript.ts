// What stands before an index rather than before a citation.
const CODE_WORD = /^(?:[a-z]\d{0,3}|[a-z]{2,64}[A-Z][a-z]\w{0,64})$/;
const SHORT_NAMES: ReadonlySet<string> = new Set(
  'arr argv args buf dict dp elem elems idx kwargs lst mat nums obj ptr ptrs str strs tmp vec'.split(
    ' ',
  ),
);
const WORD_CHARACTER = /[\w$]/;
const MAX_WORD_LENGTH = 64;
/** A call, whose arguments have no space; not the plural of `source(s)`. */
const CALL = /[\w$]\((?!s\))[^\s()]{0,40}\)$/;
/** `[i]`, `[n-1]`, `[-1]`. */
const OTHER_INDEX = /\[(?:[a-z]|[a-z]?[-+]\d{1,3})\]$/;
const ASSIGNED = /(?:=|\breturn) ?$/;
// Assignments and comparisons, a call, a member, another index.
const USED =
  /^(?: ?(?:[-+*/%|&^:!<>=]{0,2}=(?!>)|\+\+|--)|\(|\.[a-z_]|\[(?:[a-z]|[a-z]?[-+]\d{1,3})\])/;

/**
 * Whether numbers in brackets (`[1]`, `[1][2]`) at this place of a text are an index of a program, as in
 * `arr[1]` or `x[1] = 2`. Models also write citations without a space before them ("The sky is blue[1]."),
 * so a word alone says nothing: its form does, or what follows. In doubt it is a citation, as the provider's
 * list of numbers says.
 */
export function isSubscript(text: string, start: number, end: number): boolean {
  if (USED.test(text.slice(end, end + 10))) return true;
  const word = wordBefore(text, start);
  const before = text.slice(Math.max(0, start - word.length - 60), start - word.length);
  if (word === '') return CALL.test(before) || OTHER_INDEX.test(before) || ASSIGNED.test(before);
  return (
    /[_$]/.test(word) || CODE_WORD.test(word) || SHORT_NAMES.has(word) || ASSIGNED.test(before)
  );
}

function wordBefore(text: string, end: number): string {
  let start = end;
  while (start > 0 && end - start < MAX_WORD_LENGTH && WORD_CHARACTER.test(text[start - 1] ?? '')) {
    start -= 1;
  }
  // The end of a word in another script is no word: "é" or "字" before it.
  return start > 0 && /[\p{L}\p{M}'’.@#-]/u.test(text[start - 1] ?? '')
    ? ''
    : text.slice(start, end);
}
