import { expect, it } from 'vitest';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { joinEvents } from './join-events.ts';

const BEFORE = 'One is less than two, and two';
const start: ChatEvent = { type: 'start', requestId: 'req1', model: 'm' };
const done: ChatEvent = { type: 'done', reason: 'stop' };
const cut: ChatEvent = {
  type: 'error',
  error: { kind: 'reply_interrupted', status: 502, requestId: 'req1' },
};
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

async function joined(before: string, ...events: ChatEvent[]): Promise<ChatEvent[]> {
  async function* reply() {
    yield* events;
  }
  return await Array.fromAsync(joinEvents(reply(), before));
}

it('leaves out a repetition that arrives in several pieces', async () => {
  const deltas = ['less than', ' two, and two is', ' less.'].map(delta);
  expect(await joined(BEFORE, start, ...deltas, done)).toEqual([
    start,
    delta(' is'),
    delta(' less.'),
    done,
  ]);
});

it.each([done, cut])('emits held text when the reply ends with $type', async (end) => {
  expect(await joined(BEFORE, start, delta('less than'), end)).toEqual([
    start,
    delta('less than'),
    end,
  ]);
});

it('passes each delta through unchanged when there is no earlier text', async () => {
  const events = [start, delta(' '), delta('one'), delta('one'), done];
  expect(await joined('', ...events)).toEqual(events);
});

it('passes thoughts through at once, and compares only the text with what it continues', async () => {
  const thought: ChatEvent = { type: 'thinking', text: 'less than two, and two' };
  const events = [thought, delta('less than'), thought, delta(' two, and two is less.'), done];
  expect(await joined(BEFORE, start, ...events)).toEqual([
    start,
    thought,
    thought,
    delta(' is less.'),
    done,
  ]);
});

it('emits held text when the visitor stops the reply', async () => {
  async function* stopped() {
    yield delta('less than');
    throw new Error('stopped');
  }
  const seen: ChatEvent[] = [];
  const reading = (async () => {
    for await (const event of joinEvents(stopped(), BEFORE)) seen.push(event);
  })();
  await expect(reading).rejects.toThrow('stopped');
  expect(seen).toEqual([delta('less than')]);
});
