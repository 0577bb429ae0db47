import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { projectFolder } from './source-files.ts';

async function runDemo(port: string) {
  const child = spawn(process.execPath, [path.join(projectFolder, 'scripts/demo.mjs')], {
    env: { ...process.env, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, exitCode };
}

describe('npm run demo', () => {
  it.each(['127.0.0.1', '0.0.0.0'])(
    'exits at once with a plain sentence when its port is taken on %s',
    async (host) => {
      const holder = createServer().listen(0, host);
      await once(holder, 'listening');
      const address = holder.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      const { stdout, stderr, exitCode } = await runDemo(String(address.port));
      holder.close();
      expect(exitCode).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toBe(
        `Port ${address.port} is in use. Stop the program that uses it, or set PORT to another number.\n`,
      );
    },
  );

  it.each(['abc', '0', '65536', '30.5'])('refuses %s as a port', async (port) => {
    const { stderr, exitCode } = await runDemo(port);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('PORT must be a number from 1 to 65535.\n');
  });
});
