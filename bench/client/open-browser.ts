import { existsSync } from 'node:fs';
import {
  type Browser,
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
} from '@playwright/test';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const VIEWPORT = { width: 1280, height: 800 };

export async function openBrowser(): Promise<Browser> {
  const own = process.env['STARLIGHT_CHROMIUM'] ?? SYSTEM_CHROMIUM;
  return chromium.launch({
    ...(existsSync(own) && { executablePath: own }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
}

export function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: VIEWPORT });
}

/** Reads what the page's main thread has used of a processor. */
export type Meter = { session: CDPSession; cpuMs: () => Promise<number> };

export async function meterOf(page: Page): Promise<Meter> {
  const session = await page.context().newCDPSession(page);
  // The thread's own time, which what else the machine does doesn't change.
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  return {
    session,
    async cpuMs() {
      const { metrics } = await session.send('Performance.getMetrics');
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000;
    },
  };
}
