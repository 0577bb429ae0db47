import { describe, expect, it } from 'vitest';
import { findCostlyPatterns } from './regex-cost.ts';
import { findMadePatterns, regexLiteralsIn } from './regex-literals.ts';
import { isTestFile, listFiles, readSource } from './source-files.ts';

// Analyzing all of them takes three seconds; on a busy machine, many times that.
const TIMEOUT_MS = 300_000;

const modules = ['app', 'components', 'lib', 'scripts', '.']
  .flatMap(listFiles)
  .filter((file) => /(?<!\.d)\.([cm]?[jt]s|tsx)$/.test(file) && !isTestFile(file))
  .map(readSource);

function literalsOf(text: string, path = 'lib/core/a.ts') {
  return regexLiteralsIn({ path, text });
}

describe('the regular expressions of the app and its scripts', () => {
  it('are found in every module', () => {
    const paths = modules.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'proxy.ts',
        'next.config.mjs',
        'instrumentation.ts',
        'scripts/suites/check.mjs',
        'lib/core/markdown/links/link-host.ts',
        'components/guide/catalogue-text.tsx',
      ]),
    );
    expect(modules.flatMap(regexLiteralsIn).length).toBeGreaterThan(400);
  });

  it('take time that grows no faster than the text, whatever the text', {
    timeout: TIMEOUT_MS,
  }, async () => {
    expect(await findCostlyPatterns(modules.flatMap(regexLiteralsIn))).toEqual([]);
  });

  it('are literals, and none is made from a string', () => {
    expect(modules.flatMap(findMadePatterns)).toEqual([]);
  });
});

describe('the analysis of regular expressions', () => {
  it.each([
    // An earlier pattern of link-host.ts: repeating "a。" has quadratic cost.
    String.raw`/(?<![\p{L}.])(?:https?:)?(?<host>(?:[\p{L}\p{N}_-]+[.。．｡])+\p{L}[\p{L}\p{N}-]+)/giu`,
    '/(?:[a-z]+[.。])+[a-z][a-z-]+/g',
    String.raw`/\s+$/`,
    '/a+b/',
    '/^(a+)+$/',
    '/^(a|a)*$/',
    String.raw`/\bkey\b.*\bsafe\b/`,
    String.raw`/^\s*(["']).*\1\s*$/`,
    String.raw`/(a)\1/`,
    '/a(?=.*b)/',
    String.raw`/^(\w+\s?)*$/`,
    '/(a?){30}a{30}/',
    '/^(a?){30}a{30}b*$/',
    '/^(?:a|a){1,30}b/',
    '/<[^>]{1,9000}>/',
    '/[a-z]{1,90}[a-z0-9]{1,90}!/',
    '/^(?: {0,3}> ?){30}/',
  ])('refuses %s', async (pattern) => {
    expect(await findCostlyPatterns(literalsOf(`const PATTERN = ${pattern};`))).toHaveLength(1);
  });

  it.each([
    String.raw`/^\d{1,15}(?:\.\d{1,9})?$/`,
    '/`{1,99}$/',
    '/<[^>]{1,200}>/g',
    '/[a-z]{1,900}[0-9]{1,90}!/',
    String.raw`/(?<!\w)sk-\w{8}/g`,
    String.raw`/[\r\n]+/g`,
    String.raw`/^[^@]+@[a-z]+(?:\.[a-z]+)+/i`,
  ])('accepts %s', async (pattern) => {
    expect(await findCostlyPatterns(literalsOf(`const PATTERN = ${pattern};`))).toEqual([]);
  });

  it('finds literals anywhere, with their line, and none in strings or comments', () => {
    const text = `// /a+b/
const text = '/a+b/';
export const Part = () => <p title={text.replace(/a/g, '')}>{[/b/u].length}</p>;
schema.check(z.regex(/c/));`;
    expect(
      literalsOf(text, 'components/a.tsx').map(({ line, source, flags }) => [line, source, flags]),
    ).toEqual([
      [3, 'a', 'g'],
      [3, 'b', 'u'],
      [4, 'c', ''],
    ]);
  });

  it.each([
    `new RegExp('a+')`,
    'new RegExp(`a+`)',
    `RegExp(source, 'g')`,
    'new globalThis.RegExp(source)',
    'const Made = RegExp;',
    'const { RegExp: Made } = globalThis;',
    'sources.map(RegExp)',
    `text.match('a+')`,
    'text.matchAll(`a+`)',
    `text['search']('a' + name)`,
  ])('detects that a pattern is built: %s', (text) => {
    expect(findMadePatterns({ path: 'lib/core/a.ts', text })).toEqual([
      'lib/core/a.ts:1 makes a regular expression from a string',
    ]);
  });

  it.each([
    'const pattern: RegExp = /a/;',
    'if (pattern instanceof RegExp) use(pattern);',
    'function find(patterns: readonly RegExp[]): RegExpExecArray | null { return null; }',
    'text.match(/a/)',
    'text.search(PATTERN)',
    `text.replace('a', 'b').split('c')`,
  ])('detects no built pattern in %s', (text) => {
    expect(findMadePatterns({ path: 'lib/core/a.ts', text })).toEqual([]);
  });
});
