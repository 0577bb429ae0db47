import { gzipSync } from 'node:zlib';
import { DONE, delta, finish, roleEvent } from '../support/completion-events.ts';
import { expect, test } from './starlight-page.ts';

test.beforeEach(async ({ starlight, demo }) => {
  await starlight.open(demo.url);
});

test('the first screen says what this is, that replies are simulated, and where messages are saved', async ({
  page,
}) => {
  await expect(page).toHaveTitle(/Starlight/);
  await expect(page.getByText('keeps the API key on the server')).toBeVisible();
  await expect(page.getByText('Demo: replies are simulated')).toBeVisible();
  await expect(page.getByText('Conversations are saved in this browser only')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6);
});

test('a suggestion is sent and answered', async ({ starlight }) => {
  await starlight.button(/Why do I get a 401 with axios/).click();
  await expect(starlight.questions).toContainText('Why do I get a 401 with axios?');
  await starlight.ended();
  await expect(starlight.replies).toContainText('headers');
  await expect(starlight.replies.getByRole('button', { name: 'Copy code' }).first()).toBeVisible();
});

test("the demo's samples are shown, each under its heading", async ({ starlight }) => {
  await starlight.button(/Show me a table, some code and a list/).click();
  await starlight.ended();
  const headings = starlight.replies.getByRole('heading', { level: 4 });
  await expect(headings).toHaveText(['Table', 'Code', 'List']);
  await expect(starlight.replies.getByRole('table')).toHaveCount(1);
  await expect(starlight.replies.getByRole('checkbox')).toHaveCount(2);
  for (const language of ['TypeScript', 'Python', 'SQL', 'Bash', 'JSON', 'Diff']) {
    await expect(starlight.replies.getByText(language, { exact: true })).toBeVisible();
  }
});

test('a message appears immediately and its reply streams in', async ({ starlight }) => {
  await starlight.send('What does 429 mean?');
  await expect(starlight.questions).toHaveText(/What does 429 mean\?/);
  await expect(starlight.composer).toHaveValue('');
  await expect(starlight.log.getByText('Waiting for the model…')).toBeVisible();
  const lengths = new Set<number>();
  await expect(async () => {
    lengths.add((await starlight.replies.innerText()).length);
    expect(lengths.size).toBeGreaterThan(3);
  }).toPass({ intervals: [60] });
  await starlight.ended();
  await expect(starlight.replies).toContainText('429');
});

test('the demo says each time that it is one', async ({ starlight, page }) => {
  await starlight.ask('hello');
  await expect(page.getByText('Demo: replies are simulated')).toBeVisible();
});

test('Stop ends the reply, keeps what arrived and frees the composer', async ({ starlight }) => {
  await starlight.send('Show me markdown');
  await starlight.begun();
  await starlight.button('Stop').click();
  await expect(starlight.button('Send')).toBeVisible();
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
  const kept = await starlight.replies.innerText();
  await starlight.ask('hello');
  await expect(starlight.replies).toHaveCount(2);
  expect(await starlight.replies.first().innerText()).toContain(kept.slice(0, 20));
});

test('Escape in the composer stops the reply', async ({ starlight, page }) => {
  await starlight.send('Show me markdown');
  await starlight.begun();
  await page.keyboard.press('Escape');
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
});

test('Regenerate adds a version, and the earlier one can be shown again', async ({ starlight }) => {
  await starlight.ask('hello');
  await starlight.button('Regenerate').click();
  await starlight.ended();
  await expect(starlight.replies).toHaveCount(1);
  await expect(starlight.log.getByText('2/2')).toBeVisible();
  await starlight.button('Earlier version').click();
  await expect(starlight.log.getByText('1/2')).toBeVisible();
  await starlight.reload();
  await expect(starlight.log.getByText('1/2')).toBeVisible();
});

