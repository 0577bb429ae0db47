import { describe, expect, it } from 'vitest';
import { highlightCode } from '#components/markdown/highlight-code.ts';
import {
  type CodeLanguage,
  codeFileName,
  codeLanguageName,
  findCodeLanguage,
} from '#lib/core/markdown/code/code-languages.ts';
import type { CodeToken } from '#lib/core/markdown/code/code-tokens.ts';

const SAMPLES: Readonly<Record<CodeLanguage, string>> = {
  bash: 'if [ -f .env ]; then echo "$KEY"; fi',
  c: 'int main(void) { return 0; }',
  cpp: 'std::string a = "b";',
  csharp: 'var a = new List<string>();',
  css: '.a { color: red; }',
  diff: '- old\n+ new',
  dockerfile: 'FROM node:24\nRUN npm ci',
  go: 'func main() { fmt.Println("a") }',
  ini: 'key = "value"',
  java: 'class A { int b = 1; }',
  javascript: 'const a = <b c="d">{e}</b>;',
  json: '{ "a": 1 }',
  kotlin: 'fun main() { val a = 1 }',
  markdown: '# Title\n\n*a*',
  php: '<?php echo "a"; ?>',
  powershell: 'Get-Item $Path',
  python: 'def f(a): return "b"',
  ruby: 'def f; puts "a"; end',
  rust: 'fn main() { let a = 1; }',
  shell: '$ npm ci',
  sql: 'SELECT a FROM b WHERE c = 1',
  swift: 'let a: Int = 1',
  typescript: 'type A = { b: string };',
  xml: '<a href="b"><script>const c = 1;</script></a>',
  yaml: 'a: "b"',
  clojure: '(defn f [a] "b")',
  cmake: 'set(A "b")',
  dart: "void main() { print('a'); }",
  delphi: "begin WriteLn('a'); end.",
  dos: '@echo off\nset A=b',
  elixir: 'def f(a), do: "b"',
  erlang: 'f(A) -> "b".',
  fortran: 'program a\nprint *, "b"\nend',
  fsharp: 'let a = "b"',
  glsl: 'void main() { float a = 1.0; }',
  graphql: 'query { a(b: 1) { c } }',
  groovy: 'def a = "b"',
  haskell: 'f :: Int -> Int\nf a = a + 1',
  http: 'GET /a HTTP/1.1\nHost: b',
  julia: 'function f(a) "b" end',
  latex: '\\section{A} $b$',
  less: '@a: red;\n.b { color: @a; }',
  lisp: '(defun f (a) "b")',
  lua: 'local a = "b"',
  makefile: 'a: b\n\techo $(C)',
  matlab: 'function a = f(b)\na = 1;\nend',
  nginx: 'server { listen 80; }',
  nix: '{ a = "b"; }',
  objectivec: '@interface A : NSObject\n@end',
  ocaml: 'let a = "b"',
  perl: 'my $a = "b";',
  protobuf: 'message A { string b = 1; }',
  r: 'f <- function(a) "b"',
  scala: 'val a: String = "b"',
  scheme: '(define (f a) "b")',
  scss: '$a: red;\n.b { color: $a; }',
  vbnet: 'Dim a As String = "b"',
  verilog: 'module a; reg b; endmodule',
  vhdl: 'entity a is end entity;',
  vim: 'let a = "b"',
  wasm: '(module (func (result i32)))',
  x86asm: 'mov eax, 1',
};

async function highlight(
  chunks: readonly string[],
  language: CodeLanguage,
): Promise<(readonly CodeToken[])[]> {
  return await Array.fromAsync(highlightCode(chunks, language));
}

function textOf(tokens: readonly CodeToken[]): string {
  return tokens.map((token) => (typeof token === 'string' ? token : token.text)).join('');
}

