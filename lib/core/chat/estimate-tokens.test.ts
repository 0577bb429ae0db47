import { describe, expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { estimateNext } from './estimate-tokens.ts';

const reply = (fields: object) => messageOf({ id: 'a1', role: 'assistant', model: 'm', ...fields });

describe('the tokens of the next request', () => {
  it.each([
    ['English text', 'The quick brown fox jumps over the lazy dog. '.repeat(100), 1000],
    ['Russian text', 'Съешь же ещё этих мягких французских булок. '.repeat(100), 2000],
    ['Chinese text', '春眠不觉晓，处处闻啼鸟。'.repeat(100), 1200],
    ['code', 'const a = b[1] ?? { c: null };\n'.repeat(100), 900],
  ])('are within a third of what tokenizers count for %s', (_, text, counted) => {
    const used = estimateNext([], { text }, 1)?.used ?? 0;
    expect(used).toBeGreaterThan(counted * 0.66);
    expect(used).toBeLessThan(counted * 1.34);
  });

  it('are counted from the last reply that says how many it had, without its thinking', () => {
    const usage = { inputTokens: 700, outputTokens: 300, reasoningTokens: 100 };
    const path = [
      messageOf({ id: 'u1', text: 'x'.repeat(1_000_000) }),
      reply({ usage }),
      messageOf({ id: 'u2', text: 'y'.repeat(400) }),
      reply({ id: 'a2', text: '' }),
    ];
    expect(estimateNext(path, { text: '' }, 1000)).toEqual({ used: 900 + 100 + 4, limit: 1000 });
    expect(estimateNext(path, { text: 'z'.repeat(400) }, 1000)?.used).toBe(900 + 208);
  });

  it('include instructions once', () => {
    const instructions = 'i'.repeat(4000);
    const first = estimateNext([], { text: '', instructions }, 1000);
    expect(first).toEqual({ used: 1004, limit: 1000 });
    const path = [reply({ usage: { inputTokens: 900, outputTokens: 50 } })];
    expect(estimateNext(path, { text: '', instructions }, 1000)?.used).toBe(950);
  });

  it('include files', () => {
    const files = [
      { type: 'picture', id: 'f1', name: 'a.png', url: '', width: 1, height: 1 },
      { type: 'text', id: 'f2', name: 'a.md', text: 'x'.repeat(4000), origin: 'file' },
      { type: 'absent', id: 'f3', name: 'b.md' },
    ] as const;
    const path = [messageOf({ id: 'u1', text: '', attachments: files })];
    expect(estimateNext(path, { text: '' }, 1000)?.used).toBe(2004);
  });

  it('leave out what is not sent', () => {
    const path = [
      messageOf({ id: 'u1', text: 'x'.repeat(100_000) }),
      reply({ text: 'Yes.', leftOut: 1 }),
    ];
    expect(estimateNext(path, { text: '' }, 1000)).toBeNull();
  });
});

it.each([undefined, 0, -1])('nothing is said for a limit of %s', (limit) => {
  expect(estimateNext([], { text: 'x'.repeat(1_000_000) }, limit)).toBeNull();
});

it('nothing is said far from the limit', () => {
  expect(estimateNext([], { text: 'x'.repeat(3180) }, 1000)).toBeNull();
  expect(estimateNext([], { text: 'x'.repeat(3184) }, 1000)).toEqual({ used: 800, limit: 1000 });
});

it('is fast enough for each key press in a long conversation', () => {
  const path = Array.from({ length: 10_000 }, (_, at) =>
    messageOf({ id: `m${at}`, text: 'Some words to read. '.repeat(40) }),
  );
  estimateNext(path, { text: 'x' }, 1000);
  const start = performance.now();
  for (let at = 0; at < 20; at += 1) estimateNext(path, { text: 'x'.repeat(at) }, 1000);
  // A third of a millisecond each, on one core.
  expect((performance.now() - start) / 20).toBeLessThan(20);
});
