import { fieldOf } from '#lib/core/json/field-of.ts';
import type { SourceFile } from './source-files.ts';
import { lineOf, nameOf, nodesIn, parseSource, type SyntaxNode } from './syntax-nodes.ts';

/** Phrases a native speaker of the field would not use, and their replacements. */
const AVOIDED_PHRASES: readonly { pattern: RegExp; instead: string }[] = [
  { pattern: /\bmend(s|ed|ing)?\b/i, instead: 'fix' },
  { pattern: /\bby (itself|themselves)\b/i, instead: 'automatically, alone or separately' },
  { pattern: /\bwhoever runs\b/i, instead: 'the site owner' },
  { pattern: /\bin force\b/i, instead: 'current' },
  { pattern: /\banew\b/i, instead: 'again' },
  { pattern: /\bcomes back\b/i, instead: 'returns, or is here again' },
  {
    pattern: /\b(is|are|no|none|nothing|credit|messages|requests|tokens) left\b(?! out)/i,
    instead: 'remaining',
  },
  { pattern: /\b(arrived|is|are) in order\b/i, instead: 'correct, valid or passed' },
  { pattern: /\bset-up\b/i, instead: 'setup' },
  { pattern: /\bset right\b/i, instead: 'fixed' },
  { pattern: /\ball the same\b/i, instead: 'anyway' },
  { pattern: /\bnobody has said\b/i, instead: "hasn't been configured" },
  { pattern: /\b(begin|answer|respond)s? at \S+ alone\b/i, instead: 'only' },
  { pattern: /\bdrawn by lot\b/i, instead: 'random' },
  { pattern: /\brows of keys\b/i, instead: 'keyboard rows' },
  { pattern: /\bmay not (chat|list|use|be used)\b/i, instead: "can't" },
  { pattern: /\btick(s|ed)? (?!of)/i, instead: 'select or enable' },
  { pattern: /\b(key|address) of (OpenAI|Azure|Groq)\b/, instead: 'an OpenAI key' },
  { pattern: /\btaking a breath\b/i, instead: 'too many requests' },
  { pattern: /\b(request|turn|model|organization|project) ids?\b/, instead: 'ID' },
  { pattern: /[a-z] …$/, instead: 'no space before the ellipsis' },
  {
    pattern:
      /\b(misspelt|learnt|half-way|behaviou?rs|behaviour|colou?red|colours?|favour|honour|centre|grey|catalogues?|cancelled|cancelling|(organi|recogni|capitali|normali|authori)s(e|es|ed|ing|ation))\b/i,
    instead: 'American spelling',
  },
];

/** Quoted text: what upstreams send, and where each of those sentences was found. */
const QUOTED = /^lib\/core\/(classify|upstream-faults)\//;
/** Text for the browser only. */
const UNSEEN_ATTRIBUTES: ReadonlySet<string> = new Set(['className', 'd', 'rel']);

/** Describes each place where text for users contains a word to avoid. */
export function findAvoidedWords(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !QUOTED.test(path))
    .flatMap((file) => shownTextsIn(file).flatMap((shown) => findingsIn(file.path, shown)));
}

type ShownText = { text: string; line: number };

function findingsIn(path: string, { text, line }: ShownText): string[] {
  return AVOIDED_PHRASES.flatMap(({ pattern, instead }) => {
    const phrase = pattern.exec(text)?.[0];
    return phrase === undefined ? [] : [`${path}:${line} says “${phrase}”: ${instead}`];
  });
}

/** Every text of more than one word; in a file that is not a module, every line. */
function shownTextsIn(file: SourceFile): ShownText[] {
  if (!/\.(ts|tsx|mjs)$/.test(file.path)) {
    return file.text.split('\n').map((shown, at) => ({ text: shown, line: at + 1 }));
  }
  return nodesIn(parseSource(file), isUnseen).flatMap((node) => {
    const text = textOf(node);
    return text !== null && /\S\s+\S/.test(text) ? [{ text, line: lineOf(file, node) }] : [];
  });
}

function isUnseen({ type, name }: SyntaxNode): boolean {
  if (type === 'ImportDeclaration') return true;
  return type === 'JSXAttribute' && UNSEEN_ATTRIBUTES.has(nameOf(name) ?? '');
}

/** Of a string, a template (values as `X`) or a text between tags; null for anything else. */
function textOf({ type, value, quasis }: SyntaxNode): string | null {
  if (type === 'Literal') return typeof value === 'string' ? value : null;
  if (type === 'JSXText')
    return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : null;
  if (type !== 'TemplateLiteral' || !Array.isArray(quasis)) return null;
  return quasis.map(cookedOf).join('X');
}

function cookedOf(quasi: unknown): string {
  const cooked = fieldOf(fieldOf(quasi, 'value'), 'cooked');
  return typeof cooked === 'string' ? cooked : '';
}
