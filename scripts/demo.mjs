// A production server on the simulated upstream: no key, no services, no setup.
import './require-node-24.mjs';
import './stop-with-npm.mjs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isBuildFresh } from './build-is-fresh.mjs';
import { projectFolder } from './suites/run-step.mjs';

const READY_LIMIT_MS = 60_000;
const DEMO_ENVIRONMENT = {
  STARLIGHT_DEMO: '1',
  // The real site's settings in .env.local would close the demo, or refuse its own page.
  STARLIGHT_CLOSED: '',
  STARLIGHT_ORIGIN: '',
  NODE_ENV: /** @type {const} */ ('production'),
  NEXT_TELEMETRY_DISABLED: '1',
};
const next = path.join(projectFolder, 'node_modules/next/dist/bin/next');
const port = portFrom(process.env['PORT']);

/** @type {import('node:child_process').ChildProcess | null} */
let running = null;
let stopping = false;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stopping = true;
    if (running === null) process.exit(0);
    running.kill(signal);
  });
}

await refuseTakenPort(port);
if (!isBuildFresh(projectFolder)) {
  console.log('Building Starlight. This only happens once.');
  const exitCode = await runNext(['build']);
  if (stopping) process.exit(0);
  if (exitCode !== 0) fail('The build failed; see its output above.');
}
await serve();

async function serve() {
  const exited = runNext(['start', '-p', String(port)]);
  const outcome = await Promise.race([exited.then(() => 'exited'), untilHealthy(port)]);
  if (outcome === 'late') {
    console.error(`The server doesn't respond on port ${port}.`);
    running?.kill('SIGTERM');
  }
  if (outcome === 'healthy') {
    console.log(
      `Starlight's demo is running at http://localhost:${port} (simulated replies, no key). Press Ctrl+C to stop.`,
    );
  }
  const exitCode = await exited;
  process.exit(stopping ? 0 : exitCode || 1);
}

/**
 * Runs Next with the demo's environment; resolves to its exit code.
 *
 * @param {string[]} args
 * @returns {Promise<number>}
 */
async function runNext(args) {
  const child = spawn(process.execPath, [next, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...DEMO_ENVIRONMENT, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  running = child;
  const [code] = await once(child, 'exit');
  running = null;
  return code ?? 1;
}

/**
 * @param {number} onPort
 * @returns {Promise<'healthy' | 'late'>}
 */
async function untilHealthy(onPort) {
  const deadline = performance.now() + READY_LIMIT_MS;
  while (performance.now() < deadline) {
    if (await answersHealth(onPort)) return 'healthy';
    await wait(100);
  }
  return 'late';
}

/** @param {number} onPort */
async function answersHealth(onPort) {
  try {
    const response = await fetch(`http://localhost:${onPort}/api/health`, {
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not listening yet, which is what this waits for.
    return false;
  }
}

/**
 * Checked before the build, which takes much longer.
 *
 * @param {number} wantedPort
 */
async function refuseTakenPort(wantedPort) {
  const server = createServer();
  try {
    // Some systems let two servers listen, one on all addresses and one on loopback; visitors would
    // then reach the other one.
    if (await somethingAnswers(wantedPort)) failTaken(wantedPort);
    await once(server.listen(wantedPort), 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'EADDRINUSE') failTaken(wantedPort);
    fail(`Port ${wantedPort} can't be used (${code}). Set PORT to another number.`);
  }
  server.close();
  await once(server, 'close');
}

/** @param {number} onPort */
async function somethingAnswers(onPort) {
  const socket = connect({ port: onPort, host: 'localhost' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/**
 * @param {number} taken
 * @returns {never}
 */
function failTaken(taken) {
  return fail(
    `Port ${taken} is in use. Stop the program that uses it, or set PORT to another number.`,
  );
}

/** @param {string | undefined} text */
function portFrom(text) {
  const number = Number(text || 3000);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  return fail('PORT must be a number from 1 to 65535.');
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
