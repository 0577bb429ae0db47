import { describe, expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { estimateNext, tokensOfFiles } from './estimate-tokens.ts';

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

  const pictureOf = (width: number, height: number) =>
    ({ type: 'picture', id: 'f1', name: 'a.png', url: '', width, height }) as const;
  const textOf = (text: string) =>
    ({ type: 'text', id: 'f2', name: 'a.md', text, origin: 'file' }) as const;

  it('include files as they are sent, of the draft and of messages', () => {
    const files = [
      pictureOf(1000, 750),
      textOf('x'.repeat(4000)),
      { type: 'absent', id: 'f3', name: 'b.md' } as const,
    ];
    const sent = 'File: a.md\n```md\n\n```'.length / 4 + 1000 + 4;
    const used = Math.round(1000 + sent);
    expect(estimateNext([], { text: '', files }, 1000)).toEqual({
      ...{ used, limit: 1000, hasPictures: true },
    });
    const path = [messageOf({ id: 'u1', text: '', attachments: files })];
    expect(estimateNext(path, { text: '' }, 1000)?.used).toBe(used);
    const pdf = { ...textOf('汉'.repeat(2000)), origin: 'pdf' } as const;
    expect(estimateNext([], { text: '', files: [pdf] }, 1000)?.used).toBeGreaterThan(2000);
  });

  it.each([
    [200, 200, 53],
    [1092, 1092, 1590],
    [2048, 683, 1093],
    [2048, 2048, 1600],
    [20_000, 1, 0],
  ])('of a picture of %i × %i pixels are those of the published rule', (width, height, tokens) => {
    expect(Math.round(tokensOfFiles([pictureOf(width, height)]))).toBe(tokens);
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
  const text = 'Some words to read. '.repeat(100_000);
  const files = Array.from({ length: 10 }, (_, at) => ({
    ...({ type: 'text', id: `f${at}`, name: 'a.md', text, origin: 'file' } as const),
  }));
  estimateNext(path, { text: 'x', files }, 1000);
  const start = performance.now();
  for (let at = 0; at < 20; at += 1) estimateNext(path, { text: 'x'.repeat(at), files }, 1000);
  // A third of a millisecond each, on one core.
  expect((performance.now() - start) / 20).toBeLessThan(20);
});
