/** The role of a piece of code, as far as it affects its color. */
type CodeTokenKind =
  | 'added'
  | 'attribute'
  | 'comment'
  | 'function'
  | 'keyword'
  | 'meta'
  | 'number'
  | 'removed'
  | 'string'
  | 'type'
  | 'variable';

export type CodeToken = string | { kind: CodeTokenKind; text: string };

/** highlight.js's scopes that have a color (its CSS classes without the prefix). */
const KINDS: Readonly<Record<string, CodeTokenKind>> = {
  addition: 'added',
  attr: 'attribute',
  attribute: 'attribute',
  property: 'attribute',
  'selector-attr': 'attribute',
  comment: 'comment',
  quote: 'comment',
  title: 'function',
  'selector-class': 'function',
  'selector-id': 'function',
  'selector-pseudo': 'function',
  section: 'function',
  doctag: 'keyword',
  keyword: 'keyword',
  name: 'keyword',
  'selector-tag': 'keyword',
  meta: 'meta',
  literal: 'number',
  number: 'number',
  deletion: 'removed',
  bullet: 'string',
  char: 'string',
  code: 'string',
  link: 'string',
  regexp: 'string',
  string: 'string',
  symbol: 'string',
  built_in: 'type',
  class: 'type',
  type: 'type',
  'template-variable': 'variable',
  variable: 'variable',
};

const TAG_OR_TEXT = /<span class="(?<scope>[^"]*)">|(?<end><\/span>)|(?<text>[^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

/**
 * Reads highlight.js's output (spans with a class, and five entities) into tokens, so that it is
 * rendered as elements and text and never as HTML. The innermost scope with a color counts.
 */
export function readHighlighted(html: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  const kinds: (CodeTokenKind | null)[] = [];
  for (const { groups } of html.matchAll(TAG_OR_TEXT)) {
    if (groups?.['scope'] !== undefined) kinds.push(kindOf(groups['scope'], kinds.at(-1) ?? null));
    else if (groups?.['end'] !== undefined) kinds.pop();
    else append(tokens, decode(groups?.['text'] ?? ''), kinds.at(-1) ?? null);
  }
  return tokens;
}

/**
 * Cuts tokens into one run for each length, in characters. The result takes tokens as they come and
 * returns the runs that they complete; a token across a boundary is cut as well.
 */
export function tokenCutter(
  lengths: readonly number[],
): (tokens: readonly CodeToken[]) => readonly (readonly CodeToken[])[] {
  let run: CodeToken[] = [];
  let position = 0;
  let remaining = lengths[0] ?? 0;
  return (tokens) => {
    const complete: CodeToken[][] = [];
    for (const token of tokens) {
      let text = textOf(token);
      while (position < lengths.length && text.length >= remaining) {
        if (remaining > 0) run.push(withText(token, text.slice(0, remaining)));
        complete.push(run);
        run = [];
        text = text.slice(remaining);
        position += 1;
        remaining = lengths[position] ?? 0;
      }
      if (text !== '') run.push(withText(token, text));
      remaining -= text.length;
    }
    return complete;
  };
}

/** `hljs-title class_` is a type and `hljs-variable language_` a keyword of the language. */
function kindOf(scope: string, outer: CodeTokenKind | null): CodeTokenKind | null {
  const [name = '', detail] = scope.split(' ');
  if (!name.startsWith('hljs-')) return outer;
  if (detail === 'class_') return 'type';
  if (detail === 'language_') return 'keyword';
  return KINDS[name.slice('hljs-'.length)] ?? null;
}

function append(tokens: CodeToken[], text: string, kind: CodeTokenKind | null): void {
  const last = tokens.at(-1);
  if (kind === null && typeof last === 'string') tokens[tokens.length - 1] = last + text;
  else tokens.push(kind === null ? text : { kind, text });
}

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
}

function textOf(token: CodeToken): string {
  return typeof token === 'string' ? token : token.text;
}

function withText(token: CodeToken, text: string): CodeToken {
  return typeof token === 'string' ? text : { kind: token.kind, text };
}
