// `next build`, retried once when it hits a bug in Next: now and then (4 of about 40 builds here,
// on a busy machine) its prerendering of /_global-error finds no React. The same sources then
// build; vercel/next.js#95705 and related issues report the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const next = fileURLToPath(import.meta.resolve('next/dist/bin/next'));

let { exitCode, output } = await build();
if (exitCode !== 0 && isFaultOfNext(output)) {
  console.error('This is a known intermittent bug in Next; building again.');
  ({ exitCode, output } = await build());
}
process.exitCode = exitCode;

/** @returns {Promise<{ exitCode: number, output: string }>} */
async function build() {
  const child = spawn(process.execPath, [next, ...process.argv.slice(2)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  let output = '';
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  const [code] = await once(child, 'close');
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return { exitCode: code ?? 1, output };
}

/** @param {string} output */
function isFaultOfNext(output) {
  return output.includes('/_global-error') && output.includes("(reading 'useContext')");
}