describe('highlightCode', () => {
  it.each(Object.entries(SAMPLES))('highlights %s and changes no character', async (word, code) => {
    const language = findCodeLanguage(word);
    if (!language) throw new Error(`${word} is not known`);
    const [tokens = []] = await highlight([code], language);
    expect(textOf(tokens)).toBe(code);
    expect(tokens.some((token) => typeof token !== 'string')).toBe(true);
  });

  it('continues across chunk boundaries', async () => {
    const [, second = []] = await highlight(['/* a\n', 'b */ let c;\n'], 'javascript');
    expect(second[0]).toEqual({ kind: 'comment', text: 'b */' });
  });

  it('yields the first chunks of long code before it has read the rest', async () => {
    const chunks = Array.from({ length: 40 }, (_, index) => `const a${index} = 1;\n`.repeat(100));
    let pauses = 0;
    const colored = highlightCode(chunks, 'javascript', async () => {
      pauses += 1;
    });
    const first = await colored.next();
    expect(textOf(first.value ?? [])).toBe(chunks[0]);
    expect(pauses).toBe(0);
    const rest = await Array.fromAsync(colored);
    expect(rest).toHaveLength(39);
    expect(pauses).toBeGreaterThan(4);
  });

  // Whole, each of these took seconds: the highlighter's time is quadratic in the line, or in the
  // text.
  it.each([
    ['ini', 'a'],
    ['csharp', 'a\n'],
    ['csharp', 'select a from '],
    ['c', '_'],
  ] as const)(
    'highlights long code in time that grows with its length: %s of %j',
    async (language, piece) => {
      const cpuMs = async (length: number) => {
        const before = process.threadCpuUsage().user;
        await highlight([piece.repeat(length / piece.length)], language);
        return (process.threadCpuUsage().user - before) / 1000;
      };
      const whole = await cpuMs(40_000);
      if (whole > 60) expect(whole / (await cpuMs(10_000))).toBeLessThan(9);
    },
  );

  it('creates at most two elements and text nodes per character', async () => {
    for (const language of Object.keys(SAMPLES)) {
      const known = findCodeLanguage(language);
      for (const piece of [
        '1 ',
        '{}',
        '"a"',
        '$a',
        '<a>',
        '+\n',
        'a:',
        '# a\n',
        '@a ',
        "'",
        '\\n',
      ]) {
        const code = piece.repeat(200);
        const [tokens = []] = await highlight([code], known ?? 'bash');
        const nodes = tokens.reduce((sum, token) => sum + (typeof token === 'string' ? 1 : 2), 0);
        expect(nodes).toBeLessThanOrEqual(2 * code.length);
      }
    }
  });

  it('treats markup in code as text', async () => {
    const code = '"</span><img src=x onerror=alert(1)>&amp;"';
    const [tokens = []] = await highlight([code], 'javascript');
    expect(tokens).toEqual([{ kind: 'string', text: code }]);
  });

  it('highlights the script in a page', async () => {
    const [tokens = []] = await highlight(['<script>const a = 1;</script>'], 'xml');
    expect(tokens).toContainEqual({ kind: 'keyword', text: 'const' });
  });
});

describe('the language of a fence', () => {
  it.each([
    ['JS', 'JavaScript'],
    ['tsx', 'TSX'],
    ['py', 'Python'],
    ['html', 'HTML'],
    ['xml', 'XML'],
    ['toml', 'TOML'],
    ['R', 'R'],
    ['objective-c', 'Objective-C'],
    ['bat', 'Batch'],
    ['brainfuck', 'brainfuck'],
    ['', ''],
  ])('%j is called %j', (word, name) => {
    expect(codeLanguageName(word)).toBe(name);
  });

  it.each([
    ['python', 'code.py'],
    ['TSX', 'code.tsx'],
    ['h', 'code.h'],
    ['fortran', 'code.f90'],
    ['make', 'Makefile'],
    ['docker', 'Dockerfile'],
    ['console', 'code.txt'],
    ['brainfuck', 'code.txt'],
    ['mermaid', 'diagram.mmd'],
    ['', 'code.txt'],
  ])('%j makes a file called %s', (word, name) => {
    expect(codeFileName(word)).toBe(name);
  });
});
