import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts `npm run doctor` in a process of its own, with only this environment. */
export function startDoctor(args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(
    process.execPath,
    ['--conditions=react-server', 'scripts/start-doctor.mjs', ...args],
    {
      cwd: root,
      env: { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', ...env },
    },
  );
}

/** Runs it to completion. */
export async function runDoctorCommand(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const child = startDoctor(args, env);
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.on('data', (chunk: Buffer) => {
      output[stream] += chunk.toString();
    });
  }
  const [exitCode] = await once(child, 'close');
  return { exitCode, ...output };
}
