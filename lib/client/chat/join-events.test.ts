import { describe, expect, it } from 'vitest';
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

describe('sources of a continuation', () => {
  const url = 'https://a.example/';
  const sources = (...list: { start?: number; end?: number }[]): ChatEvent => ({
    type: 'sources',
    sources: list.map((place) => ({ url, ...place })),
  });
  const text = (events: readonly ChatEvent[]) =>
    BEFORE + events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

  it('count from the start of the joined text, with and without a repetition', async () => {
    for (const repeated of ['', 'less than two, and two']) {
      const at = repeated.length;
      const cited = sources({ start: at, end: at + 8 }, { end: at + 8 }, {});
      const events = await joined(BEFORE, start, delta(`${repeated} is less`), cited, done);
      const [source] = events.flatMap((event) => (event.type === 'sources' ? event.sources : []));
      expect(text(events).slice(source?.start, source?.end)).toBe(' is less');
      expect(events).toContainEqual(
        sources({ start: BEFORE.length, end: BEFORE.length + 8 }, { end: BEFORE.length + 8 }, {}),
      );
    }
  });

  it('wait for the text, but not past the end, and lose their place in a repetition', async () => {
    const cited = sources({ start: 0, end: 9 });
    expect(
      await joined(BEFORE, cited, delta('less than'), delta(' two, and two is'), done),
    ).toEqual([delta(' is'), sources({}), done]);
    expect(await joined(BEFORE, cited, delta('less than'), done)).toEqual([
      delta('less than'),
      sources({ start: BEFORE.length, end: BEFORE.length + 9 }),
      done,
    ]);
  });

  it('are the only extras that wait, and none ends the comparison', async () => {
    const search: ChatEvent = { type: 'search', search: { status: 'searching' } };
    const events = [search, delta('less than'), search, delta(' two, and two is'), done];
    expect(await joined(BEFORE, ...events)).toEqual([search, search, delta(' is'), done]);
  });
});
