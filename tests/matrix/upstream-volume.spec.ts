import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { type Script, stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';
import type { ReplyWire } from './support/reply-wire.ts';

// A million chunks take longer than the deadlines of the other rows.
test.use({
  settings: {
    env: { STARLIGHT_TOTAL_TIMEOUT_MS: '90000', STARLIGHT_IDLE_TIMEOUT_MS: '20000' },
  },
});

const CHUNKS = 1_000_000;
const WORD = 'abcdefghi ';

row(
  {
    id: 'U20',
    title: 'a million tiny chunks arrive, and neither side freezes',
    inject: '1,000,000 chunks of one character each',
    expect: 'all delivered; the page stays responsive',
    figure: 'event loop p99 < 100 ms; longest task in the page < 200 ms',
    alone: true,
  },
  async (stage) => {
    const { site } = stage;
    await stage.open();
    site.upstream.respond(tinyChunks(CHUNKS, stage.wire));
    await site.tell({ do: 'watch' });
    const started = performance.now();
    const { text } = await stage.post('A million.');
    const seconds = (performance.now() - started) / 1000;
    const { lagP99Ms, lagMaxMs, rssBefore, rssPeak } = await site.report();
    expect(text).toHaveLength(CHUNKS);
    expect(hashOf(text)).toBe(hashOf(expectedText(CHUNKS)));
    stage.figure('event loop p99', lagP99Ms, 'ms', 100);
    stage.figure('event loop longest', lagMaxMs, 'ms');
    stage.figure('total', seconds, 's');
    stage.figure('RSS grew by', (rssPeak - rssBefore) / 1024 ** 2, 'MB');

    await stage.page.evaluate(watchLongTasks);
    await stage.ask('A million more.', tinyChunks(CHUNKS, stage.wire));
    await untilStopIsGone(stage.page);
    stage.figure('longest task in the page', await longestTask(stage.page), 'ms', 200);
    expect((await stage.lastReply()).text).toHaveLength(CHUNKS);
  },
);

row(
  {
    id: 'U22',
    title: 'a reply of 5 MB neither freezes the page nor loses a character',
    inject: 'a reply of 5 MB',
    expect: 'plain text where it is too long; no freeze',
    figure: 'longest task < 1 s',
    conversationFull: true,
    alone: true,
  },
  async (stage) => {
    const { delta, reply } = stage.wire;
    const part = delta(`${'A sentence of some length. '.repeat(38)}\n\n`);
    const parts = 5 * 1024;
    await stage.open();
    await stage.page.evaluate(watchLongTasks);
    await stage.ask('All of it.', async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < parts; at += 16) await exchange.write(part.repeat(16));
      await exchange.write(reply('The end.'));
      exchange.end();
    });
    await untilStopIsGone(stage.page);
    // Measured before anything looks for elements by role, which takes as long as the reply itself.
    stage.figure('longest task in the page', await longestTask(stage.page), 'ms', 1000);
    expect((await stage.lastReply()).text.length).toBeGreaterThan(5_000_000);
    await expect(stage.starlight.replies).toContainText('The end.');
    stage.site.upstream.respond(stream(reply('Short again.')));
  },
);

/** Each token is an HTTP chunk of its own, and a thousand of them go into one write. */
function tinyChunks(count: number, { shortDelta, finish, done }: ReplyWire): Script {
  return async (exchange) => {
    await exchange.raw(
      'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n',
    );
    for (let at = 0; at < count; at += 1000) {
      const chunks = Array.from({ length: 1000 }, (_, index) =>
        httpChunk(shortDelta(tokenAt(at + index))),
      );
      await exchange.raw(chunks.join(''));
    }
    await exchange.raw(`${httpChunk(finish() + done)}0\r\n\r\n`);
  };
}

function tokenAt(at: number): string {
  return at % 500 === 499 ? '\n' : WORD.charAt(at % WORD.length);
}

function expectedText(count: number): string {
  return Array.from({ length: count }, (_, at) => tokenAt(at)).join('');
}

function httpChunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

declare global {
  interface Window {
    longestTaskMs?: number;
  }
}

function watchLongTasks(): void {
  window.longestTaskMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.longestTaskMs = Math.max(window.longestTaskMs ?? 0, duration);
    }
  }).observe({ type: 'longtask' });
}

/** Not by its role: finding that forces the layout of everything, half a second for 5 MB. */
async function untilStopIsGone(page: Page): Promise<void> {
  const isGone = () => document.querySelector('button[aria-label="Stop"]') === null;
  await page.waitForFunction(isGone, null, { polling: 200, timeout: 90_000 });
}

/** Resolves once the latest content has been painted. */
function longestTask(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    return window.longestTaskMs ?? 0;
  });
}
