import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { cpuSecondsOfTree } from '../report/cpu.ts';

const START_LIMIT_MS = 60_000;

type ServerCommand = {
  /** Arguments of Node. */
  command: string[];
  folder: string;
  /** What is asked until it answers, whatever the status. */
  path: string;
  env: Record<string, string>;
};

export type ServerProcess = {
  origin: string;
  pid: number;
  /** From its start to its first answer: time, and CPU time. */
  startMs: number;
  startCpuSeconds: number;
  stop: () => Promise<void>;
};

/** Starts a server with only the given environment, and waits for its first answer. */
export async function startServer({
  command,
  folder,
  path,
  env,
}: ServerCommand): Promise<ServerProcess> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', process.env['BENCH_OUTPUT'] ? 'inherit' : 'ignore', 'inherit'],
  });
  const pid = child.pid ?? 0;
  const exited = once(child, 'exit');
  while (!(await answers(`${origin}${path}`))) {
    if (child.exitCode !== null || performance.now() - startedAt > START_LIMIT_MS) {
      throw new Error(`the server in ${folder} did not start`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    origin,
    pid,
    startMs: performance.now() - startedAt,
    startCpuSeconds: cpuSecondsOfTree(pid),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return true;
  } catch {
    // It does not listen yet.
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}
