// The fast part of `npm test`: lint, types, unused code and unit tests in parallel.
import '../require-node-24.mjs';
import { describeSteps, exitCodeOf } from './report-steps.mjs';
import { runTask, runVitest } from './run-suite.mjs';

console.log(`Starlight's fast checks on Node ${process.version}`);
const results = await Promise.all([
  runTask('lint', { held: true }),
  runTask('types', { held: true }),
  runTask('unused', { held: true }),
  runVitest('unit', { held: true }),
]);
console.log(`\n${describeSteps(results)}`);
process.exitCode = exitCodeOf(results);
