import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { registry } from '#lib/server/registry.ts';
import { signSession } from '#lib/server/session/session-token.ts';
import { memoryStore } from '#lib/server/store/memory-store.ts';
import {
  ask,
  askAsTeam,
  errorOf,
  HELLO,
  prepareBudgetSite,
  withTeamBudget,
} from '#tests/support/budget-site.ts';
import {
  completion,
  DONE,
  delta,
  finish,
  reply,
  roleEvent,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { chatWrites, readChatResponse } from '#tests/support/read-chat-response.ts';
import {
  answer,
  type Script,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

const OPERATOR_CODE = 'a-long-operator-code';
// "hello" with its framing, and the null system prompt; below 100 in any case.
const MOST_OF_HELLO = 200;

const site = prepareBudgetSite();

/** Accepts the request, writes half a document, then continues with `after`. */
function half(after: Script): Script {
  return async (exchange) => {
    await exchange.head(200, { 'content-type': 'application/json' });
    await exchange.write(JSON.stringify(completion('hi')).slice(0, 100));
    await after(exchange);
  };
}

describe('the daily budget', () => {
  it('allows exactly the permitted number of parallel requests', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: String(10 * MOST_OF_HELLO) });
    // No reply ends before all requests were sent, so each holds its worst-case reservation.
    const all = Promise.withResolvers<void>();
    site.upstream.respond(async (exchange) => {
      await all.promise;
      await stream(reply('hi'))(exchange);
    });
    const padded = { ...HELLO, maxOutputTokens: MOST_OF_HELLO - 95 };
    let refused = 0;
    const responses = Array.from({ length: 200 }, async () => {
      const { status } = await ask(padded);
      if (status === 429) refused += 1;
    });
    const decided = () => refused + site.upstream.requests.length;
    await vi.waitFor(() => expect(decided()).toBe(200), { timeout: 20_000 });
    all.resolve();
    await Promise.all(responses);
    expect(site.upstream.requests).toHaveLength(10);
    expect(refused).toBe(190);
  });

  it('refuses requests until midnight UTC once it is spent, and shows the cap only to the operator', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '50', STARLIGHT_OPERATOR_CODE: OPERATOR_CODE });
    const response = await ask();
    expect(response.status).toBe(429);
    const error = await errorOf(response);
    expect(error).toMatchObject({ kind: 'budget_spent' });
    expect(error?.details).toBeUndefined();
    const cookie = `starlight=${await signSession('operator', currentConfig())}`;
    expect(await errorOf(await ask(HELLO, { cookie }))).toMatchObject({
      kind: 'budget_spent',
      details: { limit: 50, limitUnit: 'tokens', limitWindow: 'day' },
    });
    expect(error?.retryAfterMs).toBeLessThanOrEqual(86_400_000);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(site.upstream.requests).toHaveLength(0);
  });

  it.each([
    ['a visitor', (signal: AbortSignal) => chat(pageRequest('/api/chat', HELLO, { signal }))],
    ['a program', (signal: AbortSignal) => askAsTeam({}, signal)],
  ])('is charged nothing if %s leaves before anything was sent', async (_, send) => {
    site.start(withTeamBudget('2000'));
    const client = new AbortController();
    const store = memoryStore();
    registry().slots.set('memory-store', {
      ...store,
      reserve: async (request: Parameters<typeof store.reserve>[0]) => {
        client.abort();
        // Over a connection, the server learns of it later.
        await wait(200);
        return await store.reserve(request);
      },
    });
    expect((await send(client.signal)).status).toBe(499);
    expect(site.upstream.requests).toHaveLength(0);
    expect(spentToday('visitors').tokens + spentToday('team:scripts').tokens).toBe(0);
  });

  it('is charged with the tokens that the upstream counted', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    await readChatResponse(await ask());
    expect(spentToday('visitors').tokens).toBe(7 + 3);
  });

  it.each(['length', 'stop'])(
    'is charged with the count for a reply of thinking alone that ended with %s',
    async (ending) => {
      site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
      site.upstream.respond(
        stream(delta('<think>plan') + finish(ending) + usageEvent(7, 3) + DONE),
      );
      await readChatResponse(await ask());
      expect(spentToday('visitors').tokens).toBe(7 + 3);
    },
  );

  it.each([
    ['negative', usageEvent(-1_000_000, 3)],
    ['negative in its total', usageEvent(7, -1_000_000)],
    ['a fraction', usageEvent(7.5, 3)],
    ['infinite', usageEvent(7, 3).replaceAll(':3', ':1e999')],
    ['absurdly large', usageEvent(1e15, 3)],
    ['zero', usageEvent(0, 0)],
    ['zero for a text', usageEvent(7, 0)],
    ['a string', usageEvent(7, 3).replaceAll(':7', ':"7"')],
    ['valid and then negative', usageEvent(7, 3) + usageEvent(-7, -3)],
  ])('is charged the worst case when the reported count is %s', async (_, count) => {
    const usage = /"usage":(\{[^}]*\})\}\s*$/.exec(count)?.[1] ?? '';
    const document = JSON.stringify({ ...completion('hi'), usage: 'COUNT' }).replace(
      '"COUNT"',
      usage,
    );
    const spent = () => spentToday('visitors').tokens + spentToday('team:scripts').tokens;
    for (const send of [() => ask(), () => askAsTeam({ stream: true }), () => askAsTeam()]) {
      site.start(withTeamBudget('2000'));
      let reserved = 0;
      site.upstream.respond((exchange) => {
        reserved = spent();
        return JSON.parse(exchange.body).stream
          ? stream(roleEvent() + delta('hi') + finish() + count + DONE)(exchange)
          : answer(200, document, { 'content-type': 'application/json' })(exchange);
      });
      const response = await send();
      expect(response.status).toBe(200);
      await response.text();
      expect(reserved).toBeGreaterThan(100);
      expect(spent()).toBe(reserved);
    }
  });

  it('is charged the worst case when the finish reason is a failure, even one that refuses requests', async () => {
    const spent = () => spentToday('visitors').tokens + spentToday('team:scripts').tokens;
    for (const send of [() => ask(), () => askAsTeam({ stream: true }), () => askAsTeam()]) {
      site.start(withTeamBudget('2000'));
      let reserved = 0;
      site.upstream.respond((exchange) => {
        reserved = spent();
        const reason = 'insufficient_system_resource';
        return JSON.parse(exchange.body).stream
          ? stream(delta('hi') + finish(reason) + DONE)(exchange)
          : answer(200, completion('hi', reason))(exchange);
      });
      await (await send()).text().catch(() => 'a stream that was broken on purpose');
      expect(reserved).toBeGreaterThan(100);
      expect(spent()).toBe(reserved);
    }
  });

  it('is charged the most that a stopped reply can have cost', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta('It begins'));
      await exchange.closed;
    });
    const writes = chatWrites(await ask());
    await writes.next();
    expect(spentToday('visitors').tokens).toBeGreaterThan(100);
    await writes.cancel();
    await vi.waitFor(() => expect(site.upstream.inFlight()).toBe(0));
    expect(spentToday('visitors').tokens).toBeGreaterThan(100);
  });

  it('is not charged for a request that the upstream refused', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    site.upstream.respond(answer(401, { error: { code: 'invalid_api_key' } }));
    expect((await ask()).status).toBe(401);
    expect(spentToday('visitors').tokens).toBe(0);
  });

  it('stays charged when a response breaks within its headers, which may have been a 200', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    site.upstream.respond(async ({ raw, cut }) => {
      await raw('HTTP/1.1 200 OK\r\ncontent-type: text/eve');
      cut();
    });
    expect((await errorOf(await ask()))?.kind).toBe('reply_interrupted');
    expect(spentToday('visitors').tokens).toBeGreaterThan(100);
  });

  it('reserves dollars at the highest rate, and refuses a model without a price', async () => {
    site.start({ STARLIGHT_DAILY_SPEND: '0.01' });
    // 0.6 dollars for a million tokens: 20,000 would cost more than a cent.
    const expensive = await ask({ ...HELLO, maxOutputTokens: 4096, model: 'gpt-4o-mini' });
    expect(expensive.status).toBe(200);
    await readChatResponse(expensive);
    expect(spentToday('visitors').microUsd).toBe(3);
    const unknown = await ask({ ...HELLO, model: 'unknown-model' });
    expect(await errorOf(unknown)).toMatchObject({ kind: 'not_configured' });
    expect(site.upstream.requests).toHaveLength(1);
  });

  it("counts with the operator's prices, which a model of their own needs", async () => {
    site.start({
      STARLIGHT_DAILY_SPEND: '1',
      STARLIGHT_PRICES: 'unknown-model=2/4,gpt-4o-mini=10/0/20',
    });
    await readChatResponse(await ask({ ...HELLO, model: 'unknown-model' }));
    expect(spentToday('visitors').microUsd).toBe(7 * 2 + 3 * 4);
    await readChatResponse(await ask({ ...HELLO, model: 'gpt-4o-mini' }));
    expect(spentToday('visitors').microUsd).toBe(26 + 7 * 10 + 3 * 20);
  });

  it('tells only the operator the most that a reply can cost, and what it cost', async () => {
    site.start({ STARLIGHT_OPERATOR_CODE: OPERATOR_CODE });
    site.upstream.respond(stream(reply('hi').replaceAll('"usage":{', '"usage":{"cost":0.5,')));
    const toVisitor = await readChatResponse(await ask());
    expect(toVisitor.events[0]).not.toHaveProperty('worstCase');
    expect(toVisitor.raw).not.toContain('cost');
    const cookie = `starlight=${await signSession('operator', currentConfig())}`;
    const { events } = await readChatResponse(await ask(HELLO, { cookie }));
    expect(events[0]).toMatchObject({
      type: 'start',
      worstCase: { inputTokens: expect.any(Number), outputTokens: 100 },
    });
    const simulated = { messages: [{ role: 'user', content: '/simulate reply_truncated' }] };
    const free = await readChatResponse(await ask(simulated, { cookie }));
    expect(free.events[0]).not.toHaveProperty('worstCase');
    expect(free.raw).toContain('"type":"done"');
    expect(free.raw).not.toContain('usage');
  });

  it('gives each team and all visitors together an equal share', async () => {
    site.start(withTeamBudget('600'));
    site.upstream.respond(answer(200, completion('hi')));
    expect((await askAsTeam()).status).toBe(200);
    expect(spentToday('team:scripts').tokens).toBe(10);
    site.upstream.respond((exchange) => exchange.reset());
    while ((await askAsTeam()).status !== 429);
    expect(spentToday('team:scripts').tokens).toBeLessThanOrEqual(300);
    site.upstream.respond(stream(reply('hi')));
    expect((await ask()).status).toBe(200);
  });

  it('does not apply to the demo', async () => {
    site.start({ STARLIGHT_DEMO: '1', STARLIGHT_DAILY_TOKENS: '1' });
    expect((await ask()).status).toBe(200);
  });
});

