import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser } from '@playwright/test';
import { isObject } from '../../lib/core/json/is-object.ts';
import type { BenchOptions, Section } from '../report/section.ts';
import { buildPage } from './build-page.ts';
import { describeClient } from './describe-client.ts';
import { Figures } from './figures.ts';
import { measureLive } from './measure-live.ts';
import { measureEmpty, measureSize, measureSwitching } from './measure-log.ts';
import { CONTESTANTS, measureReply, REPLY_TASKS } from './measure-replies.ts';
import { openBrowser, openContext } from './open-browser.ts';
import { seedSite } from './seed-site.ts';
import { startSite } from './start-site.ts';
import { watchPages } from './watch-page.ts';

/** In messages. */
const SIZES = [30, 300, 1000, 3000, 10_000];
const OTHERS = 2000;
const LIVE = [
  { tokens: 4000, throttle: 1 },
  { tokens: 4000, throttle: 6 },
  { tokens: 20_000, throttle: 1 },
];

/**
 * Measures the page in Chromium: replies beside what else draws them, and the built Starlight with long
 * conversations. One part alone: `STARLIGHT_BENCH=replies`, `log` or `live`.
 */
export async function run({ rounds, quick }: BenchOptions): Promise<Section> {
  const only = process.env['STARLIGHT_BENCH'];
  const figures = new Figures();
  const sizes = quick ? [30, 1000] : SIZES;
  const browser = await openBrowser();
  try {
    if (!only || only === 'replies') await measureReplies(browser, { rounds, quick, figures });
    if (!only || only === 'live') await measureLives(browser, { rounds, quick, figures });
    if (!only || only === 'log') await measureLogs(browser, { rounds, sizes, figures });
  } finally {
    await browser.close();
  }
  return describeClient(figures, sizes);
}

type Part = { rounds: number; quick: boolean; figures: Figures };

async function measureReplies(browser: Browser, { rounds, quick, figures }: Part): Promise<void> {
  const html = await buildPage();
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (!isObject(address)) throw new Error('The page has no port.');
  const url = `http://localhost:${address.port}/`;
  const tasks = quick ? REPLY_TASKS.slice(0, 3) : REPLY_TASKS;
  for (let round = 0; round < rounds; round += 1) {
    for (const task of tasks) {
      for (const who of CONTESTANTS) await measureReply(browser, url, { who, task, figures });
    }
  }
  server.close();
}

async function measureLives(browser: Browser, { rounds, quick, figures }: Part): Promise<void> {
  const site = await startSite();
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { tokens, throttle } of quick ? LIVE.slice(0, 1) : LIVE) {
        const context = await openContext(browser);
        await watchPages(context);
        await measureLive(
          { context, url: site.url, figures },
          { tokens, who: 'Starlight', throttle },
        );
        await context.close();
      }
    }
  } finally {
    site.stop();
  }
}

async function measureLogs(
  browser: Browser,
  { rounds, sizes, figures }: { rounds: number; sizes: readonly number[]; figures: Figures },
): Promise<void> {
  const site = await startSite();
  try {
    const context = await openContext(browser);
    await watchPages(context);
    const place = { context, url: site.url, figures };
    const seeded = await seedSite(context, site.url, { sizes, others: OTHERS });
    const [smallest, largest] = [seeded.get(sizes[0] ?? 0), seeded.get(sizes.at(-1) ?? 0)];
    for (let round = 0; round < rounds; round += 1) {
      await measureEmpty(place);
      for (const [size, one] of seeded) await measureSize(place, { size, seeded: one });
      if (smallest && largest) await measureSwitching(place, [smallest, largest]);
    }
  } finally {
    site.stop();
  }
}
