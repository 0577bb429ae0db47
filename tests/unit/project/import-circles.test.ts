import { describe, expect, it } from 'vitest';
import { findModulesInCircles } from './import-circles.ts';
import { readAppModules } from './source-files.ts';

const modules = (imports: Record<string, readonly string[]>) =>
  Object.entries(imports).map(([path, specifiers]) => ({
    path,
    text: specifiers.map((specifier) => `import type { A } from '${specifier}';`).join('\n'),
  }));

describe('import circles', () => {
  it('do not exist, types included', () => {
    expect(findModulesInCircles(readAppModules())).toEqual([]);
  });

  it('are found in whichever order the modules import each other', () => {
    const files = modules({
      'lib/core/a.ts': ['./b.ts', './d.ts'],
      'lib/core/b.ts': ['#lib/core/c.ts'],
      'lib/core/c.ts': ['./a.ts'],
      'lib/core/d.ts': ['zod/mini'],
    });
    expect(findModulesInCircles(files)).toEqual([
      'lib/core/a.ts',
      'lib/core/b.ts',
      'lib/core/c.ts',
    ]);
  });

  it('do not include those of tests, nor a module that two others use', () => {
    const files = modules({
      'lib/core/a.ts': ['./c.ts'],
      'lib/core/b.ts': ['./c.ts'],
      'lib/core/c.ts': [],
      'lib/core/c.test.ts': ['./c.ts'],
    });
    expect(findModulesInCircles(files)).toEqual([]);
  });
});
