import { expect, type Locator } from '@playwright/test';

const LOOK_EACH_MS = 20;

/**
 * Waits for an element, and tells when it was there, in milliseconds of `performance.now()`.
 * Playwright's own waiting looks once a second in the end: too coarse for a figure.
 */
export async function seenAt(locator: Locator, timeoutMs: number): Promise<number> {
  await expect
    .poll(() => locator.isVisible(), { intervals: [LOOK_EACH_MS], timeout: timeoutMs })
    .toBe(true);
  return performance.now();
}
