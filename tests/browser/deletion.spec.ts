import type { Page } from '@playwright/test';
import { expect, StarlightPage, test } from './starlight-page.ts';
import { readRaw } from './stored-records.ts';

const undoIn = (page: Page) => page.getByRole('button', { name: 'Undo' });
const messageCount = async (page: Page) => (await readRaw(page, 'messages')).records.length;

test.describe('a deleted conversation', () => {
  test.beforeEach(async ({ starlight, page, live }) => {
    await starlight.open(live.url);
    await starlight.ask('A question');
    await expect(starlight.button('New chat')).toHaveAttribute('title', /Alt/);
    await page.keyboard.press('Alt+Shift+X');
    await expect(starlight.conversations).toHaveCount(0);
    await expect(page.getByText('Deleted')).toBeVisible();
  });

  test('can be restored in every tab', async ({ starlight, page, context, live }) => {
    const other = new StarlightPage(await context.newPage());
    await other.open(live.url);
    await expect(other.conversations).toHaveCount(0);
    await undoIn(other.page).click();
    await expect(other.conversations).toHaveCount(1);
    await expect(undoIn(page)).toBeHidden();
    await expect(starlight.conversations).toHaveCount(1);
    await starlight.conversations.getByText('A question').click();
    await expect(starlight.replies).toContainText('An answer.');
  });

  test('is restored with the keyboard, where it was open', async ({ starlight, page }) => {
    await page.keyboard.press('Alt+Shift+Z');
    await expect(starlight.questions).toHaveText('A question');
    await expect(starlight.conversations).toHaveCount(1);
  });

  test('is erased after ten seconds', async ({ page }) => {
    expect(await messageCount(page)).toBe(2);
    await expect(undoIn(page)).toBeHidden({ timeout: 20_000 });
    await expect.poll(() => messageCount(page)).toBe(0);
  });

  test('is erased when its tab is left', async ({ starlight, page }) => {
    await page.reload();
    await starlight.hydrated();
    await expect.poll(() => messageCount(page)).toBe(0);
    await expect(undoIn(page)).toBeHidden();
  });
});
