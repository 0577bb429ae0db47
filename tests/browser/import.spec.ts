import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import {
  CHATGPT,
  CHATGPT_LOG,
  CHATGPT_PICTURE,
  CHATGPT_SCREENSHOT,
  CLAUDE,
} from '../fixtures/imports/foreign-exports.ts';
import { makeZip } from '../support/make-zip.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Your data' });

test.beforeEach(async ({ starlight, live }) => {
  await starlight.open(live.url);
  await starlight.button('Your data').click();
});

function importFile(page: Page, name: string, buffer: Buffer) {
  return dialogOf(page)
    .getByLabel('File to import')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
}

test('a ChatGPT export is imported with its files and branches, once, and can be continued', async ({
  starlight,
  page,
}) => {
  const zip = makeZip([
    { name: 'conversations.json', bytes: JSON.stringify([CHATGPT, { title: 'Corrupted entry' }]) },
    { name: `user-1/${CHATGPT_PICTURE}-1.png`, bytes: Buffer.from(PNG, 'base64'), stored: true },
    { name: `${CHATGPT_SCREENSHOT}-Shot.png`, bytes: Buffer.from(PNG, 'base64'), stored: true },
    { name: `${CHATGPT_LOG}-log.txt`, bytes: 'Rolled back.' },
  ]);
  await importFile(page, 'export.zip', zip);
  await expect(dialogOf(page)).toContainText('Added 1 conversation and 5 messages from ChatGPT.');
  await expect(dialogOf(page)).toContainText("1 conversation couldn't be read: “Corrupted entry”.");
  await expect(dialogOf(page)).toContainText('Left out: 2 pictures and 1 attached file.');
  expect(await axeViolations(page)).toEqual([]);
  await importFile(page, 'export.zip', zip);
  await expect(dialogOf(page)).toContainText('Everything in that file is already here.');
  await page.keyboard.press('Escape');
  await starlight.conversation('Deploy').click();
  await expect(starlight.questions).toContainText(['How do I roll back?', 'And then?']);
  await expect(starlight.replies.first()).toContainText('helm rollback');
  await expect(starlight.replies.first().getByRole('img')).toHaveJSProperty('naturalWidth', 1);
  await expect(starlight.replies.first().getByText('1/2')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Screen shot.png' })).toHaveJSProperty(
    'naturalWidth',
    1,
  );
  await expect(page.getByText('log.txt')).toBeVisible();
  await starlight.ask('And now?');
  await starlight.reload();
  await expect(starlight.questions).toHaveCount(3);
});

test('500 conversations of 20 messages are imported at once', async ({ page }) => {
  const many = Array.from({ length: 500 }, (_, at) => ({
    ...CLAUDE,
    uuid: `c${at}`,
    name: `Conversation ${at}`,
    chat_messages: Array.from({ length: 20 }, (_unused, index) => ({
      uuid: `${at}-${index}`,
      sender: index % 2 === 0 ? 'human' : 'assistant',
      text: `Message ${index} of ${at}. ${'Some words to read. '.repeat(40)}`,
    })),
  }));
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  // Playwright would pass a buffer to the page in one long task.
  const file = test.info().outputPath('conversations.json');
  await writeFile(file, JSON.stringify(many));
  const startedAt = Date.now();
  await dialogOf(page).getByLabel('File to import').setInputFiles(file);
  await expect(dialogOf(page)).toContainText('Added 500 conversations and 10,000 messages', {
    timeout: 60_000,
  });
  const tasks = await page.evaluate(() => Reflect.get(window, 'tasks') as number[]);
  const longest = Math.max(0, ...tasks);
  test.info().annotations.push({
    type: 'import of 10,000 messages',
    description: `${Date.now() - startedAt} ms, long tasks: ${tasks.join(', ')} ms`,
  });
  // About 60 ms on two cores, and several times that on busy ones.
  expect(longest).toBeLessThan(1000);
});

test('a hostile file is refused with its reason, and nothing is changed', async ({
  starlight,
  page,
}) => {
  const bomb = makeZip([
    { name: 'conversations.json', bytes: JSON.stringify([{ title: 'x'.repeat(160_000_000) }]) },
  ]);
  await importFile(page, 'bomb.zip', bomb);
  await expect(dialogOf(page)).toContainText("bomb.zip wasn't imported: it contains more than", {
    timeout: 30_000,
  });
  await expect(dialogOf(page)).toContainText('Nothing was changed.');
  await page.keyboard.press('Escape');
  await expect(starlight.conversations).toHaveCount(0);
});
