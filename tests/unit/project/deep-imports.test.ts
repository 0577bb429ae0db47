import { describe, expect, it } from 'vitest';
import { findDeepImports } from './deep-imports.ts';
import { readAppModules } from './source-files.ts';

describe('a folder with entry points', () => {
  it('is imported through them only', () => {
    expect(findDeepImports(readAppModules())).toEqual([]);
  });

  it.each([
    ['lib/core/doctor/a.ts', `import { readErrorShape } from '../classify/read-error-shape.ts';`],
    ['lib/server/a.ts', `import { decideKind } from '#lib/core/classify/decide-kind.ts';`],
    ['lib/core/classify/a.ts', `import { readLimits } from './details/read-limits.ts';`],
    ['lib/core/guide/a.ts', `import { b } from '../classify/details/read-failure-details.ts';`],
  ])('is detected when %s bypasses them with %j', (path, text) => {
    expect(findDeepImports([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['lib/core/doctor/a.ts', `import { b } from '../classify/classify-upstream-error.ts';`],
    ['lib/core/classify/a.ts', `import { b } from './details/read-failure-details.ts';`],
    ['lib/core/classify/details/a.ts', `import { b } from '../read-error-shape.ts';`],
    ['lib/core/classify/details/a.ts', `import { b } from './read-limits.ts';`],
  ])('allows %s to import %j', (path, text) => {
    expect(findDeepImports([{ path, text }])).toEqual([]);
  });
});
