import 'server-only';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type GitOptions = {
  folder: string;
  /** Where git is found. No other variable is handed on: the key is among them. */
  path: string | undefined;
  signal: AbortSignal;
};

/**
 * Runs git and yields the lines it prints. Ends early without an error when the loop is left.
 *
 * @throws when git is not there, was stopped, or ends with another exit code than 0
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
  // Awaited below, but the loop over its lines may be left before that.
  ended.catch(() => undefined);
  try {
    yield* createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
    const exitCode = await ended;
    if (exitCode !== 0) throw new Error('git failed');
  } finally {
    child.kill();
  }
}
