import { describe, expect, it } from 'vitest';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { ask, HELLO, prepareBudgetSite } from '#tests/support/budget-site.ts';
import { reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';

// "hello" with its framing, and the null system prompt; below 100 in any case.
const MOST_OF_HELLO = 200;

const site = prepareBudgetSite();

describe('a request that is retried automatically', () => {
  const unanswered: [string, Script][] = [
    ['the connection was reset', ({ reset }) => reset()],
    ['the connection was closed', ({ cut }) => cut()],
    ['a server in between had no answer', answer(502, '<html>')],
    ['a server in between timed out', answer(504, '')],
  ];
  // What the upstream counts for `reply`.
  const COUNTED = 7 + 3;

  it.each(unanswered)('is charged twice when %s', async (_, script) => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    const reserved: number[] = [];
    site.upstream.respond((exchange) => {
      reserved.push(spentToday('visitors').tokens);
      return reserved.length === 1 ? script(exchange) : stream(reply('hi'))(exchange);
    });
    const { text } = await readChatResponse(await ask());
    expect(text).toBe('hi');
    const [mostOfOne = 0, mostOfTwo] = reserved;
    expect(mostOfTwo).toBe(2 * mostOfOne);
    expect(spentToday('visitors').tokens).toBe(mostOfOne + COUNTED);
  });

  it.each([500, 503])('is charged once when the upstream refused it with %i', async (status) => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    site.upstream.respond((exchange) =>
      (site.upstream.requests.length === 1 ? answer(status, {}) : stream(reply('hi')))(exchange),
    );
    await readChatResponse(await ask());
    expect(site.upstream.requests).toHaveLength(2);
    expect(spentToday('visitors').tokens).toBe(COUNTED);
  });

  it.each(unanswered)(
    'is not retried when %s and the budget does not cover both attempts',
    async (_, script) => {
      site.start({ STARLIGHT_DAILY_TOKENS: '250' });
      site.upstream.respond(script);
      const response = await ask();
      // The original failure, not "the budget is spent".
      expect(response.status).toBeGreaterThanOrEqual(502);
      expect(site.upstream.requests).toHaveLength(1);
      expect(spentToday('visitors').tokens).toBeGreaterThan(100);
    },
  );

  it('costs nothing more when its second attempt is refused', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '1000' });
    let mostOfOne = 0;
    site.upstream.respond((exchange) => {
      if (mostOfOne > 0) return answer(429, { error: { code: 'rate_limit_exceeded' } })(exchange);
      mostOfOne = spentToday('visitors').tokens;
      exchange.reset();
    });
    expect((await ask()).status).toBe(429);
    expect(spentToday('visitors').tokens).toBe(mostOfOne);
  });

  it('never exceeds the cap at the upstream, however many run concurrently', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: String(10 * MOST_OF_HELLO) });
    const padded = { ...HELLO, maxOutputTokens: MOST_OF_HELLO - 95 };
    site.upstream.respond(({ reset }) => reset());
    await Promise.all(Array.from({ length: 30 }, () => ask(padded)));
    expect(site.upstream.requests).toHaveLength(10);
  });
});
