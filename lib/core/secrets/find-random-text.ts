/** Shorter ones are names and versions. */
const MIN_LENGTH = 30;
/** Random letters and digits change their kind at two of three places; words in camel case at one of three. */
const MIN_CHANGES = 0.42;
const MIN_DIGITS = 3;
/** What comes before a hash or a file's content, which are no secrets. */
const BEFORE_HASH = /(?:sha\d{1,3}:|base64,)$/i;

/** Runs of random letters and digits, such as a token of a provider that nobody knows. */
export function findRandomText(text: string): { index: number; text: string }[] {
  const found: { index: number; text: string }[] = [];
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9_-]{1,4000}/g)) {
    if (run.length < MIN_LENGTH || run.length > 600 || !isRandom(run)) continue;
    if (BEFORE_HASH.test(text.slice(Math.max(0, index - 20), index))) continue;
    if (/^sha\d{1,3}-/.test(run)) continue;
    // A piece of something longer, such as a picture in base64.
    if (/[+/=]/.test(text.charAt(index - 1)) || /[+/]/.test(text.charAt(index + run.length)))
      continue;
    found.push({ index, text: run });
  }
  return found;
}

function isRandom(run: string): boolean {
  let changes = 0;
  let digits = 0;
  const kinds = new Set<number>();
  for (let at = 0; at < run.length; at += 1) {
    const kind = kindOf(run.charCodeAt(at));
    kinds.add(kind);
    if (kind === 2) digits += 1;
    if (at > 0 && kind !== kindOf(run.charCodeAt(at - 1))) changes += 1;
  }
  const hasAll = kinds.has(0) && kinds.has(1) && digits >= MIN_DIGITS;
  return hasAll && changes >= (run.length - 1) * MIN_CHANGES;
}

/** 0: capital letter, 1: small letter, 2: digit, 3: a mark. */
function kindOf(code: number): number {
  if (code <= 57 && code >= 48) return 2;
  if (code >= 65 && code <= 90) return 0;
  return code >= 97 && code <= 122 ? 1 : 3;
}
