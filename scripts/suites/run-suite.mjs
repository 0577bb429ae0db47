import { rmSync } from 'node:fs';
import path from 'node:path';
import { countPlaywright, countVitest, judgeSuite } from './count-results.mjs';
import { readReport } from './read-report.mjs';
import { commandOf, projectFolder, runStep } from './run-step.mjs';

/**
 * @typedef {import('./run-step.mjs').Counts} Counts
 * @typedef {import('./report-steps.mjs').StepResult} StepResult
 * @typedef {{ held?: boolean, env?: Record<string, string> }} Options `held`: shows all output at
 *   the end.
 */

/**
 * A step that passes or fails as a whole; it counts as one test.
 *
 * @param {string} script name in package.json
 * @param {Options} [options]
 * @returns {Promise<StepResult>}
 */
export async function runTask(script, options = {}) {
  const run = await runShown({ name: script, command: commandOf(script), ...options });
  const failed = run.exitCode === 0 ? 0 : 1;
  return { name: script, ms: run.ms, counts: { passed: 1 - failed, failed, skipped: 0 } };
}

/**
 * A Vitest project, counted test by test.
 *
 * @param {string} script name in package.json
 * @param {Options} [options]
 * @returns {Promise<StepResult>}
 */
export function runVitest(script, options = {}) {
  const report = `test-results/${script}.json`;
  const reporters = `--reporter=default --reporter=json --outputFile.json=${report}`;
  const command = `${commandOf(script)} ${reporters}`;
  return runSuite({ script, report, command, count: countVitest, ...options });
}

/**
 * The browser tests, counted test by test.
 *
 * @param {string} script name in package.json
 * @param {Options} [options]
 * @returns {Promise<StepResult>}
 */
export function runPlaywright(script, options = {}) {
  const report = 'test-results/browser.json';
  return runSuite({
    script,
    report,
    command: commandOf(script),
    count: countPlaywright,
    ...options,
  });
}

/** @param {Options & { script: string, report: string, command: string, count: (report: any) => Counts }} suite */
async function runSuite({ script, report, command, count, ...options }) {
  const file = path.join(projectFolder, report);
  rmSync(file, { force: true });
  const run = await runShown({ name: script, command, ...options });
  const counts = readReport(file);
  return {
    name: script,
    ms: run.ms,
    counts: judgeSuite(run.exitCode, counts === null ? null : count(counts)),
  };
}

/** @param {Options & { name: string, command: string }} step */
async function runShown(step) {
  const heading = `\n── ${step.name}`;
  if (!step.held) console.log(heading);
  const run = await runStep(step);
  if (step.held) console.log(`${heading}\n${run.output.trimEnd()}`);
  return run;
}
