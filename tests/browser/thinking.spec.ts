import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { recordAnnouncements } from '../support/record-announcements.ts';
import { type ScriptedChat, scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { test as base, expect } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = {
  type: 'done',
  reason: 'stop',
  usage: { inputTokens: 10, outputTokens: 2000, reasoningTokens: 1840 },
};
const thinking = (text: string): ChatEvent => ({ type: 'thinking', text });
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

/** The demo's page, whose replies the test writes, with a question asked. */
const test = base.extend<{ chat: ScriptedChat }>({
  chat: async ({ page, starlight, demo }, use) => {
    const chat = await scriptChat(page);
    await starlight.open(demo.url);
    await starlight.send('Why?');
    await chat.say(START);
    await use(chat);
  },
});

test('a thought opens with the keyboard and streams, and its line says how long it took', async ({
  page,
  starlight,
  chat,
}) => {
  await chat.say(thinking('First, **what** is'));
  const line = starlight.button('Thinking…');
  await expect(line).toHaveAttribute('aria-expanded', 'false');
  await expect(starlight.log).not.toContainText('what');
  await line.focus();
  await page.keyboard.press('Enter');
  const thought = starlight.log.getByRole('region', { name: 'Thinking' });
  await expect(thought).toHaveText('First, what is');
  await chat.say(thinking(' asked?'));
  await expect(thought).toHaveText('First, what is asked?');
  await chat.say(delta('Because.'), DONE);
  await starlight.ended();
  const done = starlight.button(/^Thought for \d+ s · 1,840 tokens$/);
  await expect(done).toBeFocused();
  await expect(thought).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Space');
  await expect(thought).toBeHidden();
});

test('a thought is no part of the reply: not copied, announced, titled or sent again', async ({
  page,
  starlight,
  demo,
}) => {
  const announced = await recordAnnouncements(page);
  const chat = await scriptChat(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  await chat.say(START, thinking('A secret.'));
  await starlight.button('Thinking…').click();
  await chat.say(thinking(' A secret.'), delta('Because.'), DONE);
  await starlight.ended();
  await starlight.button('Copy reply').click();
  await expect(starlight.button('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Because.');
  await starlight.send('And?');
  await chat.say(START, delta('So.'), DONE);
  await starlight.ended();
  expect(await announced()).toContain('status: Reply: Because.');
  expect((await announced()).join()).not.toContain('secret');
  expect((await chat.requests()).join()).not.toContain('secret');
  await expect(starlight.conversations).toHaveText(['Why?']);
});

test('stopping keeps what was thought, and says so, also after a reload', async ({
  starlight,
  chat,
}) => {
  await chat.say(thinking('Half a thought'));
  await expect(starlight.button('Thinking…')).toBeVisible();
  await starlight.button('Stop').click();
  await starlight.ended();
  for (const isReloaded of [false, true]) {
    if (isReloaded) await starlight.reload();
    await expect(starlight.replies).toContainText('You stopped this while the model was thinking.');
    await starlight.button(/^Thought for/).click();
    await expect(starlight.replies).toContainText('Half a thought');
  }
});

test('a reply of nothing but thinking keeps it above a banner that offers to retry', async ({
  starlight,
  chat,
}) => {
  await chat.say(thinking('In circles'), { type: 'done', reason: 'length' });
  await expect(starlight.banner).toContainText('length limit');
  await expect(starlight.button(/^Thought for/)).toBeVisible();
  await expect(starlight.button('Continue')).toBeHidden();
  await starlight.button('Retry').click();
  await expect(starlight.button(/^Thought/)).toBeHidden();
  await chat.say(START, thinking('Straight on'), delta('Because.'), DONE);
  await starlight.ended();
  await starlight.button(/^Thought for/).click();
  await expect(starlight.replies).toHaveText(/Straight on\s*Because\./);
});

test('opening the thought of a finished reply leaves its line where it is', async ({
  starlight,
  chat,
}) => {
  await chat.say(thinking('Hm.\n\n'.repeat(60)), delta('Because.\n\n'.repeat(10)), DONE);
  await starlight.ended();
  const line = starlight.button(/^Thought for/);
  const before = await line.boundingBox();
  await line.click();
  await expect(starlight.button('Jump to latest')).toBeVisible();
  expect(await line.boundingBox()).toEqual(before);
});

base('waiting is slow, but thinking is not, and counts up', async ({ page, starlight, demo }) => {
  await page.clock.install();
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  /** Lets the time pass; an event now and then keeps the connection alive. */
  const wait = async (seconds: number, event: ChatEvent) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      await chat.say(event);
      await page.clock.runFor(5000);
    }
  };
  await page.clock.runFor(1000);
  await wait(25, START);
  await expect(starlight.log).toContainText('slower than usual');
  await wait(65, thinking('Hm. '));
  await expect(starlight.log).toContainText(/Thinking… 1 min \d s/);
  await expect(starlight.log).not.toContainText('slower than usual');
  await chat.say(delta('Half'), {
    type: 'error',
    error: { kind: 'reply_interrupted', status: 502, requestId: 'sl_1' },
  });
  await page.clock.runFor(1000);
  await expect(starlight.button(/^Thought for 1 min/)).toBeVisible();
  await starlight.button('Continue').click();
  await page.clock.runFor(1000);
  await wait(25, thinking('Hm. '));
  await expect(starlight.log).toContainText(/Half\s*Thinking… \d\d s/);
  await expect(starlight.log).not.toContainText('slower than usual');
});

test('an open thought of 190 kB in one paragraph draws little again while it grows', async ({
  page,
  starlight,
  chat,
}) => {
  await chat.say(thinking('First. '));
  await starlight.button('Thinking…').click();
  const thought = starlight.log.getByRole('region', { name: 'Thinking' });
  await expect(thought).toContainText('First.');
  await page.evaluate(watchRemovals);
  const part = 'So **this**, and `that`, since it came before. '.repeat(85);
  for (let sent = 0; sent < 190_000; sent += part.length) await chat.say(thinking(part));
  await chat.say(thinking('Last.'));
  await expect(thought).toContainText('Last.');
  // Of some 20,000. Those of a block are 3,000, which take as long as three frames.
  expect(await page.evaluate(() => Reflect.get(window, 'mostRemoved'))).toBeLessThan(1500);
  await chat.say(delta('So.'), DONE);
  await starlight.ended();
  expect(await page.evaluate(() => Reflect.get(window, 'mostRemoved'))).toBeLessThan(1500);
});

/** Counts the nodes that leave the page at once; runs in the page. */
function watchRemovals(): void {
  const countOf = (node: Node): number => {
    const elements = node instanceof Element ? node.querySelectorAll('*').length : 0;
    return elements + 1;
  };
  new MutationObserver((records) => {
    const removed = records.flatMap(({ removedNodes }) => [...removedNodes]);
    const count = removed.reduce((sum, node) => sum + countOf(node), 0);
    const most = Number(Reflect.get(window, 'mostRemoved') ?? 0);
    Object.assign(window, { mostRemoved: Math.max(most, count) });
  }).observe(document.body, { subtree: true, childList: true });
}
