import type { BrowserContext } from '@playwright/test';
import { encodeChatEvent } from '../../lib/core/chat/chat-events.ts';

/** What the scripts of the measurements see of a page. */
type PageWatch = {
  /** From each key press to the next paint, in ms. */
  keys: number[];
  /** The layout shift since the page was opened. */
  shift: number;
  /** Resolves with the time when a message is painted in the log's frame, in ms since the page began. */
  painted: (messageId: string) => Promise<number>;
  /** Lengths of the next frames, each in ms, in which `step` was done. */
  frames: (count: number, step?: () => void) => Promise<number[]>;
  /** The words that the next replies consist of, and how fast they come. Null asks the server. */
  feed: { text: string; piece: number; perSecond: number } | null;
};

/** The first and the last event of a reply, as they are on the wire. */
const EVENTS = {
  start: encodeChatEvent({ type: 'start', requestId: 'sl_1', model: 'starlight-demo' }),
  end: encodeChatEvent({ type: 'done', reason: 'stop' }),
};

/** Has each page of the context watched from its beginning, and its chat requests answered on demand. */
export async function watchPages(context: BrowserContext): Promise<void> {
  await context.addInitScript(watch, EVENTS);
}

declare global {
  interface Window {
    watch: PageWatch;
  }
}

/** Runs in the page, so it contains everything it needs. */
function watch({ start, end }: typeof EVENTS): void {
  const state: PageWatch = {
    keys: [],
    shift: 0,
    feed: null,
    async painted(messageId) {
      for (;;) {
        await new Promise(requestAnimationFrame);
        const message = document.querySelector(`[data-message="${messageId}"]`);
        const frame = message?.closest('[role=log]')?.parentElement?.getBoundingClientRect();
        const box = message?.getBoundingClientRect();
        const isIn = frame && box && box.bottom > frame.top && box.top < frame.bottom;
        if (isIn && message?.querySelector('.reply, p')) break;
      }
      await afterPaint();
      return performance.now();
    },
    async frames(count, step) {
      const lengths: number[] = [];
      let last = performance.now();
      for (let index = 0; index < count; index += 1) {
        step?.();
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        lengths.push(now - last);
        last = now;
      }
      return lengths;
    },
  };
  Object.assign(window, { watch: state });
  observe('layout-shift', (entry) => {
    state.shift += Number(Reflect.get(entry, 'value'));
  });
  addEventListener(
    'keydown',
    ({ timeStamp }) => void afterPaint().then(() => state.keys.push(performance.now() - timeStamp)),
    { capture: true },
  );
  const ask = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const { feed } = state;
    if (input !== '/api/chat' || !feed) return ask(input, init);
    return new Response(bytesOf(feed, init?.signal), {
      headers: { 'content-type': 'text/event-stream' },
    });
  };

  function bytesOf(
    { text, piece, perSecond }: NonNullable<PageWatch['feed']>,
    signal: AbortSignal | null | undefined,
  ): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    let timer = 0;
    return new ReadableStream({
      start(controller) {
        const say = (event: string) => controller.enqueue(encoder.encode(event));
        say(start);
        const startedAt = performance.now();
        let sent = 0;
        timer = window.setInterval(() => {
          const due = Math.floor(((performance.now() - startedAt) / 1000) * perSecond);
          for (; sent < due && sent * piece < text.length; sent += 1) {
            const delta = text.slice(sent * piece, (sent + 1) * piece);
            say(`data: ${JSON.stringify({ type: 'delta', text: delta })}\n\n`);
          }
          if (sent * piece < text.length) return;
          clearInterval(timer);
          say(end);
          controller.close();
        }, 1000 / perSecond);
        signal?.addEventListener('abort', () => {
          clearInterval(timer);
          controller.error(signal.reason);
        });
      },
      cancel: () => clearInterval(timer),
    });
  }

  function observe(type: string, note: (entry: PerformanceEntry) => void): void {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) note(entry);
    }).observe({ type, buffered: true });
  }

  /** Messages are handled after the frame that was asked for before them. */
  function afterPaint(): Promise<void> {
    return new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done();
      requestAnimationFrame(() => port2.postMessage(0));
    });
  }
}
