import { sumCounts, sumLine } from './count-results.mjs';

/**
 * @typedef {import('./run-step.mjs').Counts} Counts
 * @typedef {{ name: string, ms: number, counts: Counts }} StepResult
 */

/**
 * One line per step, then the sum.
 *
 * @param {readonly StepResult[]} results
 * @returns {string}
 */
export function describeSteps(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map(({ name, ms, counts }) => {
    const seconds = `${(ms / 1000).toFixed(1)} s`.padStart(8);
    return `${markOf(counts)} ${name.padEnd(width)} ${seconds}  ${sumLine(counts)}`;
  });
  return [...lines, '', sumLine(sumCounts(results.map(({ counts }) => counts)))].join('\n');
}

/**
 * The exit code of a run: 0 only if something passed and nothing failed.
 *
 * @param {readonly StepResult[]} results
 */
export function exitCodeOf(results) {
  const { passed, failed } = sumCounts(results.map(({ counts }) => counts));
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** @param {Counts} counts */
function markOf({ passed, failed }) {
  if (failed > 0) return '✗';
  return passed > 0 ? '✓' : '–';
}
