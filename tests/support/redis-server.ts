import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';

/** A real Redis, in a process of its own, that keeps nothing on disk. */
export type RedisServer = {
  url: string;
  port: number;
  child: ChildProcess;
  /** Sends one command in its inline form, and resolves with what comes back. */
  send: (command: string) => Promise<string>;
  stop: () => Promise<void>;
};

const PROGRAM = 'redis-server';

/** Whether the machine has Redis. In CI it must have, so that these tests are never left out unnoticed. */
export function hasRedisServer(): boolean {
  try {
    execFileSync(PROGRAM, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    if (process.env['CI'])
      throw new Error(`${PROGRAM} is not installed: apt-get install ${PROGRAM}`);
    console.warn(
      `${PROGRAM} is not installed, so its tests are skipped: apt-get install ${PROGRAM}`,
    );
    return false;
  }
}

/** Starts one. @param options of its command line, such as `--maxmemory 1mb` */
export async function startRedisServer(
  options: readonly string[] = [],
  wantedPort?: number,
): Promise<RedisServer> {
  const port = wantedPort ?? (await freePort());
  const folder = mkdtempSync(path.join(tmpdir(), 'starlight-redis-'));
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const child = spawn(PROGRAM, [...own, '--save', '', '--appendonly', 'no', ...options], {
    stdio: 'ignore',
  });
  const send = (command: string) => sendInline(port, command);
  await listening(send, child);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    child,
    send,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGKILL');
        await exited;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function sendInline(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.end(`${command}\r\nQUIT\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text.replace(/\+OK\r\n$/, '').trim();
}

async function listening(
  send: (command: string) => Promise<string>,
  child: ChildProcess,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await send('PING').catch(() => '');
    if (answer !== '') return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('redis-server did not start');
}
