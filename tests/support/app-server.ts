import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const next = fileURLToPath(new URL('../../node_modules/next/dist/bin/next', import.meta.url));

export type AppServer = {
  url: string;
  port: number;
  /** The server's own process, with a channel for messages (`process.send`). */
  child: ChildProcess;
  /** Everything the server has printed. */
  output: () => string;
  stop: () => Promise<void>;
};

type AppOptions = {
  /** A free one by default. */
  port?: number;
  /** How many files and sockets the process may have open (`ulimit -n`). */
  maxOpenFiles?: number;
  /** The folder of the build; the project's by default. */
  folder?: string;
};

/** Serves the built app in a process of its own, with only the given environment. */
export async function startApp(
  env: Record<string, string>,
  { port: wantedPort, maxOpenFiles, folder = root }: AppOptions = {},
): Promise<AppServer> {
  const port = wantedPort ?? (await freePort());
  const serve = [process.execPath, next, 'start', '-p', String(port)];
  // `exec`, so that the shell becomes the server and its pid is the server's.
  const limited = ['sh', '-c', `ulimit -n ${maxOpenFiles}; exec "$@"`, 'sh', ...serve];
  const [command = '', ...args] = maxOpenFiles === undefined ? serve : limited;
  const child = spawn(command, args, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const url = `http://localhost:${port}`;
  await answering(url, child, () => output);
  return { url, port, child, output: () => output, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the app did not start:\n${output()}`);
    const health = await fetch(`${url}/api/health`).catch(() => null);
    if (health?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the app does not answer at ${url}:\n${output()}`);
}
