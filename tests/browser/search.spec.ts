import type { Page } from '@playwright/test';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { reply } from '../support/completion-events.ts';
import { manyConversations, needleOf } from '../support/many-conversations.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';
import { putAllRaw } from './stored-records.ts';

const stored = manyConversations({ now: Date.now() });

/** A message that is not on the path of its conversation. */
function hiddenMessage() {
  const conversation = stored.conversations.at(-3);
  const own = stored.messages.filter(({ conversationId }) => conversationId === conversation?.id);
  const path = pathTo(own, conversation?.leafId ?? null);
  const hidden = own.find((message) => !path.includes(message));
  if (!conversation || !hidden) throw new Error('The fixture has no branch');
  return { conversation, hidden };
}

/** The longest time for which the page did not respond since the last call, in ms. */
function watchPauses(): void {
  let last = performance.now();
  let longest = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    port2.postMessage(null);
  };
  port2.postMessage(null);
  Object.assign(window, {
    longestPause: () => {
      const seen = longest;
      longest = 0;
      return seen;
    },
  });
}

const longestPause = (page: Page): Promise<number> =>
  page.evaluate(() => Reflect.get(window, 'longestPause')());

test('one of 10,000 messages is found, and shown on its own branch', async ({
  starlight,
  page,
  demo,
}, { annotations }) => {
  const note = (description: string) => annotations.push({ type: 'measured', description });
  await starlight.open(demo.url);
  await starlight.ask('Hello?');
  await putAllRaw(page, 'conversations', stored.conversations);
  await putAllRaw(page, 'messages', stored.messages);
  await page.reload();
  await starlight.hydrated();
  await expect(starlight.conversations).toHaveCount(500);

  await page.evaluate(watchPauses);
  await starlight.button('Search').click();
  const search = page.getByRole('combobox', { name: 'Search and commands' });
  await expect(search).toBeFocused();
  await longestPause(page);
  await search.fill('no such words');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  note(`longest pause while everything is read: ${(await longestPause(page)).toFixed(1)} ms`);

  const { conversation, hidden } = hiddenMessage();
  const typed = needleOf(hidden.id).toUpperCase();
  await page.evaluate(() => {
    const started: number[] = [];
    addEventListener('input', () => started.push(performance.now()), { capture: true });
    new MutationObserver(() => {
      if (!document.querySelector('[role=option] mark') || started.length === 0) return;
      Object.assign(window, { foundAfter: performance.now() - (started.pop() ?? 0) });
      started.length = 0;
    }).observe(document.body, { childList: true, subtree: true });
  });
  await search.fill(typed);
  const messages = page.getByRole('group', { name: 'Messages' }).getByRole('option');
  const hit = messages.filter({ hasText: conversation.title });
  await expect(hit.locator('mark')).toHaveText(needleOf(hidden.id));
  await expect(messages).toHaveCount(1);
  const foundAfter = await page.evaluate(() => Reflect.get(window, 'foundAfter'));
  note(`first hit ${Number(foundAfter).toFixed(1)} ms after the key`);
  note(`longest pause while searching: ${(await longestPause(page)).toFixed(1)} ms`);
  expect(await axeViolations(page)).toEqual([]);

  await search.press('Enter');
  await expect(search).toBeHidden();
  const message = page.locator(`[data-message="${hidden.id}"]`);
  await expect(message).toBeFocused();
  await expect(message).toBeInViewport();
  await expect(page).toHaveURL(new RegExp(`chat=${conversation.id}$`));
  // As soon as its text is drawn.
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(1);
});

test('what was just written is found, and what was deleted is not', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  await starlight.ask('Wo liegt Kraków?');
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('combobox', { name: 'Search and commands' });
  await search.fill('krakow');
  await expect(page.getByRole('dialog').getByText('Kraków').first()).toBeVisible();
  await expect(page.getByRole('group', { name: 'Messages' }).getByRole('option')).toHaveCount(1);
  await search.press('Escape');
  await starlight.button('New chat').click();
  await starlight.ask('Another Kraków');
  await page.keyboard.press('ControlOrMeta+k');
  await search.fill('krakow');
  await expect(page.getByRole('group', { name: 'Messages' }).getByRole('option')).toHaveCount(2);
});

test('what was found is marked, also folded away, in colored code and where it is not written out', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(
    stream(reply('```js\nconst one = 1;\n```\n\nSee [this page](https://example.com/needle).')),
  );
  await starlight.open(live.url);
  await starlight.paste(`${'A line.\n'.repeat(60)}Then the buried word.`);
  await starlight.composer.press('Enter');
  await starlight.ended();
  const marked = () =>
    page.evaluate(() => Array.from(CSS.highlights.get('found') ?? [], (range) => String(range)));
  for (const [query, expected] of [
    ['buried word', 'buried word'],
    ['const one', 'const one'],
    ['js', 'JavaScript'],
    ['needle', 'this page'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill(query);
    await page.getByRole('group', { name: 'Messages' }).getByRole('option').click();
    await expect.poll(async () => (await marked())[0]).toBe(expected);
  }
  await expect(page.getByText('Then the buried word.')).toBeVisible();
});

test('what is typed before the search is there goes into its field, and not into the message', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.composer.fill('A draft');
  await page.waitForLoadState('networkidle');
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await released;
    await route.continue();
  });
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('thme');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('eme');
  await page.keyboard.press('Enter');
  release();
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toHaveValue('theme');
  await expect(starlight.composer).toHaveValue('A draft');
  await expect(starlight.questions).toHaveCount(0);
});
