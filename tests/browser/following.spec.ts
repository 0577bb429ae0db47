import type { Page } from '@playwright/test';
import { expect, test } from './starlight-page.ts';
import { putConversation } from './stored-records.ts';

const TEXTS = Array.from({ length: 40 }, (_, index) => `Text ${index}\n\nand more`);

const gapToEnd = (page: Page) =>
  page.getByRole('log').evaluate((log) => {
    const frame = log.parentElement;
    return frame ? frame.scrollHeight - frame.scrollTop - frame.clientHeight : Number.NaN;
  });

test.beforeEach(async ({ starlight, page, demo }) => {
  await starlight.open(demo.url);
  await starlight.ask('hello');
  await starlight.open(`${demo.url}/?chat=${await putConversation(page, TEXTS)}`);
  await expect(starlight.replies.last()).toBeVisible();
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
});

test('the end stays in view while the window and the field change their size', async ({
  starlight,
  page,
}) => {
  const jump = starlight.button('Jump to latest');
  for (const height of [455, 800, 400, 1000]) {
    await page.setViewportSize({ width: 1280, height });
    await expect.poll(() => gapToEnd(page), { message: `at ${height} px` }).toBeLessThan(3);
  }
  await starlight.composer.fill('a line\n'.repeat(20));
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
  await starlight.composer.fill('');
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
  await expect(jump).toBeHidden();
  // It still follows.
  await starlight.ask('hello');
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
});

test('the end stays in view while a keyboard slides in and out on a slow phone', async ({
  starlight,
  page,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  for (let times = 0; times < 8; times += 1) {
    for (const height of [700, 560, 400, 560, 700, 800, 400])
      await page.setViewportSize({ width: 1280, height });
    await expect.poll(() => gapToEnd(page), { message: `${times}` }).toBeLessThan(3);
  }
  await expect(starlight.button('Jump to latest')).toBeHidden();
});

test('a reader who has scrolled up stays there, and is offered the way back', async ({
  starlight,
  page,
}) => {
  const jump = starlight.button('Jump to latest');
  await starlight.log.hover();
  await page.mouse.wheel(0, -40);
  await expect.poll(() => gapToEnd(page)).toBeGreaterThan(20);
  await expect(jump).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 455 });
  await expect(jump).toBeVisible();
  expect(await gapToEnd(page)).toBeGreaterThan(300);
  // Once everything fits, there is nowhere to jump to.
  await page.setViewportSize({ width: 1280, height: 6000 });
  await expect(jump).toBeHidden();
});

test('a conversation opens where it was left in this tab, and at its end otherwise', async ({
  starlight,
  page,
}) => {
  const text = starlight.log.getByText('Text 20');
  const left = page.url();
  await text.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await expect(starlight.button('Jump to latest')).toBeVisible();
  const place = await text.boundingBox();
  const kept = () =>
    page.evaluate(() => Object.values(sessionStorage).some((text) => text.includes('messageId')));
  await expect.poll(kept).toBe(true);
  const isBack = async () => {
    const now = await text.boundingBox();
    return Math.abs((now?.y ?? Number.NaN) - (place?.y ?? Number.NaN)) < 3;
  };
  await starlight.reload();
  await expect.poll(isBack).toBe(true);
  await starlight.conversation('hello').click();
  await expect(starlight.questions).toHaveText('hello');
  await page.goBack();
  expect(page.url()).toBe(left);
  await expect.poll(isBack).toBe(true);
  await expect(starlight.button('Jump to latest')).toBeVisible();
  await starlight.button('Jump to latest').click();
  await expect.poll(kept).toBe(false);
  await starlight.reload();
  await expect(starlight.replies.last()).toBeVisible();
  await expect.poll(() => gapToEnd(page)).toBeLessThan(3);
});

test('what a reader opens in the last reply stays where it is', async ({
  starlight,
  page,
  demo,
}) => {
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`).join('\n');
  const folded = `<details>\n<summary>More</summary>\n\n${lines.replaceAll('\n', '\n\n')}\n\n</details>`;
  const last = `${folded}\n\n\`\`\`\n${lines}\n\`\`\``;
  await starlight.open(
    `${demo.url}/?chat=${await putConversation(page, [...TEXTS, 'Question', last])}`,
  );
  for (const opens of [
    page.getByRole('button', { name: 'Show all 200 lines' }),
    starlight.log.getByText('More', { exact: true }),
  ]) {
    await opens.click();
    await page.waitForTimeout(300);
    expect(await gapToEnd(page)).toBeGreaterThan(500);
  }
});
