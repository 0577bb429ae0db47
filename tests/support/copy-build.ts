import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const LINKED = ['next.config.mjs', 'package.json', 'node_modules', 'public', 'lib'];

export type BuildCopy = {
  /** A folder for `next start`. */
  folder: string;
  remove: () => void;
};

/** Copies the last build. */
export function copyBuild(): BuildCopy {
  const folder = mkdtempSync(path.join(tmpdir(), 'starlight-build-'));
  const cache = path.join(root, '.next/cache');
  cpSync(path.join(root, '.next'), path.join(folder, '.next'), {
    recursive: true,
    // Next links packages outside the bundle with its own relative paths.
    verbatimSymlinks: true,
    filter: (source) => source !== cache,
  });
  for (const name of LINKED) symlinkSync(path.join(root, name), path.join(folder, name));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

/**
 * Copies the last build and gives the copy another build ID and other names for its scripts, as a later
 * build has them.
 */
export function copyAsLaterBuild(): BuildCopy & { build: string } {
  const copy = copyBuild();
  const next = path.join(copy.folder, '.next');
  const oldId = readFileSync(path.join(next, 'BUILD_ID'), 'utf8');
  const build = Array.from(oldId).toReversed().join('');
  const scripts = readdirSync(path.join(next, 'static/chunks'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => name.slice(0, -'.js'.length));
  const renamed = new Map([
    [oldId, build],
    // Of the same length, because source maps count characters.
    ...scripts.map((name) => [name, Array.from(name).toReversed().join('')] as const),
  ]);
  const names = new RegExp([...renamed.keys()].join('|').replaceAll('.', '\\.'), 'g');
  const rename = (text: string) => text.replace(names, (name) => renamed.get(name) ?? name);
  for (const entry of readdirSync(next, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = readFileSync(file, 'latin1');
    const later = rename(text);
    if (later !== text) writeFileSync(file, later, 'latin1');
    if (rename(entry.name) !== entry.name) {
      renameSync(file, path.join(entry.parentPath, rename(entry.name)));
    }
  }
  renameSync(path.join(next, 'static', oldId), path.join(next, 'static', build));
  return { ...copy, build };
}
