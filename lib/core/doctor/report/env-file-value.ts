/** How Next's parsing of an env file changed a value, and at which character (1-based). */
export type EnvFileQuirk = {
  kind: 'cut_at_hash' | 'dollar_expanded' | 'escaped_line_break';
  position: number;
};

/** Whether a loaded value comes from this file, and how Next changed it. */
type EnvFileComparison = { fromFile: boolean; quirk: EnvFileQuirk | null };

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*=[ \t]*/gm;
const NOT_FROM_FILE: EnvFileComparison = { fromFile: false, quirk: null };

/**
 * Compares a loaded value with the text of an env file. `@next/env` ends an unquoted value at "#",
 * expands `$NAME` in any quotes (even single ones; only `\$` is safe), and turns `\n` in double quotes
 * into a line break: measured on 16.4.5.
 */
export function compareEnvFileValue(text: string, name: string, loaded: string): EnvFileComparison {
  const raw = readRawValue(text, name);
  if (raw === null) return NOT_FROM_FILE;
  const { inner, quote } = raw;
  if (quote === '') {
    const hash = inner.indexOf('#');
    const bare = hash === -1 ? inner : inner.slice(0, hash).trim();
    if (hash > 0 && /\S/.test(inner.charAt(hash - 1)) && loaded === bare) {
      return { fromFile: true, quirk: { kind: 'cut_at_hash', position: hash + 1 } };
    }
    return compareExpanded(bare, loaded);
  }
  if (quote === '"' && /\\[nr]/.test(inner)) {
    const unescaped = inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
    const position = inner.search(/\\[nr]/) + 1;
    if (loaded === unescaped)
      return { fromFile: true, quirk: { kind: 'escaped_line_break', position } };
  }
  return compareExpanded(inner, loaded);
}

function compareExpanded(written: string, loaded: string): EnvFileComparison {
  if (loaded === written || loaded === written.replaceAll('\\$', '$')) {
    return { fromFile: true, quirk: null };
  }
  const at = written.search(/(?<!\\)\$[A-Za-z0-9_{]/);
  if (at === -1 || !loaded.startsWith(written.slice(0, at).replaceAll('\\$', '$'))) {
    return NOT_FROM_FILE;
  }
  return { fromFile: true, quirk: { kind: 'dollar_expanded', position: at + 1 } };
}

/** The text after the last `NAME=`, without its quotes; null if the name is not set. */
function readRawValue(text: string, name: string): { inner: string; quote: string } | null {
  const last = [...text.matchAll(ASSIGNMENT)].findLast((line) => line[1] === name);
  if (!last) return null;
  const rest = text.slice(last.index + last[0].length);
  const quote = /^["'`]/.exec(rest)?.[0];
  const end = quote === undefined ? -1 : closingQuote(rest, quote);
  if (quote !== undefined && end > 0) return { inner: rest.slice(1, end), quote };
  return { inner: (/^.*/.exec(rest)?.[0] ?? '').trim(), quote: '' };
}

/** The first quote followed only by a comment on its line; -1 if there is none. */
function closingQuote(text: string, quote: string): number {
  for (let end = text.indexOf(quote, 1); end > 0; end = text.indexOf(quote, end + 1)) {
    let after = end + 1;
    while (text[after] === ' ' || text[after] === '\t') after += 1;
    if (after === text.length || /[#\r\n]/.test(text.charAt(after))) return end;
  }
  return -1;
}
