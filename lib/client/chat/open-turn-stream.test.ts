import { afterEach, expect, it, vi } from 'vitest';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { openTurnStream, type TurnStreamOptions } from './open-turn-stream.ts';

afterEach(() => vi.unstubAllGlobals());

const options = {
  signal: new AbortController().signal,
  continues: '',
  simulateAllowed: false,
  demo: false,
};

/** The events of a request, and the bodies that were sent for it. */
async function openWith(request: TurnRequest, more: Partial<TurnStreamOptions>) {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body));
    throw new TypeError('offline');
  });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('window', new EventTarget());
  const events = await Array.fromAsync(openTurnStream(request, { ...options, ...more }));
  return { events, bodies };
}

const message = { role: 'user' as const, content: 'a' };

it.each([
  [undefined, undefined],
  [false, true],
  [true, true],
])(
  'where the switch is %s, repeats that a question was asked with a search as %s',
  async (webSearch, sent) => {
    const request = { messages: [message], webSearch: true };
    const { bodies } = await openWith(request, { webSearch });
    expect(bodies).toEqual(
      [{ ...request, webSearch: sent }].map((body) => JSON.parse(JSON.stringify(body))),
    );
  },
);

it('sends no setting that is no value, which the server would refuse the message for', async () => {
  // As a damaged record in the browser may have them.
  const damaged = { temperature: 'hot', maxOutputTokens: -1, instructions: 'A' } as object;
  const { bodies } = await openWith({ messages: [message], ...damaged }, {});
  expect(bodies).toEqual([{ messages: [message], instructions: 'A' }]);
});

it.each([
  ['messages', { messages: Array.from({ length: 1001 }, () => message) }, 4_000_000],
  ['bytes', { messages: [message] }, 30],
])(
  'ends as the server would, without asking it, beyond its limit of %s',
  async (unit, request, maxBodyBytes) => {
    const { events, bodies } = await openWith(request, { maxBodyBytes });
    expect(bodies).toEqual([]);
    expect(events).toEqual([
      {
        type: 'error',
        error: expect.objectContaining({
          kind: 'body_too_large',
          status: 413,
          details: expect.objectContaining({ limitUnit: unit }),
        }),
      },
    ]);
  },
);

it('leaves out what earlier replies are sent back with, rather than exceed a limit', async () => {
  const reasoning = { data: 'x'.repeat(500), seal: 's'.repeat(43) };
  const request = {
    messages: [{ role: 'assistant' as const, content: 'b', reasoning }, message],
  };
  const { bodies } = await openWith(request, { maxBodyBytes: 2000 });
  expect(bodies).toEqual([request]);
  const short = await openWith(request, { maxBodyBytes: 300 });
  expect(short.bodies).toEqual([{ messages: [{ role: 'assistant', content: 'b' }, message] }]);
});

it('names a turn only by what the server takes for a name', async () => {
  const turnId = '7b1f3c1e-53a1-4c52-9d0e-0b1a2c3d4e5f';
  const named = await openWith({ messages: [message], turnId }, {});
  const imported = await openWith({ messages: [message], turnId: 'msg_1' }, {});
  expect([...named.bodies, ...imported.bodies]).toEqual([
    { messages: [message], turnId },
    { messages: [message] },
  ]);
});
