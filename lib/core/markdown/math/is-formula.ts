import type { MathOpener } from './find-math-end.ts';

/** What is between two marks, the character before them, and up to three after them. */
type Candidate = { opener: MathOpener; content: string; before: string; after: string };

// What only TeX has.
const TEX = /[\\^_{}&]/;
const COMMAND = /\\[a-zA-Z]/;
const OPERATOR = /[=<>+*/]/;
const ESCAPES_ONLY = /^(?:\\[^a-zA-Z]|\s)*$/;
const WORDS = /[^\s\d.,;:!?'"()[\]–—-]{2,}/g;
const LETTERS = /^\p{L}+$/u;
const CAPITALS = /^\p{Lu}{2,3}$/u;
// A word that is a formula: `ab`, `ABCD`; and those that calculate.
const NAME = /^(?:\p{Ll}{2,3}|\p{Lu}{2,6})$/u;
const OPERATOR_NAME =
  /^(?:a?(?:sin|cos|tan)h?|cot|csc|deg|det|dim|exp|gcd|inf|lcm|lim|ln|log|max|min|mod|sup)$/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const SPACE_AT_EDGE = /^\s|\s$/;
const AMOUNT = /^[\p{Nd}.,]*\p{Nd}/u;
const AMOUNT_AND_WORD = /^[\p{Nd}.,]*\p{Nd}[kKmMbB]?\s+\p{L}{2,}/u;
const TWO_AMOUNTS = /^[\p{Nd}.,]*\p{Nd}\s+\p{L}{1,64}\s+\p{Nd}[\p{Nd}.,]*$/u;
const CURRENCY = /(?!\$)\p{Sc}/u;
const ADDRESS = /\]\((?:https?:|mailto:|[/#])/;
// Of a shell, a template, jQuery, a regular expression: `${name}`, `$.get`, `$('a')`, `$/`.
const CODE = /^(?:\{[\w.]{2,64}\}$|\.[a-zA-Z]|\(["'#.]|\/|\|[\^\\])/;
const BEFORE_CODE = /[\^+)\]?\\]/;
// As in "the $n$th term".
const ORDINAL = /^(?:th|st|nd|rd)[^\p{L}\p{N}]/u;
// `^`, `_{`, or the index of a letter: `a_1`.
const SCRIPT = /\^|_\{|(?<![A-Za-z])[A-Za-z]_[\dA-Za-z](?![A-Za-z])/;
const UNFINISHED_TERM = /^[^\s\d$]\S*$/;
const QUOTE = /["'\u2018-\u201f]/;
// Scripts that put a space between words begin below; the others write text right beside a formula.
const FIRST_WITHOUT_SPACES = 0x0590;

/**
 * Whether what is between two marks is a formula. Between single dollar signs, Pandoc's rules hold: no
 * space within the marks, no digit after them. Money, variables and code fulfill those as well now and
 * then ("$5 or 10$", `$HOME/bin:$PATH`), so more is asked of them.
 */
export function isFormula(candidate: Candidate): boolean {
  const { opener, content, before, after } = candidate;
  if (content.trim() === '' || ESCAPES_ONLY.test(content) || ADDRESS.test(content)) return false;
  switch (opener) {
    case '\\(':
      if (before === ']') return false;
      return TEX.test(content) || (!isProse(content) && !isBesideWord(before));
    case '\\[':
      return !after.startsWith('(') && (TEX.test(content) || OPERATOR.test(content));
    case '$$':
      return isBetweenWords(candidate) && (TEX.test(content) || !isProse(content));
    case '$':
      return (
        !SPACE_AT_EDGE.test(content) &&
        isBetweenWords(candidate) &&
        !isMoney(content) &&
        !isCode(candidate)
      );
  }
}

/** Whether a formula on lines of its own is one: its place says so, unless it is words alone. */
export function isBlockFormula(content: string): boolean {
  return !ESCAPES_ONLY.test(content) && (TEX.test(content) || !isProse(content));
}

/** Whether the first line of a formula of several lines can be one. */
export function mayBeginFormula(firstLine: string): boolean {
  return firstLine.trim() === '' || TEX.test(firstLine);
}

/** Whether what follows an opening mark is likely a formula that has not ended. */
export function isLikelyFormula(unfinished: string): boolean {
  return COMMAND.test(unfinished) || SCRIPT.test(unfinished) || UNFINISHED_TERM.test(unfinished);
}

/** Words, and nothing that calculates. */
function isProse(content: string): boolean {
  return !OPERATOR.test(content) && hasWord(content);
}

function hasWord(content: string): boolean {
  const words = content.match(WORDS) ?? [];
  return words.some(
    (word) => LETTERS.test(word) && !CAPITALS.test(word) && !OPERATOR_NAME.test(word),
  );
}

function isMoney(content: string): boolean {
  if (COMMAND.test(content)) return false;
  if (!LETTER_OR_DIGIT.test(content) || CURRENCY.test(content)) return true;
  if (AMOUNT_AND_WORD.test(content) || TWO_AMOUNTS.test(content)) return true;
  if (TEX.test(content)) return false;
  if (AMOUNT.test(content)) return hasAnyWord(content) || !isBalanced(content);
  return !NAME.test(content) && isProse(content);
}

function hasAnyWord(content: string): boolean {
  return (content.match(WORDS) ?? []).some((word) => /\p{L}{2}/u.test(word));
}

function isBalanced(content: string): boolean {
  return content.split('(').length === content.split(')').length;
}

function isCode({ content, before, after }: Candidate): boolean {
  if (CODE.test(content) || BEFORE_CODE.test(before)) return true;
  const next = after.charAt(0);
  if (next !== '' && '({[_<'.includes(next) && content.startsWith(next)) return true;
  return (
    QUOTE.test(next) && (QUOTE.test(before) ? content.startsWith(next) : content.endsWith(next))
  );
}

function isBetweenWords({ before, after }: Candidate): boolean {
  if (isBesideWord(before) || DIGIT.test(after.charAt(0))) return false;
  return !isBesideWord(after.charAt(0)) || ORDINAL.test(after);
}

function isBesideWord(character: string): boolean {
  return LETTER_OR_DIGIT.test(character) && (character.codePointAt(0) ?? 0) < FIRST_WITHOUT_SPACES;
}
