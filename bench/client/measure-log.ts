import type { BrowserContext, Page } from '@playwright/test';
import { type Figures, quantile } from './figures.ts';
import { restore, type Seeded } from './seed-site.ts';
import { traceTasks } from './trace-tasks.ts';

const KEYS = 40;
const KEY_PAUSE_MS = 35;
/** How long a pointer is on a row before it is pressed, about. */
const POINTER_MS = 300;
const SCROLLED_FRAMES = 120;
const SCROLL_STEP_PX = 150;

type Place = { context: BrowserContext; url: string; figures: Figures };

export const fieldOf = (page: Page) => page.getByRole('textbox', { name: 'Message', exact: true });

/** What a page without a conversation costs, with the list of all of them. */
export async function measureEmpty({ context, url, figures }: Place): Promise<void> {
  const page = await context.newPage();
  const longestTask = await traceTasks(page);
  await page.goto(url);
  await page
    .getByRole('link', { name: /^Messages: / })
    .first()
    .waitFor();
  await page.waitForTimeout(2000);
  figures.add('longest task', 'empty', await longestTask());
  figures.add('elements', 'empty', await page.evaluate(countElements));
  figures.add('key to paint', 'empty', await keyToPaint(page));
  await page.close();
}

/** Opening, typing, scrolling and streaming in a conversation of one size. */
export async function measureSize(
  { context, url, figures }: Place,
  { size, seeded }: { size: number; seeded: Seeded },
): Promise<void> {
  const who = String(size);
  const page = await context.newPage();
  const longestTask = await traceTasks(page);
  await page.goto(`${url}/?chat=${seeded.conversation.id}`, { waitUntil: 'commit' });
  figures.add('opening', who, await page.evaluate((id) => window.watch.painted(id), seeded.lastId));
  await page.waitForTimeout(2500);
  figures.add('longest task', who, await longestTask());
  figures.add('elements', who, await page.evaluate(countElements));
  figures.add('key to paint', who, await keyToPaint(page));
  const frames = await page.evaluate(
    async ([count, step]) => {
      const frame = document.querySelector('[role=log]')?.parentElement;
      return window.watch.frames(count, () => frame?.scrollBy(0, -step));
    },
    [SCROLLED_FRAMES, SCROLL_STEP_PX] as const,
  );
  figures.add('scrolled frame', who, quantile(frames, 0.95));
  await page.evaluate(() => {
    window.watch.feed = { text: 'some more words of it '.repeat(2000), piece: 22, perSecond: 50 };
  });
  await fieldOf(page).fill('Go on');
  await fieldOf(page).press('Enter');
  await page.getByRole('article', { name: 'Reply' }).last().getByText('some more words').waitFor();
  await page.waitForTimeout(1000);
  figures.add('key to paint, streaming', who, await keyToPaint(page));
  await page.keyboard.press('Escape');
  await page.waitForTimeout(500);
  await page.close();
  await restore(context, url, seeded);
}

/**
 * From one conversation to another in the same page: the first time, when it was open before, and the first time
 * by a pointer that has been on its row, as before every click of a mouse.
 */
export async function measureSwitching(
  { context, url, figures }: Place,
  [small, large]: readonly [Seeded, Seeded],
): Promise<void> {
  for (const [first, pointerMs] of [
    ['first', 0],
    ['first, by pointer', POINTER_MS],
  ] as const) {
    for (const [who, from, to] of [
      ['large', small, large],
      ['small', large, small],
    ] as const) {
      const page = await context.newPage();
      await page.goto(`${url}/?chat=${from.conversation.id}`);
      await page.evaluate((id) => window.watch.painted(id), from.lastId);
      await page.waitForTimeout(2500);
      figures.add(`switching, ${first}`, who, await switchTo(page, to, pointerMs));
      if (pointerMs === 0) {
        await switchTo(page, from, 0);
        figures.add('switching, again', who, await switchTo(page, to, 0));
      }
      await page.close();
    }
  }
}

/** The time from the click to the paint of the last message, in ms. */
async function switchTo(
  page: Page,
  { conversation, lastId }: Seeded,
  pointerMs: number,
): Promise<number> {
  const link = page.locator(`nav a[href="?chat=${conversation.id}"]`);
  const painted = link.evaluate(
    (element, id) =>
      new Promise<number>((done) => {
        const onClick = async () => {
          const clickedAt = performance.now();
          done((await window.watch.painted(id)) - clickedAt);
        };
        element.addEventListener('click', () => void onClick(), { capture: true, once: true });
      }),
    lastId,
  );
  if (pointerMs > 0) {
    await link.hover();
    await page.waitForTimeout(pointerMs);
    await link.click();
  } else await link.evaluate((element: HTMLElement) => element.click());
  const ms = await painted;
  await page.waitForTimeout(1000);
  return ms;
}

/** The 95th percentile, in ms, of the time from a key press to the paint that shows it. */
async function keyToPaint(page: Page): Promise<number> {
  await fieldOf(page).focus();
  await page.evaluate(() => {
    window.watch.keys.length = 0;
  });
  for (let index = 0; index < KEYS; index += 1) {
    await page.keyboard.press('a');
    await page.waitForTimeout(KEY_PAUSE_MS);
  }
  await page.waitForTimeout(300);
  return quantile(await page.evaluate(() => window.watch.keys), 0.95);
}

function countElements(): number {
  return document.querySelectorAll('*').length;
}
