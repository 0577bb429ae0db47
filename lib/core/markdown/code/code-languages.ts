/** Languages that can be highlighted: the name to show, a file's ending, and what people write after the fence. */
const LANGUAGES = {
  bash: { name: 'Bash', ending: 'sh', aliases: ['sh', 'zsh'] },
  c: { name: 'C', ending: 'c', aliases: ['h'] },
  cpp: { name: 'C++', ending: 'cpp', aliases: ['c++', 'cc', 'cxx', 'hpp'] },
  csharp: { name: 'C#', ending: 'cs', aliases: ['cs', 'c#'] },
  css: { name: 'CSS', ending: 'css', aliases: [] },
  diff: { name: 'Diff', ending: 'diff', aliases: ['patch'] },
  dockerfile: { name: 'Dockerfile', ending: 'dockerfile', aliases: ['docker'] },
  go: { name: 'Go', ending: 'go', aliases: ['golang'] },
  ini: { name: 'INI', ending: 'ini', aliases: ['toml', 'env', 'dotenv', 'properties'] },
  java: { name: 'Java', ending: 'java', aliases: [] },
  javascript: { name: 'JavaScript', ending: 'js', aliases: ['js', 'jsx', 'mjs', 'cjs', 'node'] },
  json: { name: 'JSON', ending: 'json', aliases: ['jsonc', 'json5', 'jsonl'] },
  kotlin: { name: 'Kotlin', ending: 'kt', aliases: ['kt', 'kts'] },
  markdown: { name: 'Markdown', ending: 'md', aliases: ['md', 'mdx'] },
  php: { name: 'PHP', ending: 'php', aliases: [] },
  powershell: { name: 'PowerShell', ending: 'ps1', aliases: ['ps1', 'pwsh'] },
  python: { name: 'Python', ending: 'py', aliases: ['py', 'python3'] },
  ruby: { name: 'Ruby', ending: 'rb', aliases: ['rb'] },
  rust: { name: 'Rust', ending: 'rs', aliases: ['rs'] },
  shell: { name: 'Shell', ending: 'txt', aliases: ['console', 'shellsession', 'terminal'] },
  sql: { name: 'SQL', ending: 'sql', aliases: ['postgresql', 'mysql', 'sqlite'] },
  swift: { name: 'Swift', ending: 'swift', aliases: [] },
  typescript: { name: 'TypeScript', ending: 'ts', aliases: ['ts', 'tsx', 'mts', 'cts'] },
  xml: { name: 'HTML', ending: 'html', aliases: ['html', 'svg', 'xhtml', 'vue', 'svelte'] },
  yaml: { name: 'YAML', ending: 'yml', aliases: ['yml'] },
} as const satisfies Record<string, { name: string; ending: string; aliases: readonly string[] }>;

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
  mermaid: 'Mermaid',
};

/** Words that are the ending of a file in a language that has several. */
const OWN_ENDINGS: ReadonlySet<string> = new Set(
  'xml svg vue svelte toml jsx tsx mjs cjs mts cts h hpp mdx jsonl kts env'.split(' '),
);

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

/** The name of a file with code, for a fence's first word. */
export function codeFileName(word: string): string {
  const own = word.toLowerCase();
  const language = findCodeLanguage(word);
  if (language === 'dockerfile') return 'Dockerfile';
  if (own === 'mermaid') return 'diagram.mmd';
  return `code.${OWN_ENDINGS.has(own) ? own : language ? LANGUAGES[language].ending : 'txt'}`;
}
