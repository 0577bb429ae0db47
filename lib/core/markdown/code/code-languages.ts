/** Languages that can be highlighted: the name to show, and what people write after the fence. */
const LANGUAGES = {
  bash: { name: 'Bash', aliases: ['sh', 'zsh'] },
  c: { name: 'C', aliases: ['h'] },
  cpp: { name: 'C++', aliases: ['c++', 'cc', 'cxx', 'hpp'] },
  csharp: { name: 'C#', aliases: ['cs', 'c#'] },
  css: { name: 'CSS', aliases: [] },
  diff: { name: 'Diff', aliases: ['patch'] },
  dockerfile: { name: 'Dockerfile', aliases: ['docker'] },
  go: { name: 'Go', aliases: ['golang'] },
  ini: { name: 'INI', aliases: ['toml', 'env', 'dotenv', 'properties'] },
  java: { name: 'Java', aliases: [] },
  javascript: { name: 'JavaScript', aliases: ['js', 'jsx', 'mjs', 'cjs', 'node'] },
  json: { name: 'JSON', aliases: ['jsonc', 'json5', 'jsonl'] },
  kotlin: { name: 'Kotlin', aliases: ['kt', 'kts'] },
  markdown: { name: 'Markdown', aliases: ['md', 'mdx'] },
  php: { name: 'PHP', aliases: [] },
  powershell: { name: 'PowerShell', aliases: ['ps1', 'pwsh'] },
  python: { name: 'Python', aliases: ['py', 'python3'] },
  ruby: { name: 'Ruby', aliases: ['rb'] },
  rust: { name: 'Rust', aliases: ['rs'] },
  shell: { name: 'Shell', aliases: ['console', 'shellsession', 'terminal'] },
  sql: { name: 'SQL', aliases: ['postgresql', 'mysql', 'sqlite'] },
  swift: { name: 'Swift', aliases: [] },
  typescript: { name: 'TypeScript', aliases: ['ts', 'tsx', 'mts', 'cts'] },
  xml: { name: 'HTML', aliases: ['html', 'svg', 'xhtml', 'vue', 'svelte'] },
  yaml: { name: 'YAML', aliases: ['yml'] },
} as const satisfies Record<string, { name: string; aliases: readonly string[] }>;

/** A language that can be highlighted, under highlight.js's name for it. */
export type CodeLanguage = keyof typeof LANGUAGES;

/** Words shown with their own name instead of the name of the grammar that highlights them. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  xml: 'XML',
  svg: 'SVG',
  vue: 'Vue',
  svelte: 'Svelte',
  toml: 'TOML',
  jsx: 'JSX',
  tsx: 'TSX',
};

const BY_WORD: ReadonlyMap<string, CodeLanguage> = new Map(
  Object.entries(LANGUAGES).flatMap(([id, { aliases }]) => {
    const language = id as CodeLanguage; // a key of LANGUAGES
    return [id, ...aliases].map((word) => [word, language] as const);
  }),
);

/** The language for a fence's first word; `null` if it cannot be highlighted. */
export function findCodeLanguage(word: string): CodeLanguage | null {
  return BY_WORD.get(word.toLowerCase()) ?? null;
}

/** The display name for a fence's first word; '' if there is no word. */
export function codeLanguageName(word: string): string {
  const language = findCodeLanguage(word);
  return OWN_NAMES[word.toLowerCase()] ?? (language ? LANGUAGES[language].name : word);
}
