import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';
import { putRaw, readExported } from './stored-records.ts';

test.beforeEach(async ({ starlight, live }) => {
  live.upstream.respond(stream(reply('An **answer**.')));
  await starlight.open(live.url);
});

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Your data' });

test('the dialog says where conversations are saved and how many, and works with only the keyboard', async ({
  starlight,
  page,
}) => {
  const opener = starlight.button('Your data');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toContainText('Nothing is saved yet');
  await expect(dialogOf(page).getByRole('button', { name: 'Delete all' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toHaveCount(0);
  await expect(opener).toBeFocused();

  await starlight.ask('A question');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toContainText(
    /One conversation is saved in this browser only, about [\d.]+\s(kB|MB)\./,
  );
  const deleteAll = dialogOf(page).getByRole('button', { name: 'Delete all conversations' });
  await deleteAll.focus();
  await page.keyboard.press('Enter');
  await expect(starlight.button('Keep it')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(deleteAll).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(starlight.button('Keep it')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(starlight.button('Delete it')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page)).toContainText('Everything was deleted.');
  await expect(dialogOf(page).getByRole('status')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(starlight.conversations).toHaveCount(0);
});

test('exported conversations can be restored after everything was deleted', async ({
  starlight,
  page,
}) => {
  await starlight.ask('First question');
  await starlight.button('New chat').first().click();
  await starlight.ask('Second question');
  await starlight.composer.fill('an unsent draft');
  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export all conversations as JSON').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^starlight-conversations-\d{4}-\d\d-\d\d\.json$/);
  const file = await readExported(download);
  expect(file.conversations).toHaveLength(2);
  expect(file.messages).toHaveLength(4);
  const path = await download.path();

  const chooser = dialogOf(page).getByLabel('File to import');
  await chooser.setInputFiles(path);
  await expect(dialogOf(page)).toContainText('Everything in that file is already here.');
  await starlight.button('Delete all conversations').click();
  await expect(dialogOf(page)).toContainText('all 2 conversations');
  await starlight.button('Delete 2 conversations').click();
  await expect(dialogOf(page)).toContainText('Everything was deleted.');
  await expect(starlight.conversations).toHaveCount(0);
  await expect(starlight.composer).toHaveValue('');
  expect(await page.evaluate(() => Object.values({ ...localStorage }).join())).not.toContain(
    'unsent',
  );

  await chooser.setInputFiles(path);
  await expect(dialogOf(page)).toContainText('Added 2 conversations and 4 messages.');
  await page.keyboard.press('Escape');
  await expect(starlight.conversations).toHaveText(['Second question', 'First question']);
  await starlight.reload();
  await expect(starlight.conversations).toHaveText(['Second question', 'First question']);
  await starlight.conversations.last().getByRole('link').click();
  await expect(starlight.questions).toHaveText('First question');
  await expect(starlight.replies).toContainText('An answer.');
});

test('a file that is not an export changes nothing, and is named in the message', async ({
  starlight,
  page,
}) => {
  await starlight.button('Your data').click();
  await dialogOf(page)
    .getByLabel('File to import')
    .setInputFiles({
      name: 'holiday.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{}'),
    });
  await expect(dialogOf(page)).toContainText(
    "holiday.json wasn't imported: it isn't an export of Starlight, ChatGPT, Claude,",
  );
});

test('an imported conversation opens whatever its id, even after a reload', async ({
  starlight,
  page,
}) => {
  const id = 'by hand & 100 %&ask=not a draft#top';
  const file = {
    format: 'starlight-conversations',
    messages: [
      {
        ...{ id: 'only', conversationId: id, parentId: null, seq: 0 },
        ...{ role: 'user', text: 'Written by hand', status: 'done' },
      },
    ],
  };
  await starlight.button('Your data').click();
  await dialogOf(page)
    .getByLabel('File to import')
    .setInputFiles({
      name: 'by-hand.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    });
  await expect(dialogOf(page)).toContainText('Added 1 conversation and 1 message.');
  await page.keyboard.press('Escape');
  await starlight.conversation('Written by hand').click();
  await expect(starlight.questions).toHaveText('Written by hand');
  await starlight.reload();
  await expect(starlight.questions).toHaveText('Written by hand');
  await expect(starlight.composer).toHaveValue('');
});

test('messages imported into the shown conversation appear immediately', async ({
  starlight,
  page,
}) => {
  await starlight.ask('First question');
  await starlight.ask('Second question');
  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export all conversations as JSON').click();
  const file = await readExported(await downloading);
  const importFile = (messages: unknown[]) =>
    dialogOf(page)
      .getByLabel('File to import')
      .setInputFiles({
        name: 'export.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify({ ...file, messages })),
      });
  await starlight.button('Delete all conversations').click();
  await starlight.button('Delete it').click();
  await importFile(file.messages.slice(0, 2));
  await page.keyboard.press('Escape');
  await starlight.conversation('First question').click();
  await expect(starlight.questions).toHaveText(['First question']);
  await starlight.button('Your data').click();
  await importFile(file.messages);
  await expect(dialogOf(page)).toContainText('2 messages');
  await page.keyboard.press('Escape');
  await expect(starlight.questions).toHaveText(['First question', 'Second question']);
});

test('the shown conversation is exported as Markdown', async ({ starlight, page }) => {
  await starlight.ask('Why 401?');
  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export this conversation as Markdown').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Why-401.md');
  expect(await readFile(await download.path(), 'utf8')).toMatch(
    /^# Why 401\?\n\n## You\n\nWhy 401\?\n\n## Reply \([\w-]+\)\n\nAn \*\*answer\*\*\.\n$/,
  );
});

test('the shown conversation is exported as one page that loads nothing and is readable alone', async ({
  starlight,
  page,
  browser,
  live,
}) => {
  const code = '```js\nconst answer = 42;\n```';
  live.upstream.respond(
    stream(reply(`An **answer**.\n\n${code}\n\n| a | b |\n|---|---|\n| 1 | 2 |`)),
  );
  await starlight.ask('Why 401?');
  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export this conversation as HTML').click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Why-401.html');
  const reader = await browser.newPage({ javaScriptEnabled: false });
  const requests: string[] = [];
  const complaints: string[] = [];
  reader.on('request', (request) => requests.push(request.url().slice(0, 7)));
  reader.on('console', (message) => complaints.push(message.text()));
  await reader.setContent(await readFile(await download.path(), 'utf8'));
  await expect(reader.getByRole('heading', { level: 2 })).toHaveText('Why 401?');
  await expect(reader.getByRole('article')).toHaveText([/Why 401\?/, /An answer\./]);
  await expect(reader.locator('strong')).toHaveText('answer');
  await expect(reader.getByRole('cell')).toHaveText(['1', '2']);
  await expect(reader.locator('.code-keyword')).toHaveText('const');
  await expect(reader.getByRole('button')).toHaveCount(0);
  await expect(reader.locator('.typed')).toHaveCSS('border-radius', '20px');
  expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
  await reader.close();
});

test('axe finds no violations in the notice and in the fullest dialog', async ({
  starlight,
  page,
}) => {
  await starlight.ask('A question');
  await putRaw(page, 'conversations', { id: 'odd', title: 7 });
  await starlight.reload();
  await expect(starlight.button('Export them')).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await starlight.button('Export them').click();
  await starlight.button('Delete all conversations').click();
  await expect(dialogOf(page)).toContainText(
    'unsent drafts, and unreadable records from this browser.',
  );
  expect(await axeViolations(page)).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('the dialog opens from the drawer and returns to it', async ({ starlight, page }) => {
    await starlight.button('Open conversations').click();
    await starlight.button('Your data').click();
    await expect(dialogOf(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialogOf(page)).toHaveCount(0);
    await expect(starlight.button('Your data')).toBeFocused();
  });
});

test('with very many conversations, the newest are listed, and the older ones on request', async ({
  starlight,
  page,
}) => {
  const conversations = Array.from({ length: 620 }, (_, at) => ({
    ...{ id: `c${at}`, title: `Conversation ${at}`, renamed: false, model: null, leafId: null },
    ...{ createdAt: at, updatedAt: at },
  }));
  const file = { format: 'starlight-conversations', version: 1, conversations, messages: [] };
  await starlight.button('Your data').click();
  await page.getByLabel('File to import').setInputFiles({
    name: 'many.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await expect(dialogOf(page)).toContainText('Added 620 conversations');
  await page.keyboard.press('Escape');
  await expect(starlight.conversations).toHaveCount(500);
  await starlight.button('Show older conversations').click();
  await expect(starlight.conversations).toHaveCount(620);
  await expect(starlight.button('Show older conversations')).toBeHidden();
});
