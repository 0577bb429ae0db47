import { describe, expect, it } from 'vitest';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { currentConfig } from '#lib/server/config/read-config.ts';
import { readSiteState } from '#lib/server/config/read-site-state.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { signSession } from '#lib/server/session/session-token.ts';
import { ask, HELLO, prepareBudgetSite, TEAM_TOKEN } from '#tests/support/budget-site.ts';
import {
  DONE,
  delta,
  finish,
  reply,
  roleEvent,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { stream } from '#tests/support/scriptable-upstream.ts';
import { teamRequest } from '#tests/support/starlight-process.ts';

const OPERATOR_CODE = 'a-long-operator-code';

const site = prepareBudgetSite();

async function cookieOf(response: Response): Promise<string> {
  await response.body?.cancel();
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

describe('the rate limit', () => {
  it('is reported in RateLimit headers, before and after it is reached', async () => {
    site.start({ STARLIGHT_RATE_LIMIT: '2' });
    const first = await ask();
    expect(first.headers.get('ratelimit-policy')).toBe('"address";q=2;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"address";r=1;t=\d+$/);
    const cookie = { cookie: await cookieOf(first) };
    const second = await ask(HELLO, cookie);
    expect(second.headers.get('ratelimit-policy')).toBe('"visitor";q=2;w=60');
    expect(second.headers.get('ratelimit')).toMatch(/^"visitor";r=1;t=\d+$/);
    await second.body?.cancel();
    await (await ask(HELLO, cookie)).body?.cancel();
    const refused = await ask(HELLO, cookie);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit')).toMatch(/^"visitor";r=0;t=\d+$/);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

describe('the remaining daily budget', () => {
  const rateLimitOf = (response: Response) => response.headers.get('ratelimit') ?? '';
  const siteFor = (cookie: string | null) => readSiteState(cookie, new Headers());

  async function spend(tokens: number): Promise<string> {
    site.upstream.respond(
      stream([roleEvent(), delta('hi'), finish(), usageEvent(tokens - 1, 1), DONE].join('')),
    );
    const response = await ask();
    const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    await readChatResponse(response);
    site.upstream.respond(stream(reply('hi')));
    return cookie;
  }

  it("is reported in fifths, so that a visitor sees none of the owner's figures", async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '10000', STARLIGHT_MAX_OUTPUT_TOKENS: '100' });
    const first = await ask();
    expect(rateLimitOf(first)).toMatch(/"day";r=5;t=\d+$/);
    expect(first.headers.get('ratelimit-policy')).toMatch(/, "day";q=5;w=86400;qu="fifths"$/);
    const cookie = await cookieOf(first);
    await spend(8500);
    const second = await ask(HELLO, { cookie });
    expect(rateLimitOf(second)).toMatch(/^"visitor";r=\d+;t=\d+, "day";r=1;t=\d+$/);
    await readChatResponse(second);
    expect((await siteFor(cookie)).remainingLimits.budget).toEqual({
      share: 'little',
      figures: null,
    });
    await spend(1500);
    const refused = await ask(HELLO, { cookie });
    expect(refused.status).toBe(429);
    expect(rateLimitOf(refused)).toMatch(/^"visitor";r=\d+;t=\d+, "day";r=0;t=\d+$/);
  });

  it('is reported to the operator in figures', async () => {
    site.start({
      STARLIGHT_DAILY_TOKENS: '10000',
      STARLIGHT_DAILY_SPEND: '5',
      STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    });
    const cookie = `starlight=${await signSession('operator', currentConfig())}`;
    const response = await ask(HELLO, { cookie });
    await readChatResponse(response);
    expect(rateLimitOf(response)).toMatch(/"day-tokens";r=10000;t=\d+, "day-cents";r=500;t=\d+$/);
    expect((await siteFor(cookie)).remainingLimits.budget?.figures).toEqual({
      tokens: 9990,
      usd: 4.99,
    });
  });

  it('is included in the first paint, as are the remaining messages of the minute', async () => {
    site.start({ STARLIGHT_DAILY_TOKENS: '10000', STARLIGHT_RATE_LIMIT: '2' });
    expect((await siteFor(null)).remainingLimits).toEqual({
      messages: null,
      budget: { share: 'plenty', figures: null },
    });
    const cookie = await spend(9000);
    // A visitor without a session uses one message of the shared address, and then gets a session.
    expect((await siteFor(null)).remainingLimits.messages).toBeNull();
    await readChatResponse(await ask(HELLO, { cookie }));
    expect((await siteFor(cookie)).remainingLimits).toEqual({
      messages: { remaining: 1, resetMs: expect.any(Number) },
      budget: { share: 'none', figures: null },
    });
    await (await ask()).body?.cancel();
    expect((await siteFor(null)).remainingLimits.messages?.remaining).toBe(0);
  });

  it('is not reported without a cap, or in the demo', async () => {
    site.start({});
    expect(rateLimitOf(await ask())).not.toContain('day');
    expect((await siteFor(null)).remainingLimits.budget).toBeNull();
    site.start({ STARLIGHT_DEMO: '1', STARLIGHT_DAILY_TOKENS: '1' });
    const demo = await ask();
    expect(rateLimitOf(demo)).toMatch(/^"address";r=\d+;t=\d+$/);
    await demo.body?.cancel();
    expect((await siteFor(null)).remainingLimits.budget).toBeNull();
  });

  it('is reported to a team for its own share', async () => {
    site.start({
      STARLIGHT_DAILY_TOKENS: '1000',
      STARLIGHT_MAX_OUTPUT_TOKENS: '10',
      STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
      STARLIGHT_TEAM_SHARES: 'scripts:20',
    });
    const askTeam = () =>
      complete(
        teamRequest('/v1/chat/completions', TEAM_TOKEN, {
          messages: HELLO.messages,
          model: 'gpt-4o-mini',
        }),
      );
    site.upstream.respond((exchange) => exchange.reset());
    const answers = [await askTeam()];
    while (answers.at(-1)?.status !== 429) answers.push(await askTeam());
    expect(rateLimitOf(answers[0] as Response)).toMatch(/^"team";r=\d+;t=\d+, "day";r=5;t=\d+$/);
    expect(rateLimitOf(answers.at(-1) as Response)).toContain('"day";r=0;');
    expect(spentToday('team:scripts').tokens).toBeLessThanOrEqual(200);
  });
});
