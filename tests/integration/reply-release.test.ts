import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { amountsToday, reserveToday } from '#lib/server/limits/daily-budget.ts';
import {
  countRepliesOpen,
  limitConcurrentReplies,
  MAX_CONCURRENT_REPLIES,
} from '#lib/server/limits/limit-concurrent-replies.ts';
import { registry } from '#lib/server/registry.ts';
import { completion, delta, event, reply } from '#tests/support/completion-events.ts';
import { prepareSite, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, teamRequest } from '#tests/support/starlight-process.ts';

const MODEL = 'gpt-4o-mini';
const DAILY_TOKENS = 1_000_000;
/** One more reply than a client may have concurrently. */
const ROUNDS = MAX_CONCURRENT_REPLIES.address + 1;

const site = prepareSite({
  env: {
    STARLIGHT_MODELS: MODEL,
    STARLIGHT_RATE_LIMIT: '10000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
    STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
    STARLIGHT_DAILY_TOKENS: String(DAILY_TOKENS),
    STARLIGHT_MAX_OUTPUT_TOKENS: '1',
  },
});

type Send = (more?: object) => Promise<Response>;
const TURN_ID = crypto.randomUUID();
const messages = [{ role: 'user', content: 'hello' }];
const program =
  (fixed: object): Send =>
  (more = {}) =>
    complete(teamRequest('/v1/chat/completions', TEAM_TOKEN, { messages, ...fixed, ...more }));
const page: Send = (more = {}) =>
  chat(pageRequest('/api/chat', { messages, turnId: TURN_ID, ...more }));

/** Sends a request and reads the response until it ends or breaks. */
async function askAndRead(send: Send, more: object = {}): Promise<number> {
  const response = await send(more);
  await response.text().catch(() => 'it was cut');
  return response.status;
}

function expectEverythingReleased(): void {
  expect(countRepliesOpen()).toBe(0);
  expect(registry().openReplies.size).toBe(0);
  expect(registry().turnsInFlight.size).toBe(0);
  for (const spender of ['visitors', 'team:scripts'] as const) {
    expect(amountsToday(spender, Date.now()).inFlight.tokens).toBe(0);
  }
}

const ENDS: [string, Script, number][] = [
  ['refuses', answer(401, { error: { code: 'invalid_api_key' } }), 401],
  ['is overloaded', answer(503, { error: { message: 'x' } }), 503],
  ['breaks the connection before an answer', ({ reset }) => reset(), 502],
  ['answers with a page', answer(200, '<html>'), 502],
  ['answers with nothing', stream(), 502],
];

describe.each([
  ['the page', page, stream(reply('hi'))],
  ['a program that streams', program({ stream: true }), stream(reply('hi'))],
  ['a program that does not', program({}), answer(200, completion('hi'))],
] as const)('a reply to %s releases everything', (_, send, completeReply) => {
  it('when it is complete, any number of times', async () => {
    site.upstream.respond(completeReply);
    for (let round = 0; round < ROUNDS; round += 1) expect(await askAndRead(send)).toBe(200);
    expectEverythingReleased();
  });

  it.each(ENDS)('when the upstream %s', async (_when, script, status) => {
    site.upstream.respond(script);
    for (let round = 0; round < 4; round += 1) expect(await askAndRead(send)).toBe(status);
    expectEverythingReleased();
  });

  it('when the upstream fails in its first event', async () => {
    site.upstream.respond(stream(event({ error: { code: 503, message: 'x' } })));
    expect(await askAndRead(send)).toBeOneOf([502, 503]);
    expectEverythingReleased();
  });

  it('when the upstream breaks off during it', async () => {
    site.upstream.respond(async ({ head, write, reset }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta('half'));
      reset();
    });
    await askAndRead(send);
    expectEverythingReleased();
  });

  it('when its model is not offered', async () => {
    expect(await askAndRead(send, { model: 'gpt-other' })).toBe(400);
    expectEverythingReleased();
  });

  it('when the key cannot be used', async () => {
    site.start({ OPENAI_API_KEY: '"sk-proj-quoted"' });
    expect(await askAndRead(send)).toBe(401);
    expectEverythingReleased();
  });

  it('when the day’s budget is spent', async () => {
    const all = { tokens: DAILY_TOKENS, microUsd: 0 };
    const none = { tokens: null, microUsd: null };
    for (const spender of ['visitors', 'team:scripts'] as const) {
      const reserved = reserveToday(spender, all, none);
      if (reserved.ok) reserved.reservation.settle(all);
    }
    expect(await askAndRead(send)).toBe(429);
    expectEverythingReleased();
  });

  it('when all clients together have too many replies', async () => {
    const slots = await Promise.all(
      Array.from({ length: MAX_CONCURRENT_REPLIES.process }, (_slot, at) =>
        limitConcurrentReplies(`session:${at}`, 3),
      ),
    );
    expect(await askAndRead(send)).toBe(503);
    for (const slot of slots) slot[Symbol.dispose]();
    expectEverythingReleased();
  });
});

it("releases the slot, and keeps the first request's turn, when a turn is sent twice", async () => {
  site.upstream.respond(() => undefined);
  const client = new AbortController();
  const { signal } = client;
  const arrived = site.upstream.nextRequest();
  const first = chat(pageRequest('/api/chat', { messages, turnId: TURN_ID }, { signal }));
  await arrived;
  expect(await askAndRead(page)).toBe(409);
  expect(countRepliesOpen()).toBe(1);
  expect(registry().turnsInFlight.size).toBe(1);
  client.abort();
  expect((await first).status).toBe(499);
  await vi.waitFor(expectEverythingReleased);
});
