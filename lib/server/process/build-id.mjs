// Plain JavaScript without `server-only`, because next.config.mjs runs it before anything is built.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** All sources of a build. */
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

const TEST_FILE = /\.test\.tsx?$/;

/**
 * A short ID of the build, the same on every machine that builds the same sources. If the host names
 * its deployments (Vercel), another deployment of the same sources counts as another build, since its
 * settings may differ. It is a hash, so that a page does not reveal the commit.
 *
 * @param {string} projectFolder
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string} 12 characters, 0 to 9 and a to f
 */
export function buildIdOf(projectFolder, env) {
  const deployment = env['VERCEL_DEPLOYMENT_ID'] || env['VERCEL_GIT_COMMIT_SHA'];
  const hash = createHash('sha256');
  if (deployment) hash.update(deployment);
  else for (const source of BUILD_SOURCES) add(hash, projectFolder, source);
  return hash.digest('hex').slice(0, 12);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 * @param {string} entry its path within the folder, the same on every operating system
 * @returns {void}
 */
function add(hash, folder, entry) {
  const full = path.join(folder, entry);
  if (TEST_FILE.test(entry) || !existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    const content = readFileSync(full);
    // Includes the length, so that moving text from one file to the next changes the hash.
    hash.update(`${entry}\n${content.length}\n`).update(content);
    return;
  }
  for (const name of readdirSync(full).sort()) add(hash, folder, `${entry}/${name}`);
}