describe("a team's budget", () => {
  it.each<[string, Script]>([
    ['breaks', half(({ reset }) => reset())],
    ['ends early', half(({ end }) => end())],
    ['is a page', answer(200, '<html>')],
    ['is an error document', answer(200, { error: { message: 'x' } })],
    ['is empty', answer(200, '')],
  ])(
    'is charged the most that a reply can have cost when it was accepted and %s',
    async (_, script) => {
      site.start(withTeamBudget('1000'));
      site.upstream.respond(script);
      expect((await askAsTeam()).status).toBeGreaterThanOrEqual(400);
      expect(spentToday('team:scripts').tokens).toBeGreaterThan(100);
    },
  );

  it('is not charged for a request that the upstream refused or never received', async () => {
    site.start(withTeamBudget('1000'));
    site.upstream.respond(answer(429, { error: { code: 'rate_limit_exceeded' } }));
    expect((await askAsTeam()).status).toBe(429);
    expect(spentToday('team:scripts').tokens).toBe(0);
    const closed = await startScriptableUpstream();
    await closed.close();
    site.start({ ...withTeamBudget('1000'), OPENAI_BASE_URL: closed.url });
    expect((await askAsTeam()).status).toBe(502);
    expect(spentToday('team:scripts').tokens).toBe(0);
  });
});
