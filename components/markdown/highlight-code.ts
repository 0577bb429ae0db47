import type { LanguageFn } from 'highlight.js';
import highlighter from 'highlight.js/lib/core';
import type { CodeLanguage } from '#lib/core/markdown/code-languages.ts';
import { type CodeToken, readHighlighted, splitTokens } from '#lib/core/markdown/code-tokens.ts';

type GrammarModule = Promise<{ default: LanguageFn }>;

// Each grammar is a chunk of its own: a reply with Python in it loads no Swift.
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

/** Languages found within another: markup in JSX, styles and scripts in a page. */
const WITHIN: Partial<Record<CodeLanguage, readonly CodeLanguage[]>> = {
  dockerfile: ['bash'],
  javascript: ['xml'],
  php: ['xml'],
  shell: ['bash'],
  typescript: ['xml'],
  xml: ['javascript', 'css'],
};

/**
 * Colours code. `chunks` is the code in pieces that end with a line; the tokens come in the same
 * pieces. Rejects when a grammar cannot be loaded.
 */
export async function highlightCode(
  chunks: readonly string[],
  language: CodeLanguage,
): Promise<readonly (readonly CodeToken[])[]> {
  await Promise.all([language, ...(WITHIN[language] ?? [])].map(register));
  const { value } = highlighter.highlight(chunks.join(''), { language, ignoreIllegals: true });
  const lengths = chunks.map(({ length }) => length);
  return splitTokens(readHighlighted(value), lengths);
}

async function register(language: CodeLanguage): Promise<void> {
  if (highlighter.getLanguage(language)) return;
  const grammar = await GRAMMARS[language]();
  highlighter.registerLanguage(language, grammar.default);
}
