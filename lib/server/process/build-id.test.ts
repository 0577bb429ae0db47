import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildIdOf } from './build-id.mjs';

let folder = '';

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'starlight-build-id-'));
  write('app/page.tsx', 'page');
  write('lib/core/a.ts', 'one');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('returns the same ID for the same sources', () => {
  const id = buildIdOf(folder, {});
  expect(id).toMatch(/^[0-9a-f]{12}$/);
  expect(buildIdOf(folder, {})).toBe(id);
});

it.each([
  ['a module changed', () => write('lib/core/a.ts', 'two')],
  ['a module was added', () => write('lib/core/b.ts', '')],
  [
    'a module was renamed',
    () => {
      rmSync(path.join(folder, 'app'), { recursive: true });
      write('app/x.tsx', 'page');
    },
  ],
  ['a dependency changed', () => write('package-lock.json', '{ }')],
])('returns a different ID when %s', (_, change) => {
  const before = buildIdOf(folder, {});
  change();
  expect(buildIdOf(folder, {})).not.toBe(before);
});

it('ignores files that are not part of a build', () => {
  const before = buildIdOf(folder, {});
  write('lib/core/a.test.ts', 'test');
  write('README.md', 'words');
  expect(buildIdOf(folder, {})).toBe(before);
});

it('depends on the deployment if the host names it, without revealing the name', () => {
  const deployments = ['dpl_one', 'dpl_two'].map((VERCEL_DEPLOYMENT_ID) =>
    buildIdOf(folder, { VERCEL_DEPLOYMENT_ID }),
  );
  expect(new Set(deployments).size).toBe(2);
  const commit = 'f'.repeat(40);
  expect(buildIdOf(folder, { VERCEL_GIT_COMMIT_SHA: commit })).not.toContain('ffffff');
});
