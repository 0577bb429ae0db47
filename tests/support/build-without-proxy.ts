import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const LINKED = ['next.config.mjs', 'package.json', 'node_modules', 'public', 'lib'];
// The file in which Next 16 registers the proxy.
const FUNCTIONS = '.next/server/functions-config-manifest.json';
const PROXY = '/_middleware';
const PROXY_FILES = ['middleware.js', 'middleware.js.map', 'middleware.js.nft.json', 'middleware'];

export type BuildCopy = {
  /** A folder for `next start`. */
  folder: string;
  remove: () => void;
};

/**
 * Copies the last build and removes the proxy from it, so that no code of `proxy.ts` can run.
 *
 * @throws if the proxy is not where it is expected, so that no test runs against a build that has
 *   it
 */
export function copyBuildWithoutProxy(): BuildCopy {
  const folder = mkdtempSync(path.join(tmpdir(), 'starlight-without-proxy-'));
  const cache = path.join(root, '.next/cache');
  cpSync(path.join(root, '.next'), path.join(folder, '.next'), {
    recursive: true,
    // Next links packages outside the bundle with its own relative paths.
    verbatimSymlinks: true,
    filter: (source) => source !== cache,
  });
  for (const name of LINKED) symlinkSync(path.join(root, name), path.join(folder, name));
  removeProxy(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
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
