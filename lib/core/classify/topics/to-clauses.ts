import { withoutEchoes } from './without-echoes.ts';

const MAX_CLAUSES = 200;
// Servers say what failed first; behind it are stack traces and echoes.
const MAX_LENGTH = 8_000;

/** Ends a clause, where words of two subjects should not be taken for one. */
const CLAUSE_ENDS = /[!?;\n。！？；|]|\.(?=\s|$|["'}])/;

/** Without a full stop behind it, which ends the clause. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s"'<>)\]]{1,500}(?<![.!?;。])/gi;

/** What a status says anyway, and what says nothing. */
const SAYS_NOTHING =
  /^(?:\d{3} ?)?(?:error ?)?(?:forbidden|access denied|not allowed|request not allowed|bad request|invalid request|payment required|not found|unauthorized|unsupported media type|request header fields too large|network authentication required|service unavailable|temporarily unavailable|internal server error|bad gateway|gateway timeout|error|failed|failure|request failed|quota exceeded|please try again later|try again later|provider returned error|error from provider|upstream error|bad response status code \d{3})$/;

/**
 * A clause that advises, supposes, promises or denies: it names causes that are not this one. "No
 * credits were charged" is about the bill of a failed request, and "may" about what else it could be.
 */
const SUPPOSES =
  /^(?:but |and |or )?(?:if|unless|in case)\b|^(?:please )?make sure (?:that )?(?:you|the)\b|\b(?:(?:possible|probable|common|likely|typical|usual|other) (?:causes?|reasons?)|(?:causes?|reasons?) (?:include|are|may|can)|(?:may|might|could) (?:lack|have (?:expired|no|insufficient)|be (?:due|caused|because))|will be (?:suspended|blocked|banned|disabled|charged|consumed|deducted)|being suspended|(?:credits?|tokens?|balance|quota) (?:were|was|are|is|have been|has been|will be) (?:not )?(?:charged|deducted|consumed|refunded)|(?:were|was|been) (?:charged|deducted|refunded)|not (?:a|an|about) (?:billing|credit|quota|payment|account|key|rate limit)|(?:balance|credit|quota|account|key) is not (?:exhausted|empty|used up|expired|suspended|the cause)|not out of memory|by using this|you accept the|(?:repeated|further|continued) violations|(?:add|buy|purchase) (?:more )?credits? to (?:get|unlock|raise|increase)|to (?:get|unlock) higher limits)\b|可能(?:是|由于|原因)|如果您|возможн(?:ые|о)|mögliche ursachen|causes possibles|posibles causas|考えられる原因/;

/**
 * Splits a text into clauses of plain words: lower case, full-width forms narrowed, addresses, echoes
 * and suppositions removed, CamelCase and snake_case split, apostrophes and punctuation dropped.
 *
 * @param text its first 8,000 characters are read
 * @returns at most 200 clauses
 */
export function toClauses(text: string): readonly string[] {
  return withoutEchoes(text.slice(0, MAX_LENGTH))
    .normalize('NFD')
    .replace(/(?<=[A-Za-z])[\u0300-\u036f]{1,4}/g, '')
    .normalize('NFKC')
    .replace(ADDRESS, ' ')
    .replace(/(?<=[a-z\d])(?=[A-Z][a-z])/g, ' ')
    .split(CLAUSE_ENDS, MAX_CLAUSES)
    .map(toWords)
    .filter((clause) => clause !== '' && !SAYS_NOTHING.test(clause) && !SUPPOSES.test(clause));
}

function toWords(clause: string): string {
  return clause
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}$%<>=]+/gu, ' ')
    .trim();
}
