import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '#lib/server/config/read-config.ts';
import {
  findMissingPaths,
  findUnknownCommands,
  variablesOfExample,
  variablesOfTables,
} from './documents.ts';
import type { Manifest } from './lock-file.ts';
import { listFiles, projectFolder, readSource } from './source-files.ts';

const documents = [...listFiles('.'), ...listFiles('docs')].filter((file) => file.endsWith('.md'));

describe('the documents', () => {
  it.each(documents)('name only commands that exist: %s', (file) => {
    // npm's own file; the test looks for scripts that are missing from it.
    const { scripts = {} } = JSON.parse(readSource('package.json').text) as Manifest;
    expect(findUnknownCommands(readSource(file).text, scripts)).toEqual([]);
  });

  it.each(documents)('name only files that exist: %s', (file) => {
    const folder = path.posix.dirname(file).replace(/^\.$/, '');
    const exists = (target: string) => existsSync(path.join(projectFolder, target));
    expect(findMissingPaths(readSource(file).text, folder, exists)).toEqual([]);
  });

  it('explain every variable that the server reads, and no other', () => {
    expect([...variablesOfTables(readSource('README.md').text)].sort()).toEqual(variablesRead());
  });

  it('give an example of every variable that the server reads, and of no other', () => {
    const example = variablesOfExample(readSource('.env.local.example').text);
    expect([...example].sort()).toEqual(variablesRead());
  });
});

describe('the rules for documents', () => {
  it('detect a command that does not exist', () => {
    const markdown =
      'Run `npm run dev`, then npm test, then `npm run fly -- --high` and npm start.';
    expect(findUnknownCommands(markdown, { dev: 'next dev', test: 'vitest' })).toEqual([
      'fly',
      'start',
    ]);
    expect(findUnknownCommands('npm ci, npm run test:matrix', {})).toEqual(['test:matrix']);
  });

  it('detect a file that does not exist, in backticks, links and pictures', () => {
    const markdown = [
      'See `lib/core/gone.ts`, `lib/core/there.ts` and [why](../gone.md#part).',
      '<img src="images/gone.png"> [web](https://example.com) [here](#here) `npm run dev`',
    ].join('\n');
    const exists = (target: string) => target === 'lib/core/there.ts';
    expect(findMissingPaths(markdown, 'docs', exists)).toEqual([
      'lib/core/gone.ts',
      'gone.md',
      'docs/images/gone.png',
    ]);
  });

  it('read the variables of tables and of example files', () => {
    const table =
      '| `OPENAI_API_KEY` | key |\n| `STARLIGHT_A` · `STARLIGHT_B` | not `STARLIGHT_C` |';
    expect([...variablesOfTables(`Set \`STARLIGHT_D\`.\n\n${table}`)]).toEqual([
      'OPENAI_API_KEY',
      'STARLIGHT_A',
      'STARLIGHT_B',
    ]);
    const example = '# About A_B=1 and more\nOPENAI_API_KEY=\n# STARLIGHT_A=1\n#STARLIGHT_B=2\n';
    expect([...variablesOfExample(example)]).toEqual([
      'OPENAI_API_KEY',
      'STARLIGHT_A',
      'STARLIGHT_B',
    ]);
  });
});

/** The variables that loading the configuration actually reads from the environment. */
function variablesRead(): string[] {
  const variables = new Set<string>();
  const environment = new Proxy<Record<string, string | undefined>>(
    {},
    { get: (_, name) => void variables.add(String(name)) },
  );
  readConfig(environment);
  // Besides OpenAI's own four, misspellings of the key's name are read as well.
  const ofOthers = /^(OPENAI_(API_KEY|BASE_URL|ORG_ID|PROJECT_ID)|REDIS_URL|(HTTPS?|NO)_PROXY)$/;
  return [...variables]
    .filter((name) => name.startsWith('STARLIGHT_') || ofOthers.test(name))
    .sort();
}
