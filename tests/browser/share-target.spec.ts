import { type Browser, chromium, type Page } from '@playwright/test';
import { startApp } from '../support/app-server.ts';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

let url = '';
let browser: Browser;
let app: Awaited<ReturnType<typeof startApp>>;

test.beforeAll(async () => {
  const port = await freePort();
  url = `http://starlight.test:${port}`;
  app = await startApp({ STARLIGHT_DEMO: '1' }, { port });
  const options = chromiumLaunchOptions();
  // A name of another device: a page of this one has no worker.
  browser = await chromium.launch({
    ...options,
    args: [
      ...(options.args ?? []),
      '--host-resolver-rules=MAP starlight.test 127.0.0.1',
      `--unsafely-treat-insecure-origin-as-secure=${url}`,
    ],
  });
});
test.afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Sends what the system's "Share" sends to an installed app. */
async function share(page: Page, text: string, files: { name: string; buffer: Buffer }[]) {
  await page.setContent(
    `<form action="${url}/share-target" method="post" enctype="multipart/form-data"><input name="title"><textarea name="text"></textarea><input name="files" type="file" multiple><button>Share</button></form>`,
  );
  await page.locator('textarea').fill(text);
  await page
    .locator('[type=file]')
    .setInputFiles(files.map((file) => ({ ...file, mimeType: 'text/markdown' })));
  await page.getByRole('button', { name: 'Share' }).click();
  const starlight = new StarlightPage(page);
  await starlight.hydrated();
  return starlight;
}

const files = [
  { name: 'plan ü.md', buffer: Buffer.from('# Plan\n') },
  { name: 'notes.md', buffer: Buffer.from('Notes\n') },
];

test('text and files that another app shares are in the field, once, and nothing is sent', async () => {
  test.slow();
  const context = await browser.newContext();
  const first = new StarlightPage(await context.newPage());
  await first.open(url);
  const isActive = () =>
    first.page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state,
    );
  await expect.poll(isActive, { timeout: 20_000 }).toBe('activated');

  const page = await context.newPage();
  const starlight = await share(page, 'Look at this', files);
  const attached = page.getByRole('list', { name: 'Attached files' });
  await expect(starlight.composer).toHaveValue('Look at this');
  await expect(attached.getByRole('listitem')).toHaveCount(2);
  await expect(attached).toContainText('plan ü.md');
  await expect(starlight.questions).toHaveCount(0);
  expect(new URL(page.url()).searchParams.get('unshared')).toBeNull();
  await starlight.reload();
  await expect(attached.getByRole('listitem')).toHaveCount(2);
  const isKept = () => page.evaluate(() => caches.has('starlight-shared-files'));
  await expect.poll(isKept).toBe(false);

  // A text that no address has room for.
  const long = await share(await context.newPage(), 'word '.repeat(20_000), []);
  await expect(long.button('Remove Shared text.txt')).toBeVisible();
  await context.close();
});

test('without a worker, the text is in the field, and the page says that the files are not', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const starlight = await share(page, 'Look at this', files);
  await expect(starlight.composer).toHaveValue('Look at this');
  await expect(page.getByText("The shared files couldn't be kept")).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await starlight.button('Dismiss').click();
  await expect(page.getByText("The shared files couldn't be kept")).toBeHidden();
  await context.close();
});
