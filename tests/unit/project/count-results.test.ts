import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countVitest,
  judgeSuite,
  sumLine,
} from '../../../scripts/suites/count-results.mjs';
import { describeSteps, exitCodeOf } from '../../../scripts/suites/report-steps.mjs';

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });
const step = (name: string, of: ReturnType<typeof counts>) => ({ name, ms: 1200, counts: of });

describe('the counts of a suite', () => {
  it("are read from Vitest's report", () => {
    const report = { numPassedTests: 4, numFailedTests: 2, numPendingTests: 1, numTodoTests: 3 };
    expect(countVitest(report)).toEqual(counts(4, 2, 4));
  });

  it("are read from Playwright's report, where a flaky test counts as passed", () => {
    const report = { stats: { expected: 7, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(countPlaywright(report)).toEqual(counts(9, 1, 3));
  });

  it.each([
    ['a runner that wrote no report', 1, null, counts(0, 1)],
    ['a runner that reports success but wrote no report', 0, null, counts(0, 1)],
    ['a file that does not load, next to tests that pass', 1, counts(4), counts(4, 1)],
    ['a suite that ran nothing', 0, counts(0, 0, 5), counts(0, 1, 5)],
    ['counted failures', 1, counts(4, 2), counts(4, 2)],
    ['a suite that passed', 0, counts(4, 0, 1), counts(4, 0, 1)],
  ])('reflect %s', (_, exitCode, reported, judged) => {
    expect(judgeSuite(exitCode, reported)).toEqual(judged);
  });
});

describe('the end of a test run', () => {
  it('prints one line with the sum of all steps', () => {
    const text = describeSteps([step('lint', counts(1)), step('unit', counts(40, 2))]);
    expect(text.split('\n').at(-1)).toBe('41 passed, 2 failed');
  });

  it('mentions skipped tests only if there were any', () => {
    expect(sumLine(counts(3, 0, 0))).toBe('3 passed, 0 failed');
    expect(sumLine(counts(3, 0, 2))).toBe('3 passed, 0 failed, 2 skipped');
  });

  it.each([
    ['everything passed', [step('lint', counts(1)), step('unit', counts(40, 0, 2))], 0],
    ['one test failed', [step('lint', counts(1)), step('unit', counts(40, 1))], 1],
    ['nothing ran', [step('unit', counts(0, 0, 3))], 1],
    ['there were no steps', [], 1],
  ])('has the right exit code when %s', (_, steps, exitCode) => {
    expect(exitCodeOf(steps)).toBe(exitCode);
  });
});
