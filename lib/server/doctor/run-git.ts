import 'server-only';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type GitOptions = {
  folder: string;
  /** The PATH for git. No other variable is passed on, since the key is one of them. */
  path: string | undefined;
  signal: AbortSignal;
};

/**
 * Runs git and yields the lines it prints. Stops git without an error when the consumer stops early.
 *
 * @throws if git is missing, was stopped, or exits with a code other than 0
 */
export async function* runGit(
  args: readonly string[],
  { folder, path, signal }: GitOptions,
): AsyncGenerator<string, void> {
  const child = spawn('git', ['--no-optional-locks', '-c', 'core.quotePath=false', ...args], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      ...(path !== undefined && { PATH: path }),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
    signal,
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Awaited below, unless the consumer stops before that.
  ended.catch(() => undefined);
  try {
    yield* createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
    const exitCode = await ended;
    if (exitCode !== 0) throw new Error('git failed');
  } finally {
    child.kill();
  }
}
