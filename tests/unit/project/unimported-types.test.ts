import { describe, expect, it } from 'vitest';
import { listFiles, readAppModules, readSource } from './source-files.ts';
import { findUnimportedTypes } from './unimported-types.ts';

const outsideTheApp = ['scripts', 'tests']
  .flatMap(listFiles)
  .filter((file) => /(?<!\.d)\.(ts|tsx|mjs)$/.test(file))
  .map(readSource);

const exporting = (text: string) => ({ path: 'lib/core/a.ts', text });
const importing = (text: string, path = 'lib/core/b.ts') => ({ path, text });

describe('exported types', () => {
  it('are all imported somewhere', () => {
    expect(findUnimportedTypes([...readAppModules(), ...outsideTheApp])).toEqual([]);
  });

  it.each([
    'export type A = 1;',
    'export interface A {}',
    'export type A = 1;\nexport function a(): A { return 1; }',
    "/** import { A } from './a.ts' */\nexport type A = 1;",
  ])('are found when nobody imports them: %s', (text) => {
    const other = importing("import { A } from './c.ts';\nimport type { B } from './a.ts';");
    expect(findUnimportedTypes([exporting(text), other])).toEqual(['lib/core/a.ts#A']);
  });

  it.each([
    ["import type { A } from './a.ts';"],
    ["import { b, type A } from '#lib/core/a.ts';", 'tests/unit/b.ts'],
    ["import { type A as B } from '../a.ts';", 'lib/core/chat/b.ts'],
    ["export type { A } from './a.ts';"],
    ["let a: import('./a.ts').A;"],
    ["/** @typedef {import('../lib/core/a.ts').A} A */", 'scripts/b.mjs'],
  ])('are imported by %s', (text, path = 'lib/core/b.ts') => {
    expect(findUnimportedTypes([exporting('export type A = 1;'), importing(text, path)])).toEqual(
      [],
    );
  });

  it('need no importer if they are not exported', () => {
    expect(findUnimportedTypes([exporting('type A = 1;\nexport const a: A = 1;')])).toEqual([]);
  });
});
