import { chromium } from '@playwright/test';
import { startApp } from '../support/app-server.ts';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import { copyAsLaterBuild } from '../support/copy-build.ts';
import { freePort } from '../support/free-port.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

test('the page opens without a network, keeps a message for later, and is replaced by a later build', async () => {
  test.slow();
  const port = await freePort();
  const url = `http://starlight.test:${port}`;
  const options = chromiumLaunchOptions();
  // A name of another device: a page of this one needs no copy.
  const browser = await chromium.launch({
    ...options,
    args: [
      ...(options.args ?? []),
      '--host-resolver-rules=MAP starlight.test 127.0.0.1',
      `--unsafely-treat-insecure-origin-as-secure=${url}`,
    ],
  });
  const later = copyAsLaterBuild();
  const site = { STARLIGHT_DEMO: '1' };
  let app = await startApp(site, { port });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => {
      if (/hydrat|Minified React/.test(message.text())) errors.push(message.text());
    });
    const starlight = new StarlightPage(page);
    const copies = () => page.evaluate(() => caches.keys());
    await starlight.open(url);
    await starlight.ask('What does 429 mean?');
    const hasCopy = () => page.evaluate(async () => (await caches.match('/')) !== undefined);
    await expect.poll(hasCopy, { timeout: 20_000 }).toBe(true);
    const [first] = await copies();
    expect(await copies()).toHaveLength(1);

    await starlight.button('Settings').click();
    await page.getByText('Large', { exact: true }).click();
    await page.keyboard.press('Escape');

    await app.stop();
    await page.context().setOffline(true);
    await page.reload();
    await starlight.hydrated();
    await expect(starlight.replies).toContainText('rate limit');
    await expect(page.locator('html')).toHaveAttribute('data-text-size', 'large');
    await expect(page.getByText("You're offline. Messages are saved")).toBeVisible();
    await starlight.button('Your data').click();
    await expect(page.getByRole('dialog')).toContainText('One conversation is saved');
    await page.keyboard.press('Escape');
    await starlight.send('What does 401 mean?');
    await expect(starlight.banner).toBeVisible();
    await page.reload();
    await starlight.hydrated();
    await expect(starlight.questions.last()).toContainText('What does 401 mean?');

    await page.goto(url);
    await starlight.hydrated();
    await page.goto(`${url}/?ask=Offline`);
    await expect(starlight.composer).toHaveValue('Offline');
    // An address of no conversation is that of a new one.
    await page.goto(`${url}/?chat=${'x'.repeat(201)}`);
    await starlight.hydrated();
    await starlight.conversations.getByRole('link').click();
    await page.reload();
    await starlight.hydrated();
    await expect(starlight.questions.last()).toContainText('What does 401 mean?');
    expect(errors, 'the copy is what the page draws first').toEqual([]);

    app = await startApp(site, { port, folder: later.folder });
    await page.context().setOffline(false);
    await page.reload();
    await starlight.hydrated();
    expect(await page.content()).toContain(later.build);
    await expect(page.getByText("You're offline. Messages are saved")).toBeHidden();
    // A reload right after the failure can find the turn cut off instead.
    await starlight.banner.getByRole('button', { name: /^(Send again|Send now|Retry)$/ }).click();
    await expect(starlight.replies.last()).toContainText('key');
    await expect.poll(copies, { timeout: 20_000 }).toEqual([`starlight-page-${later.build}`]);
    expect(first).not.toContain(later.build);

    await app.stop();
    await page.goto(url);
    await starlight.hydrated();
    expect(await page.content()).toContain(later.build);
    await expect(starlight.conversations).toHaveCount(1);
  } finally {
    await app.stop();
    await browser.close();
    later.remove();
  }
});
