import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../../tests/support/free-port.ts';
import { projectFolder } from './build-page.ts';

const START_TIMEOUT_MS = 30_000;

export type Site = { url: string; stop: () => void };

/** Starts the built Starlight, as a demo without limits of its own. */
export async function startSite(folder = projectFolder): Promise<Site> {
  if (!existsSync(path.join(folder, '.next/BUILD_ID'))) {
    throw new Error('There is no build to measure: run `npm run build` first.');
  }
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [path.join(folder, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port)],
    {
      cwd: folder,
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_ENV: 'production',
        STARLIGHT_DEMO: '1',
        STARLIGHT_RATE_LIMIT: '10000',
        STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
      },
    },
  );
  const url = `http://localhost:${port}`;
  const giveUpAt = performance.now() + START_TIMEOUT_MS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) {
      child.kill();
      throw new Error('The built Starlight did not start.');
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, stop: () => child.kill('SIGKILL') };
}

async function isUp(url: string): Promise<boolean> {
  const response = await fetch(`${url}/api/health`).catch(() => null);
  return response?.ok === true;
}
