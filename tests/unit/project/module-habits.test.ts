import { describe, expect, it } from 'vitest';
import { findBrokenHabits } from './module-habits.ts';
import { readAppModules } from './source-files.ts';

describe('the habits that safety depends on', () => {
  it('are kept by every module of the app', () => {
    expect(findBrokenHabits(readAppModules())).toEqual([]);
  });

  it.each([
    ['a server module that a client could import', 'lib/server/a.ts', `export const a = 1;`],
    [
      'a server module whose marker is not the first import',
      'lib/server/a.ts',
      `import { b } from './b.ts';\nimport 'server-only';`,
    ],
    ['the environment read in a component', 'components/a.tsx', `const key = process.env['KEY'];`],
    ['the environment through a computed name', 'lib/core/a.ts', `const key = process.env[name];`],
    ['the environment destructured', 'lib/core/a.ts', `const { KEY } = process.env;`],
    ['the environment in another spelling', 'app/page.tsx', `const key = process['env'].KEY;`],
    [
      'openai in a second module',
      'lib/server/a.ts',
      `import 'server-only';\nimport type { ChatModel } from 'openai/resources';`,
    ],
    [
      'a request that is served without checking who sent it',
      'app/page.tsx',
      `import { currentConfig } from '#lib/server/config/read-config.ts';\nexport default () => currentConfig().mode;`,
    ],
    [
      'a failure that bypasses the failure writer',
      'lib/server/a.ts',
      `import 'server-only';\nimport { toErrorBody } from '#lib/core/errors/starlight-error.ts';`,
    ],
    ['a module of Server Actions', 'app/actions.ts', `'use server';\nexport async function a() {}`],
    [
      'a Server Action in a function',
      'app/page.tsx',
      `export async function act() {\n  'use server';\n}`,
    ],
    [
      'raw HTML in an element',
      'components/a.tsx',
      `export const A = () => <p dangerouslySetInnerHTML={{ __html: '' }} />;`,
    ],
    [
      'raw HTML in spread props',
      'components/a.tsx',
      `const props = { dangerouslySetInnerHTML: { __html: '' } };`,
    ],
    ['a `using` declaration outside the server', 'lib/client/a.ts', `using lock = take();`],
    [
      'an `await using` declaration outside the server',
      'lib/core/a.ts',
      `async function a() { await using b = c(); }`,
    ],
    ['a DisposableStack', 'components/a.tsx', `const held = new DisposableStack();`],
    ['a disposable object', 'lib/core/a.ts', `export const a = { [Symbol.dispose]() {} };`],
    [
      'a number formatted elsewhere',
      'components/a.tsx',
      `export const a = (1840).toLocaleString();`,
    ],
    ['a format made elsewhere', 'lib/core/a.ts', `const format = new Intl.NumberFormat('en');`],
    ['a format without new', 'lib/client/a.ts', `const format = Intl.DateTimeFormat();`],
    ['decimals of its own', 'components/a.tsx', `export const a = (1.5).toFixed(1);`],
    ['a swallowed error', 'lib/core/a.ts', `try {\n  run();\n} catch {\n}`],
  ])('are detected as broken by %s', (_, path, text) => {
    expect(findBrokenHabits([{ path, text }])).toHaveLength(1);
  });

  it.each([
    ['lib/server/config/read-config.ts', `import 'server-only';\nconst { PORT } = process.env;`],
    [
      'lib/server/upstream/request/openai-transport.ts',
      `import 'server-only';\nimport OpenAI from 'openai';`,
    ],
    ['instrumentation.ts', `if (process.env['NEXT_RUNTIME'] === 'nodejs') start();`],
    ['lib/server/config/public-key-check.mjs', `export function check() {}`],
    ['lib/core/a.ts', 'export const lesson = `const key = process.env.OPENAI_API_KEY`;'],
    ['lib/core/a.ts', `try {\n  run();\n} catch {\n  // Closed already.\n}`],
    ['lib/server/a.ts', `import 'server-only';\nusing held = new DisposableStack();`],
    ['components/a.tsx', `'use client';\n// Never dangerouslySetInnerHTML.`],
  ])('allow %s to contain %j', (path, text) => {
    expect(findBrokenHabits([{ path, text }])).toEqual([]);
  });
});
