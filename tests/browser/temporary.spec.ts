import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import { reply } from '../support/completion-events.ts';
import { filesContaining } from '../support/find-in-files.ts';
import { startLiveSite } from '../support/live-site.ts';
import { readOrigin } from '../support/read-origin.ts';
import { answer, stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

const newCanary = (kind: string) => `${kind}${randomBytes(12).toString('hex')}`;

/** Sends, attaches, edits, fails, retries, queues and types, all with one text in it. */
async function doEverything(starlight: StarlightPage, canary: string, site: LiveUpstream) {
  const { page } = starlight;
  site.respond(stream(reply(`About ${canary}, an answer.`)));
  await page.getByLabel('Files to attach').setInputFiles({
    name: `${canary}-file.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from(`in a file: ${canary}\n`),
  });
  await expect(starlight.button(`Remove ${canary}-file.txt`)).toBeVisible();
  await starlight.ask(`A question about ${canary}`);
  expect(site.requests.at(-1)?.body).toContain(`in a file: ${canary}`);
  await starlight.questions.first().hover();
  await starlight.button('Edit message').first().click();
  const field = page.getByRole('textbox', { name: 'Edit your message' });
  await field.fill(`An edited question about ${canary}`);
  await field.press('Enter');
  await starlight.ended();
  await expect(starlight.replies.last()).toContainText(canary);

  site.respond(answer(500, { error: { message: `Down: ${canary}` } }));
  await starlight.send(`One that fails, about ${canary}`);
  await expect(starlight.banner).toBeVisible({ timeout: 20_000 });
  site.respond(stream(reply(`Again about ${canary}.`)));
  await starlight.button('Retry').click();
  await starlight.ended();
  await expect(starlight.replies.last()).toContainText(`Again about ${canary}`);
  await starlight.composer.fill(`A draft about ${canary}`);
}

type LiveUpstream = Awaited<ReturnType<typeof startLiveSite>>['upstream'];

const store = (page: Page) => page.evaluate(readOrigin);

test('a temporary chat leaves nothing in the browser, its files, another tab or the log of the server', async () => {
  test.slow();
  const profile = mkdtempSync(join(tmpdir(), 'starlight-profile-'));
  const site = await startLiveSite();
  const url = `http://starlight.test:${site.app.port}`;
  const options = chromiumLaunchOptions();
  // A name of another device: there, the page keeps a copy of itself as well.
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    args: [
      ...(options.args ?? []),
      '--host-resolver-rules=MAP starlight.test 127.0.0.1',
      `--unsafely-treat-insecure-origin-as-secure=${url}`,
    ],
  });
  const saved = newCanary('saved');
  const secret = newCanary('secret');
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const starlight = new StarlightPage(page);
    await starlight.open(url);
    // The same in an ordinary chat shows that what follows would find it.
    await doEverything(starlight, saved, site.upstream);
    expect((await store(page)).join()).toContain(saved);
    const hasCopy = () => page.evaluate(async () => (await caches.match('/')) !== undefined);
    await expect.poll(hasCopy, { timeout: 20_000 }).toBe(true);

    await starlight.button('Temporary chat').click();
    await expect(page.getByRole('heading', { name: 'Temporary chat' })).toHaveCount(2);
    const before = await store(page);
    // The copy of the page for any conversation is kept under this one.
    expect(before.join()).not.toMatch(/\?chat=(?!0[^\w-])/);
    await doEverything(starlight, secret, site.upstream);
    const other = await context.newPage();
    const elsewhere = new StarlightPage(other);
    await elsewhere.open(url);
    await expect(elsewhere.conversations).toHaveCount(1);
    await page.bringToFront();
    await expect(starlight.conversations).toHaveCount(1);
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('dialog').getByRole('combobox').fill(secret);
    await expect(page.getByRole('dialog')).toContainText(/No |Nothing/);
    await page.keyboard.press('Escape');
    expect(await page.title()).toBe('Starlight');
    // What was sent before may be swept away meanwhile; nothing may come.
    expect((await store(page)).filter((record) => !before.includes(record))).toEqual([]);
    expect((await store(other)).join()).not.toContain(secret);

    const leaving = page.getByRole('dialog', { name: 'Leave this temporary chat?' });
    await starlight.button('New chat').click();
    await expect(leaving).toContainText("You can't bring it back");
    await starlight.button('Stay').click();
    await expect(starlight.composer).toHaveValue(`A draft about ${secret}`);
    await page.goBack();
    await expect(leaving).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(starlight.replies.last()).toContainText(secret);
    await expect(page).toHaveURL(`${url}/`);
    await starlight.conversations.getByRole('link').click();
    await starlight.button('Leave and lose it').click();
    await expect(starlight.questions.last()).toContainText(saved);
    await page.goBack();
    await expect(starlight.composer).toHaveValue('');
    await expect(page.getByRole('main')).not.toContainText(secret);

    // One that is open when the browser ends: it stores what its windows show.
    await starlight.button('Temporary chat').click();
    await doEverything(starlight, secret, site.upstream);
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
    await store(page);
    await page.waitForTimeout(3000);
  } finally {
    await context.close();
    await site.stop();
  }
  expect(filesContaining(profile, saved)).not.toEqual([]);
  expect(filesContaining(profile, secret)).toEqual([]);
  expect(site.app.output()).not.toContain(secret);
  rmSync(profile, { recursive: true, force: true });
});

test('a temporary chat is marked while it is on, and the browser asks before it is closed', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await expect(starlight.button('Temporary chat')).toBeVisible();
  await page.keyboard.press('Alt+Shift+J');
  const header = page.getByRole('banner');
  await expect(header.getByRole('heading', { name: 'Temporary chat' })).toBeVisible();
  await expect(page.getByText('Temporary chat: not saved, and gone when you leave')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  // Without anything in it, nothing asks.
  await page.keyboard.press('Alt+Shift+J');
  await expect(header.getByRole('heading', { name: 'Temporary chat' })).toBeHidden();
  await starlight.button('Temporary chat').click();
  await starlight.ask('What does 429 mean?');
  await expect(starlight.conversations).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('dialog').getByRole('combobox').fill('export');
  const download = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await download).suggestedFilename()).toContain('Temporary');
  await page.keyboard.press('Alt+Shift+O');
  await expect(page.getByRole('dialog', { name: 'Leave this temporary chat?' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await starlight.button('Stay').click();
  const asked = await page.evaluate(() => {
    const event = new Event('beforeunload', { cancelable: true });
    return !window.dispatchEvent(event);
  });
  expect(asked).toBe(true);
  await starlight.button('Temporary chat').click();
  await starlight.button('Leave and lose it').click();
  await expect(starlight.replies).toHaveCount(0);

  await starlight.ask('What does 401 mean?');
  await starlight.button('Temporary chat').click();
  await starlight.ask('What does 429 mean?');
  await page.goBack();
  await starlight.button('Leave and lose it').click();
  await expect(starlight.questions).toHaveText('What does 401 mean?');
  await expect(page).toHaveURL(/\?chat=/);
});
