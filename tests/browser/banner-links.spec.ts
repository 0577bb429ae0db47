import { type AppServer, startApp } from '../support/app-server.ts';
import { expect, test } from './starlight-page.ts';

let app: AppServer;

test.beforeAll(async () => {
  app = await startApp({
    STARLIGHT_DEMO: '1',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_CONTACT: 'Ada <ada@example.org>',
  });
});
test.afterAll(() => app.stop());

test.beforeEach(async ({ starlight }) => {
  await starlight.open(app.url);
});

test("the contact in a visitor's banner is a mail link", async ({ starlight, page }) => {
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await starlight.send('/simulate key_invalid');
  const mail = starlight.banner.getByRole('link', { name: 'ada@example.org' });
  await expect(mail).toHaveAttribute('href', 'mailto:ada@example.org');
  await expect(starlight.banner).toContainText(
    'Contact Ada <ada@example.org> and include the request ID below.',
  );
});

test('the operator gets the right address as a line to copy, and visitors do not', async ({
  starlight,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await starlight.send('/simulate wrong_host');
  const line = 'OPENAI_BASE_URL=https://us.api.openai.com/v1';
  await expect(starlight.banner.getByRole('code').filter({ hasText: line })).toBeVisible();
  await starlight.button(`Copy ${line}`).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await expect(starlight.banner).not.toContainText('OPENAI_BASE_URL');
  await starlight.banner.getByText('Details', { exact: true }).click();
  await expect(starlight.banner).not.toContainText('us.api.openai.com');
});

test('the doctor opens at the check that shows the failure', async ({ starlight }) => {
  await starlight.send('/simulate key_invalid');
  await expect(starlight.banner.getByRole('link', { name: 'Run the doctor' })).toHaveAttribute(
    'href',
    '/doctor#check-models',
  );
});

test("Details link to the page about the error, and the operator's to the log", async ({
  starlight,
  page,
}) => {
  await starlight.send('/simulate server_error');
  await starlight.banner.getByText('Details', { exact: true }).click();
  const about = starlight.banner.getByRole('link', { name: 'About this error' });
  await expect(about).toHaveAttribute('href', '/errors/server_error');
  const request = starlight.banner.getByRole('link', { name: /^sl_/ });
  await expect(request).toHaveAttribute('href', /^\/doctor\?request=sl_\w+#log$/);
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await expect(about).toBeVisible();
  await expect(request).toBeHidden();
});
