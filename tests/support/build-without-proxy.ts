import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type BuildCopy, copyBuild } from './copy-build.ts';

// The file in which Next 16 registers the proxy.
const FUNCTIONS = '.next/server/functions-config-manifest.json';
const PROXY = '/_middleware';
const PROXY_FILES = ['middleware.js', 'middleware.js.map', 'middleware.js.nft.json', 'middleware'];

/**
 * Copies the last build and removes the proxy from it, so that no code of `proxy.ts` can run.
 *
 * @throws if the proxy is not where it is expected, so that no test runs against a build that has
 *   it
 */
export function copyBuildWithoutProxy(): BuildCopy {
  const { folder, remove } = copyBuild();
  removeProxy(folder);
  return { folder, remove };
}

function removeProxy(folder: string): void {
  const file = path.join(folder, FUNCTIONS);
  const manifest: { functions: Record<string, unknown> } = JSON.parse(readFileSync(file, 'utf8'));
  const code = path.join(folder, '.next/server/middleware.js');
  if (!(PROXY in manifest.functions) || !existsSync(code)) {
    throw new Error('Next keeps the proxy of a build somewhere else now');
  }
  delete manifest.functions[PROXY];
  writeFileSync(file, JSON.stringify(manifest));
  for (const name of PROXY_FILES) {
    rmSync(path.join(folder, '.next/server', name), { recursive: true, force: true });
  }
}
