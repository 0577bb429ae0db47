import { describe, expect, it } from 'vitest';
import { isObject } from '#lib/core/json/is-object.ts';
import vitestConfig from '../../../vitest.config.ts';
import { isTestFile, listFiles } from './source-files.ts';
import { findStrayTests } from './suites.ts';

const suites: Record<string, string[]> = {
  browser: ['tests/browser/**/*.spec.ts'],
  matrix: ['tests/matrix/**/*.spec.ts'],
};
for (const project of vitestConfig.test?.projects ?? []) {
  if (!isObject(project) || !('test' in project)) continue;
  suites[String(project.test?.name)] = project.test?.include ?? [];
}

describe('every test file', () => {
  it('is run by a suite', () => {
    const folders = ['app', 'components', 'lib', 'scripts', 'tests'];
    const files = folders.flatMap((folder) => listFiles(folder)).filter(isTestFile);
    expect(Object.keys(suites).sort()).toEqual([
      'browser',
      'integration',
      'integration-direct',
      'matrix',
      'unit',
      'unit-components',
    ]);
    expect(findStrayTests(files, suites)).toEqual([]);
  });

  it.each([
    ['lib/core/format-wait.spec.ts', 1],
    ['lib/core/text/format-wait.test.ts', 0],
    ['tests/browser/chat.test.ts', 1],
    ['tests/browser/deep/chat.spec.ts', 0],
    ['app/page.test.tsx', 1],
  ])('is detected when no suite would run it: %s', (file, strays) => {
    expect(findStrayTests([file], suites)).toHaveLength(strays);
  });
});
