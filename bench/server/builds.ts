import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const projectFolder = path.resolve(import.meta.dirname, '../..');
export const peersFolder = path.join(import.meta.dirname, 'peers');
export const peersNext = path.resolve(import.meta.dirname, '../node_modules/next/dist/bin/next');

/** Builds the peers' app if it has not been built; Starlight's build is what `npm run build` made. */
export async function prepareBuilds(): Promise<void> {
  if (!isBuilt(projectFolder)) throw new Error('Run npm run build first.');
  if (isBuilt(peersFolder)) return;
  const child = spawn(process.execPath, [peersNext, 'build'], {
    cwd: peersFolder,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The peers could not be built.');
}

function isBuilt(folder: string): boolean {
  return existsSync(path.join(folder, '.next/BUILD_ID'));
}
