import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from './source-files.ts';

const SERVER = `import { currentConfig } from '#lib/server/config/read-config.ts';\nexport const a = currentConfig;\n`;
const OPENAI = `import OpenAI from 'openai';\nexport const a = OpenAI;\n`;
const COMPONENT = `import { Button } from '#components/ui/button.tsx';\nexport const a = Button;\n`;

const SAMPLES: readonly [file: string, text: string, rule: string][] = [
  ['lib/core/a.ts', SERVER, 'style/noRestrictedImports'],
  ['lib/core/b.ts', `import { z } from 'zod';\nexport const a = z;\n`, 'style/noRestrictedImports'],
  [
    'lib/core/c.ts',
    `import { readFile } from 'node:fs/promises';\nexport const a = readFile;\n`,
    'style/noRestrictedImports',
  ],
  ['lib/client/a.ts', SERVER, 'style/noRestrictedImports'],
  ['lib/client/b.ts', COMPONENT, 'style/noRestrictedImports'],
  ['components/a.tsx', SERVER, 'style/noRestrictedImports'],
  ['components/b.tsx', OPENAI, 'style/noRestrictedImports'],
  ['lib/server/a.ts', OPENAI, 'style/noRestrictedImports'],
  ['lib/server/b.ts', COMPONENT, 'style/noRestrictedImports'],
  ['app/api/chat/route.ts', COMPONENT, 'style/noRestrictedImports'],
  ['app/a.tsx', `export const a = process.env['A'];\n`, 'style/noProcessEnv'],
  ['lib/core/d.ts', `export const a = console.log;\n`, 'suspicious/noConsole'],
  ['lib/core/e.ts', `export default 1;\n`, 'style/noDefaultExport'],
  ['lib/core/f.ts', `export const a: any = 1;\n`, 'suspicious/noExplicitAny'],
  ['lib/core/g.ts', `export const a = (b: string | null) => b!;\n`, 'style/noNonNullAssertion'],
  ['lib/core/h.ts', `export enum A {\n  B,\n}\n`, 'style/noEnum'],
  ['lib/core/i.ts', `export * from './d.ts';\n`, 'performance/noReExportAll'],
  [
    'lib/core/j.ts',
    `async function run(): Promise<void> {\n  await Promise.resolve();\n}\nexport const a = () => {\n  run();\n};\n`,
    'nursery/noFloatingPromises',
  ],
];

/** The rules that each file breaks, according to the linter's real configuration. */
function lint(folder: string): Map<string, string[]> {
  const biome = path.join(projectFolder, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  // Biome's own report; if its format changes, rules are reported as not found.
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  const rules = new Map<string, string[]>();
  for (const { category, location } of diagnostics) {
    const file = location.path.replaceAll(path.sep, '/');
    rules.set(file, [...(rules.get(file) ?? []), category.replace(/^lint\//, '')]);
  }
  return rules;
}

describe('the linter', () => {
  let folder = '';
  let found = new Map<string, string[]>();

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'starlight-lint-'));
    for (const file of ['biome.json', 'package.json']) {
      copyFileSync(path.join(projectFolder, file), path.join(folder, file));
    }
    for (const [file, text] of SAMPLES) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    writeFileSync(path.join(folder, 'lib/core/sound.ts'), `export const a = 'sound';\n`);
    found = lint(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(SAMPLES)('refuses %s with %j under %s', (file, _, rule) => {
    expect(found.get(file)).toContain(rule);
  });

  it('reports nothing for a correct module', () => {
    expect(found.get('lib/core/sound.ts')).toBeUndefined();
  });
});
