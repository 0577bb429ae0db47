import type { LanguageFn } from 'highlight.js';
import highlighter from 'highlight.js/lib/core';
import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import {
  type CodeToken,
  readHighlighted,
  tokenCutter,
} from '#lib/core/markdown/code/code-tokens.ts';
import { type CodePiece, cutCode } from '#lib/core/markdown/code/cut-code.ts';

type GrammarModule = Promise<{ default: LanguageFn }>;

// Each grammar is a chunk of its own, so a reply with Python in it doesn't load Swift.
const GRAMMARS: Readonly<Record<CodeLanguage, () => GrammarModule>> = {
  bash: () => import('highlight.js/lib/languages/bash'),
  c: () => import('highlight.js/lib/languages/c'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  go: () => import('highlight.js/lib/languages/go'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  python: () => import('highlight.js/lib/languages/python'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  xml: () => import('highlight.js/lib/languages/xml'),
  yaml: () => import('highlight.js/lib/languages/yaml'),
};

/** Languages embedded in another one: markup in JSX, styles and scripts in a page. */
const EMBEDDED: Partial<Record<CodeLanguage, readonly CodeLanguage[]>> = {
  dockerfile: ['bash'],
  javascript: ['xml'],
  php: ['xml'],
  shell: ['bash'],
  typescript: ['xml'],
  xml: ['javascript', 'css'],
};

/**
 * Highlights code. `chunks` is the code in pieces that end with a line; yields the tokens of each, in
 * order. Long code is highlighted in parts, with a pause before each. Throws when a grammar can't be
 * loaded.
 */
export async function* highlightCode(
  chunks: readonly string[],
  language: CodeLanguage,
  pause: () => Promise<void> = yieldToMainThread,
): AsyncGenerator<readonly CodeToken[], void> {
  await Promise.all([language, ...(EMBEDDED[language] ?? [])].map(register));
  const cutRuns = tokenCutter(chunks.map(({ length }) => length));
  let isFirst = true;
  for (const piece of cutCode(chunks.join(''))) {
    if (!isFirst) await pause();
    isFirst = false;
    yield* cutRuns(tokensOf(piece, language));
  }
}

function tokensOf({ text, isHighlighted }: CodePiece, language: CodeLanguage): CodeToken[] {
  if (!isHighlighted) return [text];
  return readHighlighted(highlighter.highlight(text, { language, ignoreIllegals: true }).value);
}

function yieldToMainThread(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

async function register(language: CodeLanguage): Promise<void> {
  if (highlighter.getLanguage(language)) return;
  const grammar = await GRAMMARS[language]();
  highlighter.registerLanguage(language, grammar.default);
}
