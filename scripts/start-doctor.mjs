// Must parse on old runtimes, and runs before anything is installed, to say what is missing.
import { existsSync } from 'node:fs';

const EXIT_CANNOT_RUN = 2;
const installed = new URL('../node_modules/@next/env/package.json', import.meta.url);

if (existsSync(installed)) {
  await import('./require-node-24.mjs');
  await import('./doctor.ts');
} else {
  const verdict =
    "The doctor can't run. Run npm ci first; it installs what the doctor needs, including Node 24.";
  if (process.argv.includes('--json'))
    console.log(JSON.stringify({ ok: false, verdict, checks: [] }));
  else console.error(verdict);
  process.exitCode = EXIT_CANNOT_RUN;
}
