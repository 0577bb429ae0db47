import { describe, expect, it } from 'vitest';
import { findJsonCopies } from './json-copies.ts';
import { listFiles, readAppModules, readSource } from './source-files.ts';

describe('code that decodes JSON or tells an object from null', () => {
  it('exists once in the app, the scripts and the tests', () => {
    const otherFiles = ['scripts', 'tests']
      .flatMap(listFiles)
      .filter((file) => /(?<!\.d)\.(ts|tsx|mjs)$/.test(file))
      .map(readSource);
    expect(findJsonCopies([...readAppModules(), ...otherFiles])).toEqual([]);
  });

  it.each([
    `const isThing = (value: unknown) => typeof value === 'object' && value !== null;`,
    `if ("object" != typeof value || !value) throw new Error('no object');`,
    `function read(text: string) {\n  try {\n    return JSON.parse(text);\n  } catch {\n    return null;\n  }\n}`,
    `try {\n  use(JSON.parse(await response.text()));\n} catch (error) {\n  report(error);\n} finally {\n  close();\n}`,
    `function fieldOf(issue: Issue) {\n  return issue.path;\n}`,
    `const isRecord = (value: unknown): value is Picked => value instanceof Object;`,
    `export const parseJson = JSON.parse;`,
  ])('is detected a second time in %j', (text) => {
    expect(findJsonCopies([{ path: 'lib/core/a.ts', text }])).toHaveLength(1);
  });

  it.each([
    `import { isRecord } from '#lib/core/json/is-record.ts';\nexport const is = isRecord;`,
    `// typeof value === 'object' is true of null.\nconst value: unknown = JSON.parse('{}');`,
    `try {\n  await run();\n} finally {\n  rest(JSON.parse(text));\n}`,
    `const kind = typeof value === 'string' ? 'object' : 'text';`,
  ])('is not detected in %j', (text) => {
    expect(findJsonCopies([{ path: 'lib/core/a.ts', text }])).toEqual([]);
  });
});
