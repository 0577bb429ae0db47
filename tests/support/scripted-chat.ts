import type { Page } from '@playwright/test';
import { type ChatEvent, encodeChatEvent } from '#lib/core/chat/chat-events.ts';

/** The chat requests of a page, answered by the test, event by event. */
export type ScriptedChat = {
  /** Sends events of the reply to the latest request. */
  say: (...events: ChatEvent[]) => Promise<void>;
  /** The bodies of the requests so far. */
  requests: () => Promise<string[]>;
};

/** Answers `/api/chat` within the page; `route.fulfill` sends only whole bodies. Call it before opening. */
export async function scriptChat(page: Page): Promise<ScriptedChat> {
  await page.addInitScript(answerWithinPage);
  return {
    async say(...events) {
      const text = events.map(encodeChatEvent).join('');
      await page.waitForFunction(() => Reflect.get(window, 'sayToChat') !== undefined);
      await page.evaluate((bytes) => Reflect.get(window, 'sayToChat')(bytes), text);
    },
    requests: () =>
      page.evaluate(() => Array.from(Reflect.get(window, 'chatRequests') as string[])),
  };
}

/** Runs in the page, so it contains everything it needs. */
function answerWithinPage(): void {
  const ask = window.fetch.bind(window);
  const chatRequests: string[] = [];
  Object.assign(window, { chatRequests });
  window.fetch = async (input, init) => {
    if (input !== '/api/chat') return ask(input, init);
    chatRequests.push(String(init?.body));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const encoder = new TextEncoder();
        const sayToChat = (text: string) => controller.enqueue(encoder.encode(text));
        Object.assign(window, { sayToChat });
        init?.signal?.addEventListener('abort', () => {
          Object.assign(window, { sayToChat: undefined });
          controller.error(init.signal?.reason);
        });
      },
      // The page does so after the reply's last event.
      cancel() {
        Object.assign(window, { sayToChat: undefined });
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
}
