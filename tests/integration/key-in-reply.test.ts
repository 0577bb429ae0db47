import { describe, expect, it } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { registry } from '#lib/server/registry.ts';
import { completion, DONE, delta, finish, roleEvent } from '#tests/support/completion-events.ts';
import { prepareSite, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, teamRequest } from '#tests/support/starlight-process.ts';

const SECRET = 'QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const KEY = `sk-proj-${SECRET}`;
const MESSAGES = [{ role: 'user', content: 'hi' }];
/** When a key is cut after its first letters, those are sent before it is known what they begin. */
const CLEAN = /^It is sk-proj-(Q|QZ|QZX)?\[key removed\]\.$/;

const site = prepareSite({
  env: {
    OPENAI_API_KEY: KEY,
    STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  },
});

const askAsPage = async () =>
  await readChatResponse(await chat(pageRequest('/api/chat', { messages: MESSAGES })));

const sendAsProgram = (more: object = { stream: true }) =>
  completions(teamRequest('/v1/chat/completions', TEAM_TOKEN, { messages: MESSAGES, ...more }));

const askAsProgram = async (more: object = {}) => await readUntilBroken(await sendAsProgram(more));

/** What was received, even if the connection then breaks, as programs see when a reply fails. */
async function readUntilBroken(
  response: Response,
  onText: (received: string) => void = () => undefined,
): Promise<string> {
  const decoder = new TextDecoder();
  let received = '';
  try {
    for await (const bytes of response.body ?? []) {
      received += decoder.decode(bytes, { stream: true });
      onText(received);
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return received;
}

const contentOf = (events: string) =>
  events
    .split('\n\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)).choices?.[0]?.delta?.content ?? '')
    .join('');

describe('a key that an upstream puts into its reply', () => {
  it('is removed from the text, wherever the text is split', async () => {
    const text = `It is ${KEY}.`;
    for (let at = 1; at < text.length; at++) {
      site.upstream.respond(
        stream(delta(text.slice(0, at)), delta(text.slice(at)), finish(), DONE),
      );
      expect((await askAsPage()).text).toMatch(CLEAN);
      expect(contentOf(await askAsProgram({ stream: true }))).toMatch(CLEAN);
    }
  });

  it('is removed wherever the bytes of the stream are split', async () => {
    const bytes = roleEvent() + delta(`It is ${KEY}.`) + finish() + DONE;
    for (let at = 1; at < bytes.length; at += 3) {
      site.upstream.respond(stream(bytes.slice(0, at), bytes.slice(at)));
      expect((await askAsPage()).text).toBe('It is sk-proj-[key removed].');
      expect(contentOf(await askAsProgram({ stream: true }))).toBe('It is sk-proj-[key removed].');
    }
  });

  it('is removed from a reply that is not streamed', async () => {
    site.upstream.respond(answer(200, completion(`It is ${KEY}.`)));
    expect((await askAsPage()).text).toBe('It is sk-proj-[key removed].');
    expect(await askAsProgram()).toContain('It is sk-proj-[key removed].');
    expect(contentOf(await askAsProgram({ stream: true }))).toBe('It is sk-proj-[key removed].');
  });
});

describe('text that may be the start of a key', () => {
  const START_OF_KEY = 'Is it QZXWVK';

  it('is sent when the reply ends', async () => {
    site.upstream.respond(stream(delta(START_OF_KEY), finish(), DONE));
    expect((await askAsPage()).text).toBe(START_OF_KEY);
    expect(contentOf(await askAsProgram({ stream: true }))).toBe(START_OF_KEY);
    site.upstream.respond(answer(200, completion(START_OF_KEY)));
    expect((await askAsPage()).text).toBe(START_OF_KEY);
    expect(await askAsProgram()).toContain(`"${START_OF_KEY}"`);
  });

  it.each(['cut', 'reset'] as const)(
    'is sent before the failure when the connection breaks: %s',
    async (end) => {
      site.upstream.respond(async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write(delta(START_OF_KEY));
        exchange[end]();
      });
      const { text, events } = await askAsPage();
      expect(text).toBe(START_OF_KEY);
      expect(events.at(-1)).toMatchObject({ error: { kind: 'reply_interrupted' } });
      const received = await askAsProgram({ stream: true });
      expect(contentOf(received)).toBe(START_OF_KEY);
      expect(received).toContain('"code":"reply_interrupted"');
    },
  );

  it('is sent before the failure when the server stops', async () => {
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(delta(START_OF_KEY));
    });
    const stop = (received: string) => {
      if (!received.includes('Is it QZX')) return;
      for (const end of registry().openReplies) end('server_restarting');
    };
    for (const ask of [
      () => chat(pageRequest('/api/chat', { messages: MESSAGES })),
      sendAsProgram,
    ]) {
      expect(await readUntilBroken(await ask(), stop)).toMatch(
        /Is it QZX".*WVK".*server_restarting/s,
      );
    }
  });
});
