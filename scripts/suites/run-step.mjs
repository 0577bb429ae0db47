import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';

/** The project's folder, wherever the script was started from. */
export const projectFolder = path.resolve(import.meta.dirname, '../..');

const configVariables = /^(OPENAI_|STARLIGHT_|NEXT_PUBLIC_|REDIS_URL$|NODE_ENV$)/;

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, exitCode: number, ms: number, output: string }} StepRun
 */

/**
 * The command that `npm run <script>` runs, so that package.json is its only source.
 *
 * @param {string} script
 * @returns {string}
 */
export function commandOf(script) {
  const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  return scripts[script];
}

/**
 * Runs a command as npm would, and never throws: a command that cannot start has an exit code too.
 *
 * @param {{ name: string, command: string, env?: Record<string, string>, held?: boolean }} step
 *   `held`: the output is collected and returned instead of shown as it arrives.
 * @returns {Promise<StepRun>}
 */
export function runStep({ name, command, env = {}, held = false }) {
  const started = performance.now();
  /** @type {PromiseWithResolvers<StepRun>} */
  const { promise, resolve } = Promise.withResolvers();
  const output = held ? 'pipe' : 'inherit';
  /** @type {import('node:child_process').ChildProcess} */
  const child = spawn(command, {
    shell: true,
    cwd: projectFolder,
    env: { ...stepEnvironment(process.env, held && process.stdout.isTTY), ...env },
    stdio: ['ignore', output, output],
  });
  let heldOutput = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    heldOutput += chunk;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const finish = (/** @type {number} */ exitCode) =>
    resolve({ name, exitCode, ms: performance.now() - started, output: heldOutput });
  child.on('error', (error) => {
    heldOutput += `${error.message}\n`;
    finish(127);
  });
  child.on('close', (code, signal) => finish(code ?? 128 + signalNumber(signal)));
  return promise;
}

/**
 * The environment a step inherits, without the developer's key and settings: otherwise the result
 * would depend on the machine, and a test could reach the real upstream.
 *
 * @param {NodeJS.ProcessEnv} inherited
 * @param {boolean | undefined} withColor
 * @returns {NodeJS.ProcessEnv}
 */
export function stepEnvironment(inherited, withColor) {
  const searchPath = [path.join(projectFolder, 'node_modules', '.bin'), inherited['PATH'] ?? ''];
  const environment = { ...inherited };
  for (const name of Object.keys(environment)) {
    if (configVariables.test(name) && name !== 'STARLIGHT_CHROMIUM') delete environment[name];
  }
  environment['PATH'] = searchPath.join(path.delimiter);
  environment['NEXT_TELEMETRY_DISABLED'] = '1';
  if (withColor) environment['FORCE_COLOR'] = '1';
  return environment;
}

/** @param {NodeJS.Signals | null} signal */
function signalNumber(signal) {
  return signal ? (constants.signals[signal] ?? 0) : 0;
}
