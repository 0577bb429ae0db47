import { type AppServer, startApp } from '../support/app-server.ts';
import { delta, reply, roleEvent } from '../support/completion-events.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

let app: AppServer;
let upstream: ScriptableUpstream;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'model-one,model-two',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '1000',
  });
});
test.afterAll(async () => {
  await app.stop();
  await upstream.close();
});

/** A reply that has begun and goes on until the test lets it end. */
function openReply() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  upstream.respond(async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream' });
    await exchange.write(roleEvent() + delta('It begins'));
    await ended;
    await exchange.write(reply(' and ends.'));
    exchange.end();
  });
  return { end: () => end() };
}

test('a second tab sees what the first one writes, and is never stuck', async ({
  starlight,
  context,
}) => {
  upstream.respond(stream(reply('First answer.')));
  await starlight.open(app.url);
  await starlight.ask('First question');

  const other = new StarlightPage(await context.newPage());
  await other.open(starlight.page.url());
  const running = openReply();
  await starlight.send('Second question');
  await expect(other.questions).toHaveCount(2);
  await expect(other.button('Stop')).toBeHidden();
  running.end();
  await expect(other.replies.last()).toContainText('It begins and ends.');
  upstream.respond(stream(reply('Third answer.')));
  await other.ask('Third question');
  await expect(other.replies.last()).toContainText('Third answer.');
  await expect(starlight.questions).toHaveCount(3);
});

test('a tab that goes away in the middle leaves the other one free to go on', async ({
  starlight,
  context,
}) => {
  const running = openReply();
  await starlight.open(app.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');

  const other = new StarlightPage(await context.newPage());
  await other.open(starlight.page.url());
  await expect(other.replies).toContainText('It begins');
  await starlight.page.close();
  running.end();
  await expect(other.banner).toBeVisible();
  upstream.respond(stream(reply('Going on.')));
  await other.ask('And then?');
  await expect(other.replies.last()).toContainText('Going on.');
});

test('an edit cannot be sent while a reply streams, and its text stays', async ({ starlight }) => {
  const running = openReply();
  await starlight.open(app.url);
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
  upstream.respond(stream(reply('A better answer.')));
  await field.press('Enter');
  await starlight.ended();
  await expect(starlight.questions).toContainText('A better question');
});

test('what is typed before the page runs is kept', async ({ starlight, page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(app.url, { waitUntil: 'commit' });
  await starlight.composer.pressSequentially('early words');
  release();
  await starlight.hydrated();
  await expect(starlight.composer).toHaveValue('early words');
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('early words');
});

test('deleting a conversation stops its reply at the upstream', async ({ starlight, page }) => {
  openReply();
  await starlight.open(app.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('listitem').hover();
  await starlight.button('Delete A question').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await upstream.requests.at(-1)?.closed;
  await expect(starlight.log).toBeHidden();
  await expect(list.getByRole('listitem')).toHaveCount(0);
});

test('the model chosen for a retry stays chosen', async ({ starlight, page }) => {
  upstream.respond(async (exchange) => {
    await exchange.head(500);
    exchange.end();
  });
  await starlight.open(app.url);
  await starlight.send('A question');
  await expect(starlight.banner).toBeVisible();
  const picker = page.getByRole('combobox', { name: 'Model' });
  await picker.selectOption('model-two');
  upstream.respond(stream(reply('An answer.')));
  await starlight.button('Retry').click();
  await starlight.ended();
  await starlight.reload();
  await expect(picker).toHaveValue('model-two');
});
