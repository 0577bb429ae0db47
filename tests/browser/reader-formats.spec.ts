import type { Page } from '@playwright/test';
import { DONE, delta, finish, roleEvent, usageEvent } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { OPERATOR_CODE, test } from './operator-site.ts';
import { expect } from './starlight-page.ts';

const REPLY = [roleEvent(), delta('An answer.'), finish(), usageEvent(123_456, 312), DONE].join('');

/** As each language has them: tokens, dollars, messages and bytes. */
const FORMATS = {
  'de-DE': ['123.456 tokens in', '0,25 $', '1.000 messages', '4.000.000 bytes'],
  'hi-IN': ['1,23,456 tokens in', '$0.25', '1,000 messages', '40,00,000 bytes'],
  'ja-JP': ['123,456 tokens in', '$0.25', '1,000 messages', '4,000,000 bytes'],
  'ar-EG': ['١٢٣٬٤٥٦ tokens in', '٠٫٢٥ US$', '١٬٠٠٠ messages', '٤٬٠٠٠٬٠٠٠ bytes'],
} as const;

const shown = (page: Page, text: string) => page.getByText(text).first();

for (const [locale, [tokens, dollars, messages, bytes]] of Object.entries(FORMATS)) {
  test.describe(locale, () => {
    test.use({ locale });

    // Each page is also watched for errors: React logs one if it draws other than the server.
    test('numbers are those of the browser, and sentences English', async ({
      page,
      site,
      starlight,
    }) => {
      site.upstream.respond(stream(REPLY));
      const url = await site.start({ STARLIGHT_MODELS: 'gpt-4.1', STARLIGHT_DAILY_SPEND: '20' });
      await page.request.post(`${url}/api/session`, {
        data: { code: OPERATOR_CODE },
        headers: { origin: url },
      });
      await starlight.open(url);
      await starlight.ask('What does it cost?');
      await page.getByRole('button', { name: 'Tokens and cost' }).click();
      await expect(shown(page, tokens)).toBeVisible();
      await expect(shown(page, dollars)).toBeVisible();
      await starlight.reload();
      await expect(starlight.replies).toContainText('An answer.');

      await page.goto(`${url}/doctor`);
      await expect(shown(page, messages)).toBeVisible();
      await page.goto(`${url}/setup`);
      await expect(shown(page, bytes)).toBeVisible();
      await page.goto(`${url}/errors?q=key`);
      await expect(page.getByRole('heading', { name: /matches for “key”/ })).toBeVisible();
      await page.goto(`${url}/errors/context_too_long`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.goto(`${url}/shared`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    });
  });
}

test.describe('a page in Arabic digits', () => {
  test.use({ locale: 'ar-EG' });

  test('copies and exports what reads the same everywhere', async ({ page, site, starlight }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const url = await site.start();
    await starlight.open(url);
    await starlight.ask('/simulate context_too_long');
    await starlight.banner.getByText('Details', { exact: true }).click();
    await starlight.button('Copy diagnostics').click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/Time: \d{4}-\d\d-\d\dT/);
    expect(copied).not.toMatch(/[\u0660-\u0669]/);
  });
});
