import { describe, expect, it } from 'vitest';
import { findBadNames, findDuplicateBaseNames, findTooLong } from './file-rules.ts';
import { listFiles, readSourceModules } from './source-files.ts';

const moduleOf = (path: string, lines: number) => ({ path, text: 'export {};\n'.repeat(lines) });

describe('file names', () => {
  it('are kebab-case and descriptive', () => {
    const folders = ['app', 'components', 'lib', 'scripts', 'tests/unit', 'tests/integration'];
    const files = folders.flatMap((folder) => listFiles(folder));
    const modules = files.filter((file) => /\.(ts|tsx|mjs|css)$/.test(file));
    expect(findBadNames(modules)).toEqual([]);
  });

  it.each([
    'lib/core/index.ts',
    'lib/core/utils.ts',
    'lib/client/test-helpers.ts',
    'lib/utils/dates.ts',
    'components/misc/button.tsx',
    'components/ChatLog.tsx',
    'lib/core/chat_log.ts',
  ])('are refused: %s', (path) => {
    expect(findBadNames([path])).toEqual([path]);
  });

  it.each([
    'app/guide/[kind]/page.tsx',
    'app/(chat)/page.tsx',
    'lib/core/key/inspect-key.test.ts',
    'app/v1/chat/completions/route.ts',
    'scripts/next.mjs',
  ])('are accepted: %s', (path) => {
    expect(findBadNames([path])).toEqual([]);
  });
});

describe('base names', () => {
  it('are unique to one module', () => {
    const files = ['components', 'lib', 'scripts'].flatMap((folder) => listFiles(folder));
    // Types for a package without its own are next to the module that imports it.
    const modules = files.filter((file) => /(?<!\.d)\.(ts|tsx|mjs)$/.test(file));
    expect(findDuplicateBaseNames(modules)).toEqual([]);
  });

  it('are reported when two modules share one, except for tests and routes', () => {
    const paths = [
      'lib/core/limits/limits.ts',
      'lib/server/limits/limits.ts',
      'lib/core/limits/limits.test.ts',
      'app/page.tsx',
      'app/errors/page.tsx',
    ];
    expect(findDuplicateBaseNames(paths)).toEqual(['limits']);
  });
});

// A comment in each says that it is one algorithm.
const ALGORITHMS: readonly string[] = [];

describe('module lengths', () => {
  it('are at most 200 lines, except for at most two that are one algorithm', () => {
    const modules = readSourceModules();
    expect(findTooLong(modules, ALGORITHMS)).toEqual([]);
    expect(findTooLong(modules.filter(({ path }) => ALGORITHMS.includes(path)))).toHaveLength(
      ALGORITHMS.length,
    );
    expect(ALGORITHMS.length).toBeLessThanOrEqual(2);
  });

  it('are refused past 200 lines, except for tests', () => {
    const files = [
      moduleOf('lib/core/a.ts', 201),
      moduleOf('lib/core/b.ts', 200),
      moduleOf('lib/core/a.test.ts', 900),
    ];
    expect(findTooLong(files)).toEqual(['lib/core/a.ts has 201 lines']);
  });

  it('are accepted past that for an algorithm that says so, and for no other', () => {
    const { path, text } = moduleOf('lib/core/a.ts', 201);
    const one = { path, text: `// Long because it is one algorithm.\n${text}` };
    expect(findTooLong([one], [path])).toEqual([]);
    expect(findTooLong([{ path, text }], [path])).toHaveLength(1);
    expect(findTooLong([one], [])).toHaveLength(1);
  });
});
