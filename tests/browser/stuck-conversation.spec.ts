import type { Page } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

const NOTICE = 'This conversation did not finish loading last time';
const REPLY = 'Some **bold** words.';

/** Names of the marks of conversations that are being rendered. */
function marksIn(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Object.keys(localStorage).filter((name) => name.startsWith('starlight.drawing.')),
  );
}

/** Runs in the page: it hangs after setting the mark that precedes the rendering of a reply. */
function hangAfterMark(): void {
  const write = Storage.prototype.setItem;
  Storage.prototype.setItem = function setItem(name, value) {
    write.call(this, name, value);
    if (!name.startsWith('starlight.drawing.')) return;
    console.log('stuck');
    for (;;);
  };
}

test('a conversation whose tab hung while rendering it opens as plain text, and can be formatted', async ({
  starlight,
  page,
  live,
  context,
}) => {
  live.upstream.respond(stream(reply(REPLY)));
  await starlight.open(live.url);
  await starlight.ask('Show me bold words.');
  await expect(starlight.replies.locator('strong')).toHaveText('bold');
  await expect.poll(() => marksIn(page)).toEqual([]);
  const url = page.url();

  const hung = await context.newPage();
  await hung.addInitScript(hangAfterMark);
  const stuck = hung.waitForEvent('console', (message) => message.text() === 'stuck');
  await hung.goto(url, { waitUntil: 'commit' });
  await stuck;
  await hung.close();

  // A person waits before giving up; the clock simulates that.
  const later = await context.newPage();
  await later.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
  });
  const opened = new StarlightPage(later);
  await opened.open(url);
  await expect(later.getByText(NOTICE)).toBeVisible();
  await expect(opened.replies).toContainText(REPLY);
  await expect(opened.replies.locator('strong')).toHaveCount(0);

  await opened.button('Show formatted replies').focus();
  await later.keyboard.press('Enter');
  await expect(opened.replies.locator('strong')).toHaveText('bold');
  // The next Tab continues in the conversation, not at the top of the page.
  await expect(later.locator(':focus').getByRole('log')).toBeVisible();
  await expect(later.getByText(NOTICE)).toBeHidden();
  await expect.poll(() => marksIn(later)).toEqual([]);
  await opened.reload();
  await expect(opened.replies.locator('strong')).toHaveText('bold');
});

test('a conversation that is reloaded while it loads opens as usual', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(stream(reply(REPLY)));
  await starlight.open(live.url);
  await starlight.ask('Show me bold words.');
  // Nothing is painted any more, so each load is interrupted while its mark is set.
  await page.addInitScript(() => {
    window.requestAnimationFrame = () => 0;
  });
  for (let load = 0; load < 3; load += 1) {
    await page.reload();
    await expect(starlight.replies.locator('strong')).toHaveText('bold');
    expect(await marksIn(page)).toHaveLength(1);
  }
  await expect(page.getByText(NOTICE)).toBeHidden();
});
