import type { BrowserContext } from '@playwright/test';
import { type Figures, quantile } from './figures.ts';
import { fieldOf } from './measure-log.ts';
import { meterOf } from './open-browser.ts';
import { replyOfLength } from './reply-texts.ts';
import { traceTasks } from './trace-tasks.ts';

/** A fast model: about six tokens in a piece, a hundred of them in a second. */
const FEED = { piece: 24, perSecond: 100 };
const CHARACTERS_PER_TOKEN = 4;

type Live = { tokens: number; who: string; throttle?: number };

/** Has the whole page receive a reply over its own connection, as fast as a model is. */
export async function measureLive(
  { context, url, figures }: { context: BrowserContext; url: string; figures: Figures },
  { tokens, who, throttle = 1 }: Live,
): Promise<void> {
  const text = replyOfLength('prose', tokens * CHARACTERS_PER_TOKEN);
  const page = await context.newPage();
  await page.goto(url);
  await fieldOf(page).waitFor();
  // What is loaded while the page is idle.
  await page.waitForTimeout(2500);
  const meter = await meterOf(page);
  await meter.session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.evaluate(
    (feed) => {
      window.watch.feed = feed;
    },
    { text, ...FEED },
  );
  await fieldOf(page).fill('Explain it');
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.watch.shift = 0;
  });
  const longestTask = await traceTasks(page);
  const before = await meter.cpuMs();
  await fieldOf(page).press('Enter');
  const seconds = text.length / FEED.piece / FEED.perSecond;
  const frames = await page.evaluate(
    (count) => window.watch.frames(count),
    Math.floor(seconds * 60),
  );
  await page.getByRole('button', { name: 'Copy reply' }).waitFor({ timeout: 120_000 });
  await page.waitForTimeout(500);
  const what = `live ${tokens / 1000}k${throttle > 1 ? `, ${throttle}× slower` : ''}`;
  figures.add(`${what} cpu`, who, (await meter.cpuMs()) - before);
  figures.add(`${what} p95 frame`, who, quantile(frames, 0.95));
  figures.add(`${what} longest task`, who, await longestTask());
  figures.add(`${what} shift`, who, await page.evaluate(() => window.watch.shift));
  await page.close();
}
