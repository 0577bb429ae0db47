// Everything, in the order that finds a fault most cheaply. A failing step does not hide the
// results of the others; only the browser tests need the build.
import '../require-node-24.mjs';
import '../stop-with-npm.mjs';
import { findChromium } from './find-chromium.mjs';
import { describeSteps, exitCodeOf } from './report-steps.mjs';
import { runPlaywright, runTask, runVitest } from './run-suite.mjs';

console.log(`Starlight's tests on Node ${process.version}, ${process.platform} ${process.arch}`);

const results = [
  await runTask('lint'),
  await runTask('types'),
  await runTask('unused'),
  await runVitest('unit'),
  await runVitest('integration'),
];
const build = await runTask('build');
results.push(build, await runBrowserTests(build));

console.log(`\n${describeSteps(results)}`);
process.exitCode = exitCodeOf(results);

/** @param {import('./report-steps.mjs').StepResult} build */
async function runBrowserTests(build) {
  const name = 'browser';
  if (build.counts.failed > 0) {
    console.log(`\n── ${name}\nSkipped: there is no build to test.`);
    return { name, ms: 0, counts: { passed: 0, failed: 0, skipped: 1 } };
  }
  try {
    const chromium = findChromium({ install: true });
    return await runPlaywright(name, { env: { STARLIGHT_CHROMIUM: chromium } });
  } catch (error) {
    console.log(`\n── ${name}\n${error instanceof Error ? error.message : error}`);
    return { name, ms: 0, counts: { passed: 0, failed: 1, skipped: 0 } };
  }
}
