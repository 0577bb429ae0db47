import { delta, roleEvent } from '../support/completion-events.ts';
import { answer } from '../support/scriptable-upstream.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

/** Keeps a write transaction open until the document gets the event `release`: all reads wait for it. */
async function blockReads(): Promise<void> {
  let released = false;
  document.addEventListener('release', () => {
    released = true;
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const opening = indexedDB.open('starlight');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const names = Array.from(opening.result.objectStoreNames);
    const store = opening.result.transaction(names, 'readwrite').objectStore(names[0] ?? '');
    const keepOpen = () => {
      resolve();
      if (!released) store.count().onsuccess = keepOpen;
    };
    store.count().onsuccess = keepOpen;
  };
  await promise;
}

test.beforeEach(async ({ starlight, live }) => {
  await starlight.open(live.url);
});

test('a draft is restored after a reload, separately for each conversation', async ({
  starlight,
  page,
}) => {
  await starlight.ask('A question');
  await starlight.composer.fill('of this conversation');
  await page.reload();
  await expect(starlight.composer).toHaveValue('of this conversation');
  await starlight.button('New chat').first().click();
  await expect(starlight.composer).toHaveValue('');
  await starlight.composer.fill('of a new one');
  await page.goBack();
  await expect(starlight.composer).toHaveValue('of this conversation');
});

test('what is typed at once after New chat belongs to the new conversation', async ({
  starlight,
  page,
}) => {
  await starlight.ask('A question');
  await starlight.composer.fill('of this conversation');
  // No key can be pressed sooner after the click.
  await starlight
    .button('New chat')
    .first()
    .evaluate(async (button: HTMLElement) => {
      button.click();
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      document.execCommand('insertText', false, 'of a new one');
    });
  await expect(starlight.composer).toHaveValue('of a new one');
  await page.goBack();
  await expect(starlight.composer).toHaveValue('of this conversation');
  await page.goForward();
  await expect(starlight.composer).toHaveValue('of a new one');
});

test('a message sent before its conversation is read is sent as soon as it is', async ({
  starlight,
  page,
  context,
  live,
}) => {
  await starlight.ask('A question');
  const otherTab = await context.newPage();
  await otherTab.goto(live.url);
  await otherTab.evaluate(blockReads);
  await page.reload();
  await starlight.hydrated();
  await starlight.send('Sent early');
  await starlight.composer.fill('Sent early, and changed');
  await starlight.composer.fill('Another one');
  await starlight.composer.press('Enter');
  await expect(starlight.composer).toHaveValue('Another one');
  await otherTab.evaluate(() => document.dispatchEvent(new Event('release')));
  await expect(starlight.questions).toHaveText(['A question', 'Another one']);
  await expect(starlight.composer).toHaveValue('');
  await otherTab.close();
});

test('a draft is restored after its tab was killed', async ({ starlight, page, context, live }) => {
  await starlight.composer.pressSequentially('typed to the last letter');
  await page.close({ runBeforeUnload: false });
  const next = new StarlightPage(await context.newPage());
  await next.open(live.url);
  await expect(next.composer).toHaveValue('typed to the last letter');
});

test('a draft is restored after its tab crashed', async ({ starlight, page, context, live }) => {
  const devtools = await context.newCDPSession(page);
  await starlight.composer.pressSequentially('typed to the last letter');
  const crashed = page.waitForEvent('crash');
  // Never resolves: the page it asks is gone.
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  const next = new StarlightPage(await context.newPage());
  await next.open(live.url);
  await expect(next.composer).toHaveValue('typed to the last letter');
});

test('a message that fails is in the log, and what was typed after it in the field', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(answer(500, {}));
  await starlight.send('Not lost');
  await starlight.composer.fill('typed meanwhile');
  await expect(starlight.banner).toBeVisible();
  await expect(starlight.composer).toHaveValue('typed meanwhile');
  await page.reload();
  await expect(starlight.questions).toHaveText('Not lost');
  await expect(starlight.banner).toBeVisible();
});

test('a message that cannot be sent yet is queued, and in the field after a reload', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream' });
    await exchange.write(roleEvent() + delta('It begins'));
  });
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  await starlight.send('Too early');
  await expect(page.getByRole('region', { name: 'Queued message' })).toContainText('Too early');
  await page.reload();
  await expect(starlight.composer).toHaveValue('Too early');
});

test('two tabs on one conversation each keep what is typed in them', async ({
  starlight,
  page,
  context,
}) => {
  await starlight.ask('A question');
  const other = new StarlightPage(await context.newPage());
  await other.open(page.url());
  await starlight.composer.fill('of the first tab');
  await other.composer.fill('of the second tab');
  await page.reload();
  await other.page.reload();
  await expect(starlight.composer).toHaveValue('of the first tab');
  await expect(other.composer).toHaveValue('of the second tab');

  await other.ask('Sent from the second tab');
  await page.reload();
  await expect(starlight.composer).toHaveValue('of the first tab');
  const third = new StarlightPage(await context.newPage());
  await third.open(page.url());
  await expect(third.composer).toHaveValue('of the first tab');
});

test('a draft that another tab restores and replaces stays in the tab it was typed in', async ({
  starlight,
  page,
  context,
  live,
}) => {
  await starlight.composer.fill('half a thought');
  const other = new StarlightPage(await context.newPage());
  await other.open(live.url);
  await expect(other.composer).toHaveValue('half a thought');
  await other.composer.fill('something else');
  await expect
    .poll(() => page.evaluate(() => Object.values({ ...localStorage })))
    .toEqual(expect.arrayContaining(['half a thought', 'something else']));
  await page.reload();
  await expect(starlight.composer).toHaveValue('half a thought');
  await other.page.reload();
  await expect(other.composer).toHaveValue('something else');
});

test('text typed while the first message is being sent stays in the field', async ({
  starlight,
  page,
}) => {
  await starlight.composer.fill('The first');
  // As fast as keys can arrive: the page has taken the first message but not yet painted it.
  await starlight.composer.evaluate(async (field) => {
    const enterKey = { key: 'Enter', bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent('keydown', enterKey));
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    document.execCommand('insertText', false, 'And then');
  });
  await starlight.ended();
  await expect(page).toHaveURL(/chat=/);
  await expect(starlight.composer).toHaveValue('And then');
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('And then');
});
