const MAX_CLAUSES = 200;
// Servers say what failed first; behind it are stack traces and echoes.
const MAX_LENGTH = 8_000;

/** Ends a clause, where words of two subjects should not be taken for one. */
const CLAUSE_ENDS = /[!?;\n。！？；|]|\.(?=\s|$|["'}])/;

/** The phrases of a status, which repeat it. */
const SAYS_NOTHING =
  /^(?:\d{3} )?(?:forbidden|request not allowed|bad request|error|request failed|provider returned error|error from provider|bad response status code \d{3})$/;

/**
 * Splits texts and names of codes into clauses of plain words: lower case, full-width forms
 * narrowed, addresses removed, CamelCase and snake_case split, apostrophes and punctuation dropped.
 *
 * @param text its first 8,000 characters are read
 * @returns at most 200 clauses
 */
export function toClauses(text: string): readonly string[] {
  return withoutEcho(text.slice(0, MAX_LENGTH))
    .normalize('NFD')
    .replace(/(?<=[A-Za-z])[\u0300-\u036f]{1,4}/g, '')
    .normalize('NFKC')
    .replace(/\b(?:https?:\/\/|www\.)[^\s"'<>)\]]{1,2000}/gi, ' ')
    .replace(/(?<=[a-z\d])(?=[A-Z][a-z])/g, ' ')
    .split(CLAUSE_ENDS, MAX_CLAUSES)
    .map(toWords)
    .filter((clause) => clause !== '' && !SAYS_NOTHING.test(clause));
}

function toWords(clause: string): string {
  return clause
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}$%<>=]+/gu, ' ')
    .trim();
}

/** Cuts where a server quotes the request: what the visitor wrote says nothing about the failure. */
function withoutEcho(text: string): string {
  const echo =
    /\bmessages\s?=\s?\[|['"]role['"]\s?:|\binput_value=|['"]input['"]\s?:|['"]content['"]\s?:/.exec(
      text,
    );
  return echo ? text.slice(0, echo.index) : text;
}
