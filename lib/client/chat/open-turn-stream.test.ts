import { afterEach, expect, it, vi } from 'vitest';
import { openTurnStream } from './open-turn-stream.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  [undefined, undefined],
  [false, true],
  [true, true],
])(
  'where the switch is %s, repeats that a question was asked with a search as %s',
  async (webSearch, sent) => {
    const bodies: unknown[] = [];
    vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
      bodies.push(JSON.parse(body));
      throw new TypeError('offline');
    });
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('document', new EventTarget());
    vi.stubGlobal('window', new EventTarget());
    const signal = new AbortController().signal;
    const options = { signal, continues: '', simulateAllowed: false, demo: false, webSearch };
    const request = { messages: [{ role: 'user' as const, content: 'a' }], webSearch: true };
    await Array.fromAsync(openTurnStream(request, options));
    expect(bodies).toEqual(
      [{ ...request, webSearch: sent }].map((body) => JSON.parse(JSON.stringify(body))),
    );
  },
);
