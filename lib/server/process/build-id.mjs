// Plain JavaScript without `server-only`, because next.config.mjs runs it before anything is built.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Everything that a build is made of. */
export const BUILD_SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
];

const OF_A_TEST = /\.test\.tsx?$/;

/**
 * A short id of what is being built, the same on every machine that builds the same sources. Where a
 * host names its deployments (Vercel), another one of the same sources counts as another build, since
 * its settings may be other ones. It is a hash: no commit of anyone's can be read from a page.
 *
 * @param {string} projectFolder
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string} 12 characters, 0 to 9 and a to f
 */
export function buildIdOf(projectFolder, env) {
  const named = env['VERCEL_DEPLOYMENT_ID'] || env['VERCEL_GIT_COMMIT_SHA'];
  const hash = createHash('sha256');
  if (named) hash.update(named);
  else for (const source of BUILD_SOURCES) add(hash, projectFolder, source);
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 * @param {string} entry by its path within the folder, in the same words on every operating system
 * @returns {void}
 */
function add(hash, folder, entry) {
  const full = path.join(folder, entry);
  if (OF_A_TEST.test(entry) || !existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    const content = readFileSync(full);
    // With its length, so that what moves from one file to the next changes the sum.
    hash.update(`${entry}\n${content.length}\n`).update(content);
    return;
  }
  for (const name of readdirSync(full).sort()) add(hash, folder, `${entry}/${name}`);
}
