import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

test('a second tab sees what the first one writes, and is never blocked', async ({
  starlight,
  context,
  live,
}) => {
  live.upstream.respond(stream(reply('First answer.')));
  await starlight.open(live.url);
  await starlight.ask('First question');

  const other = new StarlightPage(await context.newPage());
  await other.open(starlight.page.url());
  const running = live.openReply();
  await starlight.send('Second question');
  await expect(other.questions).toHaveCount(2);
  await expect(other.button('Stop')).toBeHidden();
  running.end();
  await expect(other.replies.last()).toContainText('It begins and ends.');
  live.upstream.respond(stream(reply('Third answer.')));
  await other.ask('Third question');
  await expect(other.replies.last()).toContainText('Third answer.');
  await expect(starlight.questions).toHaveCount(3);
});

test('a tab that closes during a reply leaves the other one free to continue', async ({
  starlight,
  context,
  live,
}) => {
  const running = live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');

  const other = new StarlightPage(await context.newPage());
  await other.open(starlight.page.url());
  await expect(other.replies).toContainText('It begins');
  await starlight.page.close();
  running.end();
  await expect(other.banner).toBeVisible();
  live.upstream.respond(stream(reply('Going on.')));
  await other.ask('And then?');
  await expect(other.replies.last()).toContainText('Going on.');
});

test('an edit cannot be sent while a reply streams, and its text stays', async ({
  starlight,
  live,
}) => {
  const running = live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.questions.hover();
  await starlight.button('Edit message').click();
  const field = starlight.page.getByRole('textbox', { name: 'Edit your message' });
  await field.fill('A better question');
  await field.press('Enter');
  await expect(field).toHaveValue('A better question');
  running.end();
  await starlight.ended();
  live.upstream.respond(stream(reply('A better answer.')));
  await field.press('Enter');
  await starlight.ended();
  await expect(starlight.questions).toContainText('A better question');
});

test('a reply continues while another page of the site is open', async ({
  starlight,
  page,
  context,
  live,
}) => {
  const running = live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.button('New chat').click();
  const guide = page.getByRole('link', { name: 'error guide' });

  const opened = context.waitForEvent('page');
  await guide.click({ modifiers: ['ControlOrMeta'] });
  await expect((await opened).getByRole('heading', { level: 1 })).toBeVisible();
  await expect(guide).toBeVisible();

  await guide.click();
  await expect(page).toHaveURL(/\/errors$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goBack();
  await starlight.conversations.getByRole('link', { name: 'A question', exact: true }).click();
  await expect(starlight.replies).toContainText('It begins');
  running.end();
  await expect(starlight.replies).toContainText('It begins and ends.');
  await expect(starlight.banner).toHaveCount(0);
});

test("text typed before the page's code runs is kept", async ({ starlight, page, live }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(live.url, { waitUntil: 'commit' });
  await starlight.composer.pressSequentially('early words');
  await starlight.button('Send').click({ force: true });
  release();
  await starlight.hydrated();
  await expect(starlight.composer).toHaveValue('early words');
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('early words');
});

test('deleting a conversation stops its reply at the upstream', async ({
  starlight,
  page,
  live,
}) => {
  live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await starlight.chooseAction('A question', 'Delete');
  await live.upstream.requests.at(-1)?.closed;
  await expect(starlight.log).toBeHidden();
  await expect(list.getByRole('listitem')).toHaveCount(0);
});

test('the model chosen for a retry stays selected', async ({ starlight, page, live }) => {
  live.upstream.respond(async (exchange) => {
    await exchange.head(500);
    exchange.end();
  });
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.banner).toBeVisible();
  const picker = page.getByRole('combobox', { name: 'Model' });
  await picker.selectOption('model-two');
  live.upstream.respond(stream(reply('An answer.')));
  await starlight.button('Retry').click();
  await starlight.ended();
  await starlight.reload();
  await expect(picker).toHaveValue('model-two');
});
