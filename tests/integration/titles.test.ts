import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { nameConversation } from '#lib/client/chat/name-conversation.ts';
import { openChatStream } from '#lib/client/chat/open-chat-stream.ts';
import { toWireRequest } from '#lib/core/attachments/to-wire-request.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { reply as completion } from '#tests/support/completion-events.ts';
import {
  CREATED,
  ended,
  message,
  responseEvents,
  textDelta,
} from '#tests/support/response-events.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { type HandlerServer, serveHandlers } from '#tests/support/serve-handlers.ts';
import { startStarlight } from '#tests/support/starlight-process.ts';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';

const KEY = 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const QUESTION = messageOf({ id: 'q', text: 'Why do I get a 429?' });
const REPLY = messageOf({
  id: 'a',
  parentId: 'q',
  seq: 1,
  role: 'assistant',
  text: 'Because of a limit.',
  model: 'gpt-test',
});
const CONVERSATION = conversationOf({ title: 'Why do I get a 429?' });

let upstream: ScriptableUpstream;
let server: HandlerServer;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  server = await serveHandlers({ '/api/chat': chat });
});
afterAll(async () => {
  await server.close();
  await upstream.close();
});
beforeEach(() => {
  upstream.requests.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

function start(api: string, env: Record<string, string> = {}) {
  startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_API: api,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_DAILY_TOKENS: '100000',
    ...env,
  });
}

/** What the page does after a reply, over real sockets. */
function askForTitle(timeoutMs = 5000) {
  return nameConversation(REPLY, {
    store: { load: async () => ({ conversation: CONVERSATION, messages: [QUESTION, REPLY] }) },
    openStream: (request, signal) =>
      openChatStream(toWireRequest(request), {
        signal,
        isOnline: () => true,
        watch: () => ({ noteBytes: () => {}, stop: () => {} }),
        fetch: (path, init) =>
          fetch(`${server.origin}${path}`, {
            ...init,
            headers: { ...init?.headers, origin: server.origin },
          }),
      }),
    models: [{ id: 'gpt-test' }],
    signal: new AbortController().signal,
    timeoutMs,
    remaining: () => null,
  });
}

const dialects = {
  chat: (text: string) => stream(completion(text)),
  responses: (text: string) =>
    stream(responseEvents(CREATED, textDelta(text), ended({ output: [message(text)] }))),
};

describe.each(Object.entries(dialects))('with the API %s', (api, says) => {
  it('a conversation gets the title that its model writes, counted in the budget', async () => {
    start(api);
    upstream.respond(says('**Rate limits**'));
    expect(await askForTitle()).toEqual({ conversation: CONVERSATION, title: 'Rate limits' });
    expect(upstream.requests).toHaveLength(1);
    expect(upstream.requests[0]?.body).toContain('Because of a limit.');
    expect(spentToday('visitors').tokens).toBeGreaterThan(0);
  });

  it('a refused, a slow or an endless title leaves the one of today', async () => {
    start(api);
    upstream.respond(answer(400, { error: { message: 'No', type: 'invalid_request_error' } }));
    expect(await askForTitle()).toBeNull();
    upstream.respond(async () => await new Promise((resolve) => setTimeout(resolve, 1000)));
    expect(await askForTitle(100)).toBeNull();
    upstream.respond(says('An essay about rate limits. '.repeat(1000)));
    expect(await askForTitle()).toBeNull();
    start(api, { STARLIGHT_DAILY_TOKENS: '1' });
    expect(await askForTitle()).toBeNull();
  });
});
