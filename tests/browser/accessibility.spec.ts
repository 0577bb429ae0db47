import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './starlight-page.ts';

async function violations(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing on the first screen and in the menu of failures', async ({
      starlight,
      page,
      demo,
    }) => {
      await starlight.open(demo.url);
      expect(await violations(page), 'first screen').toEqual([]);
      await starlight.button('Simulate a failure').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page), 'the menu of failures').toEqual([]);
    });

    test('axe finds nothing in a reply and in the set-up', async ({ starlight, page, demo }) => {
      await starlight.open(demo.url);
      await starlight.ask('Show me markdown');
      expect(await violations(page), 'a reply').toEqual([]);
      await page.goto(`${demo.url}/setup`);
      expect(await violations(page), 'set-up').toEqual([]);
    });

    for (const kind of ['rate_limited 60', 'key_invalid', 'server_error', 'reply_filtered']) {
      test(`axe finds nothing in the banner of ${kind}`, async ({ starlight, page, demo }) => {
        await starlight.open(demo.url);
        await starlight.send(`/simulate ${kind}`);
        await starlight.banner.getByText('Details', { exact: true }).click();
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test('a banner is an alert with its status; its countdown is not announced', async ({
  starlight,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.send('/simulate rate_limited 60');
  await expect(starlight.banner).toMatchAriaSnapshot(`
    - alert:
      - paragraph: /429 Too Many Requests/
      - timer "Time until a retry helps"
      - button "Retry" [disabled]
  `);
  await expect(starlight.page.getByRole('timer')).toHaveAttribute('aria-live', 'off');
});
