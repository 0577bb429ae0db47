import { expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import {
  type OpenWhenLoadedOptions,
  openChatStreamWhenLoaded,
} from './open-chat-stream-when-loaded.ts';

const done: ChatEvent = { type: 'done', reason: 'stop' };

async function open(options: Partial<OpenWhenLoadedOptions>) {
  let loads = 0;
  const stream = openChatStreamWhenLoaded(
    { messages: [{ role: 'user', content: 'x' }] },
    {
      signal: new AbortController().signal,
      continues: '',
      simulateAllowed: false,
      demo: false,
      isOnline: () => true,
      isCutOff: () => false,
      ...options,
      load: async () => {
        loads += 1;
        if (options.load) return await options.load();
        return {
          async *openTurnStream() {
            yield done;
          },
        };
      },
    },
  );
  return { events: await Array.fromAsync(stream), loads };
}

it('reads the reply once its code is loaded', async () => {
  expect(await open({})).toEqual({ events: [done], loads: 1 });
});

it('loads nothing without a network', async () => {
  const { events, loads } = await open({ isOnline: () => false, isCutOff: () => true });
  expect(events).toMatchObject([{ type: 'error', error: { kind: 'offline' } }]);
  expect(loads).toBe(0);
});

it('reports the site as unreachable when its code cannot be loaded', async () => {
  const load = () => Promise.reject(new Error('404'));
  expect((await open({ load })).events).toMatchObject([
    { error: { kind: 'starlight_unreachable' } },
  ]);
});

it('throws the abort reason when stopped before sending', async () => {
  const stopped = AbortSignal.abort();
  await expect(open({ signal: stopped, isCutOff: () => true })).rejects.toBe(stopped.reason);
});

it('times out when loading hangs and lets the visitor stop sooner', async () => {
  const load = () => new Promise<never>(() => undefined);
  expect((await open({ load, loadTimeoutMs: 5 })).events).toMatchObject([
    { error: { kind: 'starlight_unreachable' } },
  ]);
  const visitor = new AbortController();
  const reading = expect(open({ load, signal: visitor.signal })).rejects.toThrow('stopped');
  visitor.abort(new Error('stopped'));
  await reading;
});
