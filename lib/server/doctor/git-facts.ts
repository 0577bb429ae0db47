import 'server-only';
import type { GitFacts } from '#lib/core/doctor/doctor-facts.ts';
import { findKeyPrefix } from '#lib/core/key/key-prefixes.ts';
import { MIN_SECRET_LENGTH } from '../upstream/secrets/secret-part-of.ts';
import { type GitOptions, runGit } from './run-git.ts';

const HISTORY_MS = 6000;
const ENV_FILES = [
  '.env',
  '.env.local',
  '.env.production',
  '.env.production.local',
  '.env.development',
  '.env.development.local',
];

type Secret = { key: string | undefined; holdsKey: (text: string) => boolean };

/** What git knows about env files and the key. Null outside a work tree, or without git. */
export async function readGitFacts(options: GitOptions, secret: Secret): Promise<GitFacts | null> {
  try {
    const [inside] = await linesOf(['rev-parse', '--is-inside-work-tree'], options);
    if (inside !== 'true') return null;
  } catch {
    // No git, or no repository.
    return null;
  }
  const present = await linesOf(['ls-files', '--others', '--', ...ENV_FILES], options);
  const unignored = await linesOf(
    ['ls-files', '--others', '--exclude-standard', '--', ...ENV_FILES],
    options,
  );
  return {
    trackedFiles: await linesOf(['ls-files', '--', ...ENV_FILES], options),
    unignoredFiles: present.filter((file) => unignored.includes(file)),
    ...(await searchHistory(options, secret)),
  };
}

/**
 * Searches the commits that touch a line with the key's public prefix. The key itself is not passed to
 * git, because every user of the machine could read its arguments.
 */
async function searchHistory(
  options: GitOptions,
  { key, holdsKey }: Secret,
): Promise<Pick<GitFacts, 'keyInHistory' | 'historyRead'>> {
  const secretText = key?.trim() ?? '';
  if (secretText.length < MIN_SECRET_LENGTH) return { keyInHistory: null, historyRead: true };
  const pattern = findKeyPrefix(secretText) ?? 'API_KEY';
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(HISTORY_MS)]);
  const log = runGit(
    [
      'log',
      '--all',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '-p',
      '--format=commit %h',
      '-G',
      pattern,
    ],
    { ...options, signal },
  );
  let commit = '';
  let file = '';
  try {
    for await (const line of log) {
      commit = /^commit ([0-9a-f]{4,40})$/.exec(line)?.[1] ?? commit;
      file = /^(?:\+\+\+ b|--- a)\/(.*)$/.exec(line)?.[1] ?? file;
      if (!line.includes(secretText)) continue;
      const isSafe = /^[\w./@ +-]{1,120}$/.test(file) && !holdsKey(file);
      return { keyInHistory: { commit, file: isSafe ? file : 'a file' }, historyRead: true };
    }
    return { keyInHistory: null, historyRead: true };
  } catch (error) {
    if (options.signal.aborted) throw error;
    // Out of time, or a damaged history: the part that was read contained no key.
    return { keyInHistory: null, historyRead: false };
  }
}

async function linesOf(args: readonly string[], options: GitOptions): Promise<string[]> {
  return await Array.fromAsync(runGit(args, options));
}
