/**
 * @typedef {import('./run-step.mjs').Counts} Counts
 */

/**
 * The tests in a Vitest JSON report.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The tests in a Playwright JSON report. A test that passed only on a retry counts as passed;
 * Playwright lists it as flaky.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected + flaky, failed: unexpected, skipped };
}

/**
 * The result of a suite. A suite that failed without naming a failed test (a file that does not
 * load, an error outside any test, no report at all) has one failure, and so does one that ran
 * nothing.
 *
 * @param {number} exitCode
 * @param {Counts | null} counts null if there is no report
 * @returns {Counts}
 */
export function judgeSuite(exitCode, counts) {
  const counted = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const silentFailure = counted.failed === 0 && (exitCode !== 0 || counted.passed === 0);
  return silentFailure ? { ...counted, failed: 1 } : counted;
}

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  return all.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * The last line of a run: `412 passed, 0 failed`, with `, 3 skipped` if there were any.
 *
 * @param {Counts} counts
 */
export function sumLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
