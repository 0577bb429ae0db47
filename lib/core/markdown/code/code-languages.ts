/**
 * Languages that can be highlighted: highlight.js's name, the name to show, a file's ending, and what else people
 * write after the fence.
 */
const LANGUAGES = [
  'bash|Bash|sh,zsh',
  'c|C|c,h',
  'clojure|Clojure|clj,cljs,edn',
  'cmake|CMake|cmake',
  'cpp|C++|cpp,c++,cc,cxx,hpp',
  'csharp|C#|cs,c#',
  'css|CSS|css',
  'dart|Dart|dart',
  'delphi|Pascal|pas,pascal',
  'diff|Diff|diff,patch',
  'dockerfile|Dockerfile|dockerfile,docker',
  'dos|Batch|bat,cmd,batch',
  'elixir|Elixir|ex,exs',
  'erlang|Erlang|erl',
  'fortran|Fortran|f90,f95',
  'fsharp|F#|fs,f#',
  'glsl|GLSL|glsl',
  'go|Go|go,golang',
  'graphql|GraphQL|graphql,gql',
  'groovy|Groovy|groovy,gradle',
  'haskell|Haskell|hs',
  'http|HTTP|http',
  'ini|INI|ini,toml,env,dotenv,properties',
  'java|Java|java',
  'javascript|JavaScript|js,jsx,mjs,cjs,node',
  'json|JSON|json,jsonc,json5,jsonl',
  'julia|Julia|jl',
  'kotlin|Kotlin|kt,kts',
  'latex|LaTeX|tex',
  'less|Less|less',
  'lisp|Lisp|lisp,elisp,commonlisp',
  'lua|Lua|lua',
  'makefile|Makefile|mk,make',
  'markdown|Markdown|md,mdx',
  'matlab|MATLAB|m,octave',
  'nginx|nginx|conf',
  'nix|Nix|nix',
  'objectivec|Objective-C|mm,objc,objective-c',
  'ocaml|OCaml|ml',
  'perl|Perl|pl',
  'php|PHP|php',
  'powershell|PowerShell|ps1,pwsh',
  'protobuf|Protocol Buffers|proto',
  'python|Python|py,python3',
  'r|R|r',
  'ruby|Ruby|rb',
  'rust|Rust|rs',
  'scala|Scala|scala,sbt',
  'scheme|Scheme|scm,racket',
  'scss|SCSS|scss',
  'shell|Shell|console,shellsession,terminal',
  'sql|SQL|sql,postgresql,mysql,sqlite,plsql,tsql',
  'swift|Swift|swift',
  'typescript|TypeScript|ts,tsx,mts,cts',
  'vbnet|Visual Basic|vb,vba',
  'verilog|Verilog|v,systemverilog',
  'vhdl|VHDL|vhd',
  'vim|Vim script|vim,viml',
  'wasm|WebAssembly|wat',
  'x86asm|Assembly|asm,assembly,nasm',
  'xml|HTML|html,svg,xhtml,vue,svelte,astro',
  'yaml|YAML|yml',
] as const;

/** A language that can be highlighted, under highlight.js's name for it. */
export type CodeLanguage = (typeof LANGUAGES)[number] extends infer Row
  ? Row extends `${infer Id}|${string}`
    ? Id
    : never
  : never;

/** Words shown with their own name instead of the name of the grammar that highlights them. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  xml: 'XML',
  svg: 'SVG',
  vue: 'Vue',
  svelte: 'Svelte',
  toml: 'TOML',
  jsx: 'JSX',
  tsx: 'TSX',
  astro: 'Astro',
  gradle: 'Gradle',
  racket: 'Racket',
  mermaid: 'Mermaid',
};

/** Words that are the ending of a file in a language that has several. */
const OWN_ENDINGS: ReadonlySet<string> = new Set(
  'xml svg vue svelte astro toml jsx tsx mjs cjs mts cts h hpp mdx jsonl kts env cljs edn exs gradle'.split(
    ' ',
  ),
);

type Language = { id: CodeLanguage; name: string; ending: string };

const BY_WORD: ReadonlyMap<string, Language> = new Map(
  LANGUAGES.flatMap((row) => {
    const [id = '', name = '', words = ''] = row.split('|');
    const [ending = '', ...aliases] = words.split(',');
    const language = { id: id as CodeLanguage, name, ending }; // the first of a row
    return [id, ending, ...aliases].map((word) => [word, language] as const);
  }),
);

/** The language for a fence's first word; `null` if it cannot be highlighted. */
export function findCodeLanguage(word: string): CodeLanguage | null {
  return languageOf(word)?.id ?? null;
}

/** The display name for a fence's first word; '' if there is no word. */
export function codeLanguageName(word: string): string {
  return OWN_NAMES[word.toLowerCase()] ?? languageOf(word)?.name ?? word;
}

/** The name of a file with code, for a fence's first word. */
export function codeFileName(word: string): string {
  const own = word.toLowerCase();
  const language = languageOf(word);
  if (own === 'mermaid') return 'diagram.mmd';
  if (language?.id === 'dockerfile' || language?.id === 'makefile') return language.name;
  // What a terminal shows is no script.
  const ending = language?.id === 'shell' ? 'txt' : language?.ending;
  return `code.${OWN_ENDINGS.has(own) ? own : (ending ?? 'txt')}`;
}

function languageOf(word: string): Language | undefined {
  return BY_WORD.get(word.toLowerCase());
}
