import { axeViolations } from './axe-violations.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.beforeEach(async ({ starlight, live }) => {
  await starlight.open(live.url);
});

test('a message typed while a reply streams is queued, and sent when it has ended', async ({
  starlight,
  page,
  live,
}) => {
  const running = live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.send('The next question');
  const queued = page.getByRole('region', { name: 'Queued message' });
  await expect(queued).toContainText('The next question');
  await expect(starlight.composer).toHaveValue('');
  await starlight.composer.fill('And more');
  await starlight.button('Queue').click();
  await expect(queued).toContainText('The next question\n\nAnd more');
  expect(await axeViolations(page)).toEqual([]);

  // It can be taken back and changed.
  await starlight.composer.press('ArrowUp');
  await expect(starlight.composer).toHaveValue('The next question\n\nAnd more');
  await expect(queued).toBeHidden();
  await starlight.send('The next one');
  await expect(starlight.questions).toHaveCount(1);
  running.end();
  await expect(starlight.questions).toHaveText(['A question', 'The next one']);
  await expect(queued).toBeHidden();
  await starlight.ended();
  await expect(starlight.replies).toHaveCount(2);
});

test('a queued message returns to the field if the reply fails or is stopped', async ({
  starlight,
  page,
  live,
}) => {
  const failing = live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.send('The next question');
  await starlight.composer.fill('half a thought');
  failing.cut();
  await expect(starlight.composer).toHaveValue('The next question\n\nhalf a thought');
  await expect(page.getByText("Your queued message wasn't sent")).toBeVisible();
  await expect(starlight.questions).toHaveCount(1);

  await starlight.composer.fill('');
  live.openReply();
  await starlight.button('Retry').click();
  await expect(starlight.button('Stop')).toBeVisible();
  await starlight.send('Queued again');
  await starlight.composer.press('Escape');
  await expect(starlight.composer).toHaveValue('Queued again');
});

test('a queued message survives a reload and the end of its tab', async ({
  starlight,
  page,
  context,
  live,
}) => {
  live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.send('The next question');

  // Another tab neither sends it nor takes it, while its own is there.
  const other = new StarlightPage(await context.newPage());
  await other.open(page.url());
  await expect(other.replies).toContainText('It begins');
  await expect(other.composer).toHaveValue('');

  // The reload cuts the reply off.
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('The next question');
  await expect(page.getByText("Your queued message wasn't sent")).toBeVisible();
  await expect(starlight.questions).toHaveCount(1);
  await starlight.composer.fill('');
  live.openReply();
  await starlight.button('Retry').click();
  await expect(starlight.button('Stop')).toBeVisible();
  await expect(page.getByText("Your queued message wasn't sent")).toBeHidden();
  await starlight.send('Queued in a tab that closes');
  const address = page.url();
  await page.close();
  await other.open(address);
  await expect(other.composer).toHaveValue('Queued in a tab that closes');
});

test('files are queued with their message, come back after a reload, and are sent with it', async ({
  starlight,
  page,
  live,
}) => {
  const attached = page.locator('form').getByRole('list', { name: 'Attached files' });
  const queued = page.getByRole('region', { name: 'Queued message' });
  const attach = (name: string, buffer: Buffer) =>
    page
      .getByLabel('Files to attach')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await attach('main.py', Buffer.from('print("kept")\n'));
  await attach('dot.png', Buffer.from(PNG, 'base64'));
  await expect(attached.getByRole('listitem')).toHaveCount(2);
  await starlight.send('Read these');
  await expect(queued).toContainText('Read these');
  await expect(queued.getByRole('list', { name: 'Queued files' })).toContainText('main.py');
  await expect(queued.getByRole('img', { name: 'Picture: dot.png' })).toBeVisible();
  await expect(attached).toBeHidden();
  expect(await axeViolations(page)).toEqual([]);

  // The reload cuts the reply off, so all of it is in the field again.
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('Read these');
  await expect(attached.getByRole('listitem')).toHaveCount(2);
  const running = live.openReply();
  await starlight.button('Retry').click();
  await expect(starlight.button('Stop')).toBeVisible();
  await starlight.button('Queue').click();
  await expect(attached).toBeHidden();
  // Taken back and queued again, now without a text.
  await starlight.button('Edit queued message').click();
  await expect(attached.getByRole('listitem')).toHaveCount(2);
  await starlight.composer.fill('');
  await starlight.button('Queue').click();
  await expect(queued.getByRole('listitem')).toHaveCount(2);
  running.end();
  await expect(starlight.questions).toHaveCount(2);
  await expect(queued).toBeHidden();
  await starlight.ended();
  await expect(attached).toBeHidden();
  const body = live.upstream.requests.at(-1)?.body ?? '';
  expect(body).toContain('kept');
  expect(body).toContain('data:image/');
  await starlight.reload();
  await expect(starlight.questions.last()).toContainText('main.py');
  await expect(attached).toBeHidden();
});

test('a stopped reply can be continued, or asked for again', async ({ starlight, live }) => {
  live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.button('Stop').click();
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
  await expect(starlight.button('Retry')).toBeVisible();
  await expect(starlight.button('Regenerate')).toHaveCount(0);
  live.openReply().end();
  await starlight.button('Continue').click();
  await starlight.ended();
  await expect(starlight.replies).toHaveCount(1);
  await expect(starlight.replies).toContainText('It begins');
  await expect(starlight.replies).toContainText('and ends.');
});

test('the up arrow in the empty field edits the newest message', async ({ starlight, page }) => {
  await starlight.ask('First question');
  await starlight.ask('Second question');
  await starlight.composer.press('ArrowUp');
  const editor = page.getByRole('textbox', { name: 'Edit your message' });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue('Second question');
  await page.keyboard.type(', better');
  await page.keyboard.press('Enter');
  await starlight.ended();
  await expect(starlight.questions).toContainText(['First question', 'Second question, better']);
  await expect(starlight.composer).toBeFocused();

  await starlight.composer.fill('text');
  await starlight.composer.press('ArrowUp');
  await expect(editor).toHaveCount(0);
});
