import { expect } from '@playwright/test';
import { delta, reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { askedText } from './support/asked-text.ts';
import { halfReply } from './support/half-reply.ts';
import { NAUGHTY_STRINGS } from './support/naughty-strings.ts';

const HALF = `The first half ${'and more '.repeat(40)}`.trim();

row(
  {
    id: 'C1a',
    title: 'a message written offline is kept, and sent once on request',
    inject: 'offline before sending',
    expect: 'stored first, "not sent", a button to send; nothing is sent twice',
    figure: '1 request',
  },
  async (stage) => {
    const { page, site, starlight } = stage;
    await stage.open();
    await page.waitForLoadState('networkidle');
    const before = site.upstream.requests.length;
    site.upstream.respond(stream(reply('Back again.')));
    await page.context().setOffline(true);
    await stage.ask('Written offline.');
    await stage.failsWith({ kind: 'offline', within: 1000 });
    await page.context().setOffline(false);
    await starlight.banner.getByRole('button', { name: /^(Retry|Send now)$/ }).click();
    await expect(starlight.replies.last()).toContainText('Back again.');
    stage.figure('upstream requests', site.upstream.requests.length - before, '', 1);
  },
);

row(
  {
    id: 'C1b',
    title: 'a browser that goes offline during a reply keeps what arrived',
    inject: 'offline during a reply',
    expect: 'what arrived is kept and marked, nothing is resent automatically',
    figure: '1 request',
  },
  async (stage) => {
    const { page, site } = stage;
    await stage.open();
    await page.waitForLoadState('networkidle');
    const before = site.upstream.requests.length;
    await stage.ask(
      'Tell me half.',
      halfReply('The first half', async ({ write }) => {
        await expect(stage.starlight.replies).toContainText('The first half');
        await page.context().setOffline(true);
        await write(delta(' and a word.'));
      }),
    );
    await expect(stage.starlight.banner).toBeVisible();
    const { error } = await stage.lastReply();
    expect(error?.kind).toMatch(/reply_interrupted|reply_stalled|offline/);
    await stage.failsWith({ kind: error?.kind ?? 'unknown', part: 'The first half' });
    await page.context().setOffline(false);
    stage.figure('upstream requests', site.upstream.requests.length - before, '', 1);
  },
);

row(
  {
    id: 'C2a',
    title: 'a page that is reloaded during a reply shows the part that arrived',
    inject: 'a reload during a reply',
    expect: 'message and partial reply are there, marked; the upstream is released',
    figure: 'upstream released ≤ 2 s',
    quick: true,
  },
  async (stage) => {
    await stage.ask('Tell me half.', halfReply(HALF));
    await expect(stage.starlight.replies).toContainText(HALF);
    const closedAt = performance.now();
    await stage.page.reload();
    await stage.site.upstream.requests.at(-1)?.closed;
    stage.figure('upstream released after', performance.now() - closedAt, 'ms', 2000);
    await stage.starlight.hydrated();
    stage.part = HALF;
    await expect(stage.starlight.banner).toBeVisible();
    await expect(stage.starlight.replies).toContainText(HALF);
  },
);

row(
  {
    id: 'C2b',
    title: 'a tab that is closed during a reply shows the part that arrived when it is reopened',
    inject: 'the tab is closed during a reply',
    expect: 'message and partial reply are there, marked; the upstream is released',
    figure: 'upstream released ≤ 2 s',
  },
  async (stage) => {
    await stage.ask('Tell me half.', halfReply(HALF));
    await expect(stage.starlight.replies).toContainText(HALF);
    const { page } = stage;
    const address = page.url();
    const next = await page.context().newPage();
    const closedAt = performance.now();
    await page.close();
    await stage.site.upstream.requests.at(-1)?.closed;
    stage.figure('upstream released after', performance.now() - closedAt, 'ms', 2000);
    await next.goto(address);
    await stage.continueIn(next);
    stage.part = HALF;
    await expect(stage.starlight.banner).toBeVisible();
    await expect(stage.starlight.replies).toContainText(HALF);
  },
);

row(
  {
    id: 'C3',
    title: 'ten presses and ten clicks at once send one message',
    inject: 'Enter and a click on Send, ten times each, within 50 ms',
    expect: 'exactly one request',
    figure: '1 request',
  },
  async (stage) => {
    const { site, starlight, page } = stage;
    await stage.open();
    const before = site.upstream.requests.length;
    site.upstream.respond(stream(reply('Once.')));
    await starlight.composer.fill('Send me once.');
    stage.questions.push('Send me once.');
    await page.evaluate(() => {
      const field = document.querySelector('textarea');
      const button = document.querySelector<HTMLButtonElement>('button[aria-label="Send"]');
      for (let press = 0; press < 10; press += 1) {
        const init = { key: 'Enter', bubbles: true, cancelable: true };
        field?.dispatchEvent(new KeyboardEvent('keydown', init));
        button?.click();
      }
    });
    await expect(starlight.replies).toContainText('Once.');
    await expect(starlight.questions).toHaveCount(1);
    stage.figure('upstream requests', site.upstream.requests.length - before, '', 1);
    expect(site.upstream.requests).toHaveLength(before + 1);
  },
);

row(
  {
    id: 'C4',
    title: 'Stop closes the connection to the upstream, and no token follows',
    inject: 'Stop during a reply that would continue',
    expect: 'the socket is closed; 0 tokens follow',
    figure: '≤ 500 ms',
    quick: true,
  },
  async (stage) => {
    const { starlight } = stage;
    let stopped = false;
    await stage.ask(
      'Without end.',
      halfReply('The first half', async ({ write }) => {
        for (let at = 0; at < 200; at += 1) {
          await write(delta(stopped ? ' LATE' : ' word'));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }),
    );
    await expect(starlight.replies).toContainText('word word');
    const exchange = stage.site.upstream.requests.at(-1);
    // By the page's own clock, because finding and pressing the button takes the test longer than
    // the page.
    const pressedAt = stage.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const tell = () => resolve(Date.now());
          document.addEventListener('click', tell, { capture: true, once: true });
        }),
    );
    await starlight.button('Stop').click();
    stopped = true;
    await exchange?.closed;
    stage.figure('socket closed after', Date.now() - (await pressedAt), 'ms', 500);
    const { text, status } = await stage.lastReply();
    expect(status).toBe('stopped');
    stage.part = 'The first half';
    await expect(starlight.replies).not.toContainText('LATE');
    expect((await stage.lastReply()).text).toBe(text);
  },
);

