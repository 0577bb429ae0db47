// The whole fault matrix against the built app, in minutes. Writes the table of
// docs/reliability.md. Arguments (passed to Playwright: `-g U5`) select rows; only their lines are
// then written.
import '../require-node-24.mjs';
import '../stop-with-npm.mjs';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isBuildFresh } from '../build-is-fresh.mjs';
import { countPlaywright, judgeSuite, sumCounts } from './count-results.mjs';
import { putRows, readMatrix } from './describe-matrix.mjs';
import { findChromium } from './find-chromium.mjs';
import { readReport } from './read-report.mjs';
import { describeSteps, exitCodeOf } from './report-steps.mjs';
import { projectFolder, runStep } from './run-step.mjs';
import { runTask } from './run-suite.mjs';

const RESULTS = path.join(projectFolder, 'test-results');
const DOCUMENT = path.join(projectFolder, 'docs', 'reliability.md');

const selection = process.argv.slice(2);
const build = isBuildFresh(projectFolder) ? null : await runTask('build');
const built = build === null || build.counts.failed === 0;
const results = build === null ? [] : [build];
results.push(built ? await runMatrix() : skipped());

console.log(`\n${describeSteps(results)}`);
process.exitCode = exitCodeOf(results);

/** @returns {Promise<import('./report-steps.mjs').StepResult>} */
async function runMatrix() {
  const parallel = await runProjects(['matrix', 'matrix-responses'], '--workers=2');
  // Any other work on the machine would change what these measure.
  const alone = await runProjects(['matrix-alone', 'matrix-alone-responses'], '--workers=1');
  return {
    name: 'matrix',
    ms: parallel.ms + alone.ms,
    counts: sumCounts([parallel.counts, alone.counts]),
  };
}

/**
 * Runs rows with both APIs into one report, because a row has one line for both.
 *
 * @param {readonly [string, ...string[]]} projects
 * @param {string} workers
 */
async function runProjects(projects, workers) {
  const [name] = projects;
  const reportFile = path.join(RESULTS, `${name}.json`);
  rmSync(reportFile, { force: true });
  const quoted = selection.map((argument) => `'${argument.replaceAll("'", String.raw`'\''`)}'`);
  const command = [
    'playwright test -c playwright.matrix.config.ts',
    ...projects.map((project) => `--project=${project}`),
    workers,
  ];
  // All selected rows may be in the other run.
  if (selection.length > 0) command.push('--pass-with-no-tests');
  const run = await runStep({
    name,
    command: [...command, ...quoted].join(' '),
    env: {
      STARLIGHT_CHROMIUM: findChromium({ install: true }),
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
    },
  });
  const report = readReport(reportFile);
  if (report !== null) {
    writeFileSync(DOCUMENT, putRows(readFileSync(DOCUMENT, 'utf8'), readMatrix(report)));
  }
  const counts = report === null ? null : countPlaywright(report);
  if (run.exitCode === 0 && selection.length > 0 && counts) return { ms: run.ms, counts };
  return { ms: run.ms, counts: judgeSuite(run.exitCode, counts) };
}

/** @returns {import('./report-steps.mjs').StepResult} */
function skipped() {
  return { name: 'matrix', ms: 0, counts: { passed: 0, failed: 0, skipped: 1 } };
}
