import { describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { registry } from '#lib/server/registry.ts';
import { delta } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import type { Script } from '#tests/support/scriptable-upstream.ts';

const ROUNDS = 30;
// The target is 500 ms; measured here: 1 to 3 ms.
const LONGEST_MS = 500;

const site = prepareSite({
  handlers: { '/api/chat': chat },
  env: { STARLIGHT_RATE_LIMIT: '10000', STARLIGHT_GLOBAL_RATE_LIMIT: '10000' },
});

const MESSAGES = [{ role: 'user', content: 'hi' }];
const ask = (signal: AbortSignal) =>
  site.post('/api/chat', { messages: MESSAGES, turnId: crypto.randomUUID() }, signal);

const isAbort = (error: unknown) => {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
};

/** Everything that a reply holds is released. */
async function expectEverythingReleased(): Promise<void> {
  await vi.waitFor(() => {
    expect(site.upstream.inFlight()).toBe(0);
    expect(registry().openReplies.size).toBe(0);
    expect(registry().turnsInFlight.size).toBe(0);
  });
}

describe('when a visitor leaves', () => {
  const startsReply: Script = async ({ head, write }) => {
    await head(200, { 'content-type': 'text/event-stream' });
    await write(delta('a'));
  };
  it.each<[string, Script, boolean]>([
    ['before the headers', () => undefined, false],
    ['before the first token', ({ head }) => head(200), false],
    ['in the middle of a reply', startsReply, true],
  ])('%s, the upstream connection is closed within 500 ms', async (_when, script, readsFirst) => {
    site.upstream.respond(script);
    const tookMs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const controller = new AbortController();
      const arrived = site.upstream.nextRequest();
      const response = ask(controller.signal);
      response.catch(isAbort);
      const exchange = await arrived;
      if (readsFirst) await (await response).body?.getReader().read();
      const startedAt = performance.now();
      controller.abort();
      await exchange.closed;
      tookMs.push(performance.now() - startedAt);
    }
    expect(Math.max(...tookMs)).toBeLessThan(LONGEST_MS);
    await expectEverythingReleased();
    await vi.waitFor(() => expect(site.starlight.requestLines()).toHaveLength(ROUNDS));
    for (const line of site.starlight.requestLines()) {
      expect(line).toMatchObject({ status: 499 });
      expect(line).not.toHaveProperty('kind');
    }
  });

  it('nothing stays open, even when hundreds leave at arbitrary moments', async () => {
    site.upstream.respond(startsReply);
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const controller = new AbortController();
        const reading = ask(controller.signal).then((response) => response.text());
        setTimeout(() => controller.abort(), index % 40);
        await reading.catch(isAbort);
      }),
    );
    await expectEverythingReleased();
  });
});
