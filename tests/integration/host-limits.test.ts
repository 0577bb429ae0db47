import { setTimeout as passed } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { decodeChatEvent } from '#lib/core/chat/chat-events.ts';
import { delta, roleEvent } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import type { Script } from '#tests/support/scriptable-upstream.ts';

// Vercel's 300 seconds and Starlight's 280, faster, and further apart because this machine may be busy.
const HOST_MS = 6000;
const OWN_MS = 1500;

/** Writes a word every 50 ms, for longer than any host waits. */
const ENDLESS: Script = async ({ head, write, closed }) => {
  await head(200, { 'content-type': 'text/event-stream' });
  await write(roleEvent());
  let isOpen = true;
  void closed.then(() => {
    isOpen = false;
  });
  for (; isOpen; await passed(50)) await write(delta('word '));
};

const site = prepareSite({
  respond: ENDLESS,
  env: { VERCEL: '1', STARLIGHT_TOTAL_TIMEOUT_MS: String(OWN_MS) },
  handlers: { '/api/chat': chat },
});

/** Reads a reply as a host passes it on that kills the function after `hostMs`. */
async function readUntilKilled(hostMs: number): Promise<{ events: string[]; kinds: unknown[] }> {
  const killed = AbortSignal.timeout(hostMs);
  const body = { messages: [{ role: 'user', content: 'hi' }] };
  let text = '';
  try {
    const response = await site.post('/api/chat', body, killed);
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
      text += chunk;
  } catch (error) {
    if (!killed.aborted) throw error;
  }
  const datas = text.split('\n\n').filter((block) => block.startsWith('data: '));
  const events = datas.map((block) => decodeChatEvent(block.slice('data: '.length)));
  return {
    events: events.map((event) => (typeof event === 'string' ? event : event.type)),
    kinds: events.map((event) =>
      typeof event !== 'string' && event.type === 'error' ? event.error.kind : null,
    ),
  };
}

describe('a reply that takes longer than the host allows', () => {
  it('ends in a typed failure before the host kills it, with what has arrived', async () => {
    const { events, kinds } = await readUntilKilled(HOST_MS);
    expect(events.filter((type) => type === 'delta').length).toBeGreaterThan(10);
    expect(kinds.at(-1)).toBe('reply_timeout');
  });

  it('has no end if its function is killed, and leaves nothing behind', async () => {
    const { events } = await readUntilKilled(700);
    expect(events).toContain('delta');
    expect(events).not.toContain('done');
    expect(events).not.toContain('error');
    await expect.poll(() => site.upstream.inFlight()).toBe(0);
  });
});