test('an edited message is a version of its own with its own reply', async ({ starlight }) => {
  await starlight.ask('hello');
  await starlight.questions.hover();
  await starlight.button('Edit message').click();
  const field = starlight.page.getByRole('textbox', { name: 'Edit your message' });
  await field.press('Escape');
  await expect(starlight.button('Edit message')).toBeFocused();
  await starlight.page.keyboard.press('Enter');
  await field.fill('What does 429 mean?');
  await field.press('Enter');
  await expect(starlight.composer).toBeFocused();
  await starlight.ended();
  await expect(starlight.questions).toHaveCount(1);
  await expect(starlight.questions).toContainText('What does 429 mean?');
  await starlight.questions.hover();
  await starlight.questions.getByRole('button', { name: 'Earlier version' }).click();
  await expect(starlight.questions).toContainText('hello');
});

test('Shift+Enter breaks the line, Enter sends, and an input method keeps its Enter', async ({
  starlight,
  page,
}) => {
  await starlight.composer.fill('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await expect(starlight.composer).toHaveValue('one\ntwo');
  await starlight.composer.dispatchEvent('keydown', {
    key: 'Enter',
    isComposing: true,
    bubbles: true,
    cancelable: true,
  });
  await expect(starlight.questions).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(starlight.questions).toContainText('one');
});

test('ten presses of Enter at once send one message', async ({ starlight, page }) => {
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/chat')) requests += 1;
  });
  await starlight.composer.fill('hello');
  await starlight.composer.evaluate((field) => {
    for (let press = 0; press < 10; press += 1) {
      const init = { key: 'Enter', bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent('keydown', init));
    }
  });
  await starlight.ended();
  await expect(starlight.questions).toHaveCount(1);
  expect(requests).toBe(1);
});

test('the draft survives a reload and a link that fills the composer without sending', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.composer.fill('half a thought');
  await starlight.reload();
  await expect(starlight.composer).toHaveValue('half a thought');
  await page.goto(`${demo.url}/?ask=Am%20I%20sent%3F`);
  await expect(starlight.composer).toHaveValue('Am I sent?');
  await expect(starlight.questions).toHaveCount(0);
  await starlight.composer.press('Enter');
  await starlight.ended();
  await starlight.button('New chat').click();
  await expect(starlight.composer).toHaveValue('half a thought');
});

test('a conversation survives a reload, with its title and its position in the list', async ({
  starlight,
  page,
}) => {
  await starlight.ask('What does 429 mean?');
  const reply = await starlight.replies.innerText();
  await starlight.reload();
  await expect(starlight.questions).toContainText('What does 429 mean?');
  expect(await starlight.replies.innerText()).toBe(reply);
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await expect(
    list.getByRole('link', { name: 'What does 429 mean?', exact: true }),
  ).toHaveAttribute('aria-current', 'page');
});

test('conversations are switched, renamed and deleted', async ({ starlight, page }) => {
  await starlight.ask('hello');
  await starlight.button('New chat').click();
  await expect(starlight.log).toBeHidden();
  await starlight.ask('What does 401 mean?');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await expect(list.getByRole('listitem')).toHaveCount(2);

  await list.getByRole('link', { name: 'hello', exact: true }).click();
  await expect(starlight.questions).toContainText('hello');
  await page.goBack();
  await expect(starlight.questions).toContainText('What does 401 mean?');

  await starlight.chooseAction('hello', 'Rename');
  await page.getByRole('textbox', { name: 'Conversation name' }).fill('Greeting');
  await page.keyboard.press('Enter');
  await expect(list.getByRole('link', { name: 'Greeting', exact: true })).toBeVisible();
  await starlight.reload();
  await expect(list.getByRole('link', { name: 'Greeting', exact: true })).toBeVisible();

  await starlight.chooseAction('Greeting', 'Delete');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await starlight.reload();
  await expect(list.getByRole('listitem')).toHaveCount(1);
});

test('a reply continues while another conversation is shown', async ({ starlight, page }) => {
  await starlight.send('Show me markdown');
  await starlight.begun();
  await starlight.button('New chat').click();
  await expect(starlight.button('Send')).toBeVisible();
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('link', { name: 'Show me markdown' }).click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  await expect(starlight.replies.getByRole('table')).toBeVisible();
});

function heightAtNextFrame(): Promise<number> {
  const log = document.querySelector('[role=log]');
  return new Promise((resolve) =>
    requestAnimationFrame(() => resolve(log?.parentElement?.scrollHeight ?? 0)),
  );
}

