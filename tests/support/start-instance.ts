import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { fieldOf } from '#lib/core/json/field-of.ts';

/** One instance of Starlight's handlers, in a process of its own that can be killed. */
export type Instance = {
  /** `http://127.0.0.1:<port>` */
  origin: string;
  child: ChildProcess;
  /** Everything it has printed. */
  output: () => string;
  /** Sends a request as this site's page does. */
  post: (path: string, body: unknown, init?: RequestInit) => Promise<Response>;
  kill: () => Promise<void>;
};

const program = fileURLToPath(new URL('instance-program.ts', import.meta.url));

/** Starts one with only the given environment. */
export async function startInstance(env: Record<string, string>): Promise<Instance> {
  const child = spawn(process.execPath, ['--conditions=react-server', program], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const take = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout?.on('data', take);
  child.stderr?.on('data', take);
  const ready = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const origin = fieldOf(ready[0], 'origin');
  if (typeof origin !== 'string') throw new Error(`the instance did not start:\n${output}`);
  return {
    origin,
    child,
    output: () => output,
    post: (path, body, init = {}) =>
      fetch(origin + path, {
        method: 'POST',
        body: JSON.stringify(body),
        ...init,
        headers: { 'content-type': 'application/json', origin, ...init.headers },
      }),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
