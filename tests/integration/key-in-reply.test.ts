import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { registry } from '#lib/server/registry.ts';
import { completion, DONE, delta, finish, roleEvent } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

const SECRET = 'QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const KEY = `sk-proj-${SECRET}`;
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const MESSAGES = [{ role: 'user', content: 'hi' }];
/** Of a key that is cut after its first letters, those are told before it is known what they begin. */
const CLEAN = /^It is sk-proj-(Q|QZ|QZX)?\[key removed\]\.$/;

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  startStarlight({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'm',
    STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
  });
});
afterEach(() => vi.unstubAllEnvs());

const onThePage = async () =>
  await readChatResponse(await chat(pageRequest('/api/chat', { messages: MESSAGES })));

const call = (more: object = { stream: true }) =>
  completions(
    new Request('http://localhost:3000/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: MESSAGES, ...more }),
    }),
  );

const asProgram = async (more: object = {}) => await readAsItGoes(await call(more));

/** What is told, also where the connection breaks after it, as programs learn of a failure. */
async function readAsItGoes(
  response: Response,
  onText: (told: string) => void = () => undefined,
): Promise<string> {
  const decoder = new TextDecoder();
  let told = '';
  try {
    for await (const bytes of response.body ?? []) {
      told += decoder.decode(bytes, { stream: true });
      onText(told);
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
  return told;
}

const contentOf = (events: string) =>
  events
    .split('\n\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice(6)).choices?.[0]?.delta?.content ?? '')
    .join('');

describe('a key that an upstream puts into its reply', () => {
  it('is taken out of the text, wherever that is cut', async () => {
    const text = `It is ${KEY}.`;
    for (let at = 1; at < text.length; at++) {
      upstream.respond(stream(delta(text.slice(0, at)), delta(text.slice(at)), finish(), DONE));
      expect((await onThePage()).text).toMatch(CLEAN);
      expect(contentOf(await asProgram({ stream: true }))).toMatch(CLEAN);
    }
  });

  it('is taken out wherever the bytes of the stream are cut', async () => {
    const bytes = roleEvent() + delta(`It is ${KEY}.`) + finish() + DONE;
    for (let at = 1; at < bytes.length; at += 3) {
      upstream.respond(stream(bytes.slice(0, at), bytes.slice(at)));
      expect((await onThePage()).text).toBe('It is sk-proj-[key removed].');
      expect(contentOf(await asProgram({ stream: true }))).toBe('It is sk-proj-[key removed].');
    }
  });

  it('is taken out of a reply that is whole', async () => {
    upstream.respond(answer(200, completion(`It is ${KEY}.`)));
    expect((await onThePage()).text).toBe('It is sk-proj-[key removed].');
    expect(await asProgram()).toContain('It is sk-proj-[key removed].');
    expect(contentOf(await asProgram({ stream: true }))).toBe('It is sk-proj-[key removed].');
  });
});

describe('what may be the beginning of a key', () => {
  const BEGINNING = 'Is it QZXWVK';

  it('is told when the reply ends', async () => {
    upstream.respond(stream(delta(BEGINNING), finish(), DONE));
    expect((await onThePage()).text).toBe(BEGINNING);
    expect(contentOf(await asProgram({ stream: true }))).toBe(BEGINNING);
    upstream.respond(answer(200, completion(BEGINNING)));
    expect((await onThePage()).text).toBe(BEGINNING);
    expect(await asProgram()).toContain(`"${BEGINNING}"`);
  });

  it.each(['cut', 'reset'] as const)(
    'is told before the failure when it breaks off: %s',
    async (end) => {
      upstream.respond(async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write(delta(BEGINNING));
        exchange[end]();
      });
      const { text, events } = await onThePage();
      expect(text).toBe(BEGINNING);
      expect(events.at(-1)).toMatchObject({ error: { kind: 'reply_interrupted' } });
      const told = await asProgram({ stream: true });
      expect(contentOf(told)).toBe(BEGINNING);
      expect(told).toContain('"code":"reply_interrupted"');
    },
  );

  it('is told before the failure when the server stops', async () => {
    upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(delta(BEGINNING));
    });
    const stop = (told: string) => {
      if (!told.includes('Is it QZX')) return;
      for (const end of registry().openReplies) end('server_restarting');
    };
    for (const ask of [() => chat(pageRequest('/api/chat', { messages: MESSAGES })), call]) {
      expect(await readAsItGoes(await ask(), stop)).toMatch(/Is it QZX".*WVK".*server_restarting/s);
    }
  });
});
