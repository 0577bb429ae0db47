import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppServer } from './app-server.ts';
import { freePort } from './free-port.ts';

export type DevelopmentServer = Pick<AppServer, 'url' | 'port' | 'output' | 'stop'>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const next = fileURLToPath(new URL('../../scripts/next.mjs', import.meta.url));
const READY_MS = 60_000;

/**
 * Serves the app as `npm run dev` does, with only the given environment, on a free port. Next
 * allows one such server per folder.
 */
export async function startDevelopment(
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<DevelopmentServer> {
  const port = await freePort();
  const child = spawn(process.execPath, [next, 'dev', '-p', String(port), ...args], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const url = `http://localhost:${port}`;
  const deadline = Date.now() + READY_MS;
  while (!(await isHealthy(url))) {
    if (/already running/i.test(output))
      throw new Error('Stop npm run dev first: Next allows one.');
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`next dev does not answer:\n${output}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return {
    url,
    port,
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      // Next's own child process exits with it on this signal, but not on SIGKILL.
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function isHealthy(url: string): Promise<boolean> {
  const health = await fetch(`${url}/api/health`).catch(() => null);
  return health?.ok === true;
}
