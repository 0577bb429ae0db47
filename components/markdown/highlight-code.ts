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
  clojure: () => import('highlight.js/lib/languages/clojure'),
  cmake: () => import('highlight.js/lib/languages/cmake'),
  cpp: () => import('highlight.js/lib/languages/cpp'),
  csharp: () => import('highlight.js/lib/languages/csharp'),
  css: () => import('highlight.js/lib/languages/css'),
  dart: () => import('highlight.js/lib/languages/dart'),
  delphi: () => import('highlight.js/lib/languages/delphi'),
  diff: () => import('highlight.js/lib/languages/diff'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  dos: () => import('highlight.js/lib/languages/dos'),
  elixir: () => import('highlight.js/lib/languages/elixir'),
  erlang: () => import('highlight.js/lib/languages/erlang'),
  fortran: () => import('highlight.js/lib/languages/fortran'),
  fsharp: () => import('highlight.js/lib/languages/fsharp'),
  glsl: () => import('highlight.js/lib/languages/glsl'),
  go: () => import('highlight.js/lib/languages/go'),
  graphql: () => import('highlight.js/lib/languages/graphql'),
  groovy: () => import('highlight.js/lib/languages/groovy'),
  haskell: () => import('highlight.js/lib/languages/haskell'),
  http: () => import('highlight.js/lib/languages/http'),
  ini: () => import('highlight.js/lib/languages/ini'),
  java: () => import('highlight.js/lib/languages/java'),
  javascript: () => import('highlight.js/lib/languages/javascript'),
  json: () => import('highlight.js/lib/languages/json'),
  julia: () => import('highlight.js/lib/languages/julia'),
  kotlin: () => import('highlight.js/lib/languages/kotlin'),
  latex: () => import('highlight.js/lib/languages/latex'),
  less: () => import('highlight.js/lib/languages/less'),
  lisp: () => import('highlight.js/lib/languages/lisp'),
  lua: () => import('highlight.js/lib/languages/lua'),
  makefile: () => import('highlight.js/lib/languages/makefile'),
  markdown: () => import('highlight.js/lib/languages/markdown'),
  matlab: () => import('highlight.js/lib/languages/matlab'),
  nginx: () => import('highlight.js/lib/languages/nginx'),
  nix: () => import('highlight.js/lib/languages/nix'),
  objectivec: () => import('highlight.js/lib/languages/objectivec'),
  ocaml: () => import('highlight.js/lib/languages/ocaml'),
  perl: () => import('highlight.js/lib/languages/perl'),
  php: () => import('highlight.js/lib/languages/php'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  protobuf: () => import('highlight.js/lib/languages/protobuf'),
  python: () => import('highlight.js/lib/languages/python'),
  r: () => import('highlight.js/lib/languages/r'),
  ruby: () => import('highlight.js/lib/languages/ruby'),
  rust: () => import('highlight.js/lib/languages/rust'),
  scala: () => import('highlight.js/lib/languages/scala'),
  scheme: () => import('highlight.js/lib/languages/scheme'),
  scss: () => import('highlight.js/lib/languages/scss'),
  shell: () => import('highlight.js/lib/languages/shell'),
  sql: () => import('highlight.js/lib/languages/sql'),
  swift: () => import('highlight.js/lib/languages/swift'),
  typescript: () => import('highlight.js/lib/languages/typescript'),
  vbnet: () => import('highlight.js/lib/languages/vbnet'),
  verilog: () => import('highlight.js/lib/languages/verilog'),
  vhdl: () => import('highlight.js/lib/languages/vhdl'),
  vim: () => import('highlight.js/lib/languages/vim'),
  wasm: () => import('highlight.js/lib/languages/wasm'),
  x86asm: () => import('highlight.js/lib/languages/x86asm'),
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
