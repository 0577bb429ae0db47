import { axeViolations } from './axe-violations.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

test('the browser tab is named after the conversation', async ({ starlight, page, demo }) => {
  await starlight.open(demo.url);
  await expect(page).toHaveTitle('Starlight');
  await starlight.ask('hello');
  await expect(page).toHaveTitle('hello · Starlight');
  await starlight.chooseAction('hello', 'Rename');
  await page.getByRole('textbox', { name: 'Conversation name' }).fill('Greeting');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Greeting · Starlight');
  await starlight.reload();
  await expect(page).toHaveTitle('Greeting · Starlight');
  await starlight.button('New chat').click();
  await expect(page).toHaveTitle('Starlight');
});

test('a reply in another conversation is marked while it runs and after it ended', async ({
  starlight,
  page,
  live,
}) => {
  const first = live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  const row = starlight.conversations.filter({ hasText: 'A question' });
  await expect(row.getByText('Replying')).toHaveCount(0);
  await starlight.button('New chat').click();
  await expect(row.getByText('Replying')).toHaveCount(1);
  first.end();
  await expect(row.getByText('New reply')).toHaveCount(1);
  await expect(row.getByText('Replying')).toHaveCount(0);

  const other = new StarlightPage(await page.context().newPage());
  await other.open(live.url);
  const otherRow = other.conversations.filter({ hasText: 'A question' });
  await expect(otherRow.getByText('New reply')).toHaveCount(1);
  await row.getByRole('link').click();
  await expect(row.getByText('New reply')).toHaveCount(0);
  // What was seen in one tab is seen in all.
  await expect(otherRow.getByText('New reply')).toHaveCount(0);
  await other.page.close();
  await expect(starlight.replies).toContainText('It begins and ends.');

  const second = live.openReply();
  await starlight.send('Another question');
  await expect(starlight.replies.last()).toContainText('It begins');
  await starlight.button('New chat').click();
  second.cut();
  await expect(row.getByText('Failed')).toHaveCount(1);
  expect(await axeViolations(page)).toEqual([]);
});

test.describe('the list of conversations', () => {
  test.beforeEach(async ({ starlight, demo }) => {
    await starlight.open(demo.url);
    await starlight.ask('hello');
    for (const question of ['What does 401 mean?', 'What does 429 mean?']) {
      await starlight.button('New chat').click();
      await starlight.ask(question);
    }
  });

  test('is one tab stop, with arrow keys and one menu', async ({ starlight, page }) => {
    const link = (name: string) => starlight.conversations.getByRole('link', { name, exact: true });
    const actions = page.getByRole('menu', { name: 'Actions for hello' });
    await starlight.button('Search').focus();
    await page.keyboard.press('Tab');
    await expect(link('What does 429 mean?')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(link('What does 401 mean?')).toBeFocused();
    await page.keyboard.press('End');
    await expect(link('hello')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(starlight.button('Actions for hello')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(actions.getByRole('menuitem', { name: 'Rename' })).toBeFocused();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(actions).toBeHidden();
    await expect(starlight.button('Actions for hello')).toBeFocused();

    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Greeting');
    await page.keyboard.press('Enter');
    await expect(link('Greeting')).toBeFocused();
    // The list again is one stop, and the next one is outside of it.
    await page.keyboard.press('Shift+Tab');
    await expect(starlight.button('Search')).toBeFocused();

    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(starlight.conversations).toHaveCount(2);
    await expect(link('What does 401 mean?')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(starlight.questions).toHaveText('What does 401 mean?');
  });

  test('opens conversations in this tab, or in another one', async ({ starlight, page }) => {
    const link = starlight.conversations.getByRole('link', { name: 'hello', exact: true });
    const opened = page.context().waitForEvent('page');
    await link.click({ button: 'middle' });
    const other = await opened;
    await expect(other.getByRole('article', { name: 'You' })).toHaveText('hello');
    await expect(starlight.questions).toHaveText('What does 429 mean?');
    await link.click();
    await expect(starlight.questions).toHaveText('hello');
    await expect(link).toHaveAttribute('aria-current', 'page');
  });

  test('are pinned, archived and found again', async ({ starlight, page }) => {
    const group = (name: string) => page.getByRole('list', { name }).getByRole('listitem');
    await expect(group('Today')).toHaveCount(3);
    await starlight.chooseAction('hello', 'Pin');
    await expect(group('Pinned')).toHaveText('hello');
    await starlight.chooseAction('What does 401 mean?', 'Archive');
    await expect(group('Today')).toHaveText('What does 429 mean?');
    await starlight.reload();
    await expect(group('Pinned')).toHaveText('hello');
    await starlight.button('Archived (1)').click();
    await expect(group('Archived')).toHaveText('What does 401 mean?');
    await starlight.chooseAction('What does 401 mean?', 'Unarchive');
    await starlight.chooseAction('hello', 'Unpin');
    await expect(group('Today')).toHaveCount(3);
  });
});
