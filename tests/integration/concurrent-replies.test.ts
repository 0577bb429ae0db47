import { describe, expect, it } from 'vitest';
import { ask, errorOf, HELLO, prepareBudgetSite } from '#tests/support/budget-site.ts';
import { delta, reply, roleEvent } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer } from '#tests/support/scriptable-upstream.ts';

const site = prepareBudgetSite();

async function cookieOf(response: Response): Promise<string> {
  await response.body?.cancel();
  return (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
}

describe('concurrent replies', () => {
  it('are limited to three for a visitor; a fourth starts when one has ended', async () => {
    site.start({});
    const cookie = { cookie: await cookieOf(await ask()) };
    const end = Promise.withResolvers<void>();
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta('It begins'));
      await end.promise;
      await exchange.write(reply(' and ends.'));
      exchange.end();
    });
    const open = await Promise.all([1, 2, 3].map(() => ask(HELLO, cookie)));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200]);
    const refused = await ask(HELLO, cookie);
    expect(await errorOf(refused)).toMatchObject({
      kind: 'too_many_at_once',
      status: 429,
      details: { limit: 3, limitUnit: 'replies' },
    });
    end.resolve();
    await Promise.all(open.map(readChatResponse));
    const next = await ask(HELLO, cookie);
    expect(next.status).toBe(200);
    await readChatResponse(next);
  });

  it('are released after a refusal, an invalid body and a visitor who leaves', async () => {
    site.start({});
    const cookie = { cookie: await cookieOf(await ask()) };
    site.upstream.respond(answer(401, { error: { code: 'invalid_api_key' } }));
    for (let count = 0; count < 5; count++) expect((await ask(HELLO, cookie)).status).toBe(401);
    for (let count = 0; count < 5; count++) expect((await ask({ no: 1 }, cookie)).status).toBe(400);
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(roleEvent() + delta('It begins'));
      await exchange.closed;
    });
    for (let count = 0; count < 5; count++) {
      const response = await ask(HELLO, cookie);
      expect(response.status).toBe(200);
      await response.body?.cancel();
    }
  });
});
