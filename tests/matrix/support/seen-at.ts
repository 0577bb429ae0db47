import { expect, type Locator } from '@playwright/test';

const POLL_INTERVAL_MS = 20;

/**
 * Waits for an element, and returns when it appeared, in milliseconds of `performance.now()`.
 * Playwright's own waiting slows down to one check per second: too coarse for a measurement.
 */
export async function seenAt(locator: Locator, timeoutMs: number): Promise<number> {
  await expect
    .poll(() => locator.isVisible(), { intervals: [POLL_INTERVAL_MS], timeout: timeoutMs })
    .toBe(true);
  return performance.now();
}