// The first parts of a reply become lazy as later ones begin, here within the pieces.
for (const [content, block, before] of [
  ['paragraphs', 'A paragraph of the reply.\n\n', 120],
  ['items', '- An item of the reply\n', 250],
] as const) {
  test(`after a jump to the latest, the log follows hundreds of ${content} to their end`, async ({
    starlight,
    live,
    page,
  }) => {
    const heights: number[] = [];
    live.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta(block.repeat(before)));
      await starlight.button('Jump to latest').click();
      for (let piece = 0; piece < 80; piece += 1) {
        await exchange.write(delta(block));
        heights.push(await page.evaluate(heightAtNextFrame));
      }
      await exchange.write(finish() + DONE);
      exchange.end();
    });
    await starlight.open(live.url);
    await starlight.ask('Write hundreds of them');
    // A log that shrinks scrolls automatically, as if the reader had scrolled up.
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    await expect(starlight.button('Jump to latest')).toBeHidden();
    const fromEnd = await starlight.log.evaluate(({ parentElement: scroller }) =>
      scroller ? scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop : null,
    );
    expect(fromEnd).toBeLessThan(2);
  });
}

test('the log follows the end until the reader scrolls away', async ({ starlight, page }) => {
  await starlight.ask('Show me markdown');
  await starlight.send('Why do I get a 401 with axios?');
  await expect(starlight.replies).toHaveCount(2);
  await starlight.begun();
  await page.mouse.move(640, 300);
  // As a reader scrolls: until it has an effect. A turn within a frame of new words may be lost.
  await expect(async () => {
    await page.mouse.wheel(0, -300);
    await expect(starlight.button('Jump to latest')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await starlight.button('Jump to latest').click();
  await expect(starlight.button('Jump to latest')).toBeHidden();
  await starlight.ended();
});

test('the chosen model is used, and stays with its conversation', async ({ starlight, page }) => {
  const second = 'starlight-demo-mini';
  await starlight.button(/^Model: /).press('Enter');
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const picker = starlight.button(`Model: ${second}`);
  await expect(picker).toBeFocused();
  const request = page.waitForRequest('**/api/chat');
  await starlight.send('hello');
  expect((await request).postDataJSON()).toMatchObject({ model: second });
  await starlight.ended();
  await starlight.reload();
  await expect(picker).toBeVisible();
});

test('everything can be done with only the keyboard', async ({ starlight, page }) => {
  await expect(starlight.composer).toBeFocused();
  await page.keyboard.type('/simulate key_invalid');
  await page.keyboard.press('Enter');
  await expect(starlight.banner).toBeVisible();
  await expect(starlight.composer).toBeFocused();

  const tabBackTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Shift+Tab');
      const focused = page.locator(':focus');
      if ((await focused.getByText(name).count()) > 0) return;
      if (await focused.filter({ hasText: name }).count()) return;
    }
    throw new Error(`${name} cannot be reached with the keyboard`);
  };
  await tabBackTo('Details');
  await page.keyboard.press('Enter');
  await expect(starlight.banner.getByText('key_invalid', { exact: true })).toBeVisible();
  await tabBackTo('New chat');
  await page.keyboard.press('Enter');
  await expect(starlight.log).toBeHidden();
  await expect(starlight.composer).toBeFocused();
});

test('a message and a code block can be copied', async ({ starlight, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await starlight.ask('Why do I get a 401 with axios?');
  await starlight.button('Copy code').first().click();
  await expect(starlight.button('Copied').first()).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('axios');
  await starlight.button('Copy reply').click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('```');
});

test('the code of the first load stays within its budget', async ({ page, demo }) => {
  // As a modern browser loads it: Next's own code is 135 kB gzip, ours 30, plus 1 of headroom.
  const budgetBytes = (135 + 30 + 1) * 1000;
  const html = await (await page.request.get(demo.url)).text();
  const scripts = Array.from(html.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g))
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, source = '']) => new URL(source, demo.url).href);
  const sizes = await Promise.all(
    scripts.map(async (url) => gzipSync(await (await page.request.get(url)).body()).length),
  );
  expect(scripts.length).toBeGreaterThan(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(budgetBytes);
});
