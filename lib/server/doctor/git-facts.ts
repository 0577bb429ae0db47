import 'server-only';
import type { GitFacts } from '#lib/core/doctor/doctor-facts.ts';
import { findKeyPrefix } from '#lib/core/key/key-prefixes.ts';
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
// Shorter values are words that stand in any history.
const SHORTEST_SECRET = 20;

type Secret = { key: string | undefined; holdsKey: (text: string) => boolean };

/** What git knows of env files and of the key. Null outside of a work tree, or without git. */
export async function readGitFacts(options: GitOptions, secret: Secret): Promise<GitFacts | null> {
  try {
    const [inside] = await linesOf(['rev-parse', '--is-inside-work-tree'], options);
    if (inside !== 'true') return null;
  } catch {
    // No git here, or no repository: nothing to say about either.
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

/** Of the commits that touch a line with the key's public prefix; the key itself is no argument, which every user of the machine could read. */
async function searchHistory(
  options: GitOptions,
  { key, holdsKey }: Secret,
): Promise<Pick<GitFacts, 'keyInHistory' | 'historyRead'>> {
  const wanted = key?.trim() ?? '';
  if (wanted.length < SHORTEST_SECRET) return { keyInHistory: null, historyRead: true };
  const around = findKeyPrefix(wanted) ?? 'API_KEY';
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
      around,
    ],
    { ...options, signal },
  );
  let commit = '';
  let file = '';
  try {
    for await (const line of log) {
      commit = /^commit ([0-9a-f]{4,40})$/.exec(line)?.[1] ?? commit;
      file = /^(?:\+\+\+ b|--- a)\/(.*)$/.exec(line)?.[1] ?? file;
      if (!line.includes(wanted)) continue;
      const isSafe = /^[\w./@ +-]{1,120}$/.test(file) && !holdsKey(file);
      return { keyInHistory: { commit, file: isSafe ? file : 'a file' }, historyRead: true };
    }
    return { keyInHistory: null, historyRead: true };
  } catch (error) {
    if (options.signal.aborted) throw error;
    // Out of time, or a damaged history: what was read held no key.
    return { keyInHistory: null, historyRead: false };
  }
}

async function linesOf(args: readonly string[], options: GitOptions): Promise<string[]> {
  return await Array.fromAsync(runGit(args, options));
}