row(
  {
    id: 'C13a',
    title: 'Enter that chooses a word in an input method sends nothing',
    inject: 'Enter during input method composition',
    expect: 'nothing is sent',
    figure: '0 requests',
  },
  async (stage) => {
    const { site, starlight } = stage;
    await stage.open();
    const before = site.upstream.requests.length;
    await starlight.composer.fill('にほん');
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      const event = { key: 'Enter', bubbles: true, cancelable: true, ...init };
      await starlight.composer.dispatchEvent('keydown', event);
    }
    await expect(starlight.questions).toHaveCount(0);
    stage.figure('upstream requests', site.upstream.requests.length - before, '', 0);
    await stage.askAndRead('日本', stream(reply('はい。')), 'はい。');
  },
);

row(
  {
    id: 'C13b',
    title: 'a pasted megabyte arrives unchanged',
    inject: 'a paste of 1 MB, put into the field',
    expect: 'round trip identical',
  },
  async (stage) => {
    const text = 'A line of what somebody pasted, with ünïcödé.\n'.repeat(22_000);
    const { site, starlight, page } = stage;
    await stage.open();
    site.upstream.respond(stream(reply('Received.')));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((words) => navigator.clipboard.writeText(words), text);
    await expect(starlight.button('Attach files')).toBeVisible();
    await starlight.composer.focus();
    const pasted = performance.now();
    await page.keyboard.press('ControlOrMeta+V');
    await starlight.button('Put into the field').click();
    // Only the length, so that a megabyte is not transferred at every check.
    const lengthInField = () =>
      starlight.composer.evaluate((field: HTMLTextAreaElement) => field.value.length);
    await expect.poll(lengthInField, { timeout: 60_000 }).toBe(text.length);
    stage.figure('in the field after', performance.now() - pasted, 'ms');
    const arrived = site.upstream.nextRequest();
    await starlight.composer.press('Enter');
    expect(askedText(await arrived)).toBe(text);
    await expect(starlight.replies).toContainText('Received.', { timeout: 30_000 });
  },
);

row(
  {
    id: 'C13c',
    title: 'naughty strings come back unchanged',
    inject: 'right-to-left text, zero-width characters, markup, SQL, emoji, null-like words',
    expect: 'round trip identical; nothing runs',
    figure: 'all strings',
  },
  async (stage) => {
    const { site, starlight, page } = stage;
    site.upstream.respond(async (exchange) => stream(reply(askedText(exchange)))(exchange));
    for (const [at, text] of NAUGHTY_STRINGS.entries()) {
      await stage.ask(text);
      await expect(starlight.replies).toHaveCount(at + 1);
      await starlight.ended();
      expect(askedText(site.upstream.requests.at(-1) ?? { body: '{}' })).toBe(text);
      expect.soft((await stage.lastReply()).text).toBe(text);
    }
    stage.figure('strings', NAUGHTY_STRINGS.length, '');
    // These texts look different from their source, and the invariants look for words.
    stage.questions.length = 0;
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  },
);
