import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { extraWithoutKey } from './extra-without-key.ts';
import { createKeyRemover } from './key-remover.ts';

const SECRET = 'QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG';
const KEY = `sk-proj-${SECRET}`;
const remover = createKeyRemover(KEY);
const without = (extra: ReplyExtra) => extraWithoutKey(extra, remover);

const around = fc.tuple(fc.string(), fc.string());

describe('extraWithoutKey', () => {
  it.each<ReplyExtra>([
    {
      type: 'sources',
      sources: [{ url: 'https://a.test/', title: 'A', start: 1, end: 2, number: 3 }],
    },
    { type: 'search', search: { status: 'searching' } },
    { type: 'search', search: { status: 'done', query: 'sun' } },
    { type: 'tool_call', call: { name: 'f', arguments: '{"a":1}' } },
    { type: 'image', url: 'data:image/png;base64,AAAA' },
  ])('passes on %j unchanged', (extra) => {
    expect(without(extra)).toEqual(extra);
  });

  it('drops a source whose address holds the key, and keeps the others', () => {
    const leaking = { url: `https://a.test/?key=${KEY}` };
    const sources = [leaking, { url: 'https://b.test/', title: `B ${KEY}` }];
    expect(without({ type: 'sources', sources })).toEqual({
      type: 'sources',
      sources: [{ url: 'https://b.test/', title: 'B sk-proj-[key removed]' }],
    });
    expect(without({ type: 'sources', sources: [leaking] })).toBeNull();
  });

  it('leaves out a key that was cut with the text it is in', () => {
    const written = `{"key":"${KEY.slice(0, -2)}`;
    expect(without({ type: 'tool_call', call: { name: 'f', arguments: written } })).toEqual({
      type: 'tool_call',
      call: { name: 'f', arguments: '{"key":"sk-proj-' },
    });
    const query = `what is ${SECRET.slice(0, 7)}`;
    const search = { status: 'done', query } as const;
    expect(without({ type: 'search', search })).toEqual({ type: 'search', search });
  });

  it('drops an image that holds the key', () => {
    expect(without({ type: 'image', url: `data:image/png;base64,${SECRET}` })).toBeNull();
  });

  it('drops what exceeds the bounds of the contract', () => {
    expect(without({ type: 'image', url: 'data:image/svg+xml;base64,AAAA' })).toBeNull();
    expect(without({ type: 'image', url: 'https://a.test/a.png' })).toBeNull();
    expect(
      without({ type: 'image', url: `data:image/png;base64,${'A'.repeat(8_000_000)}` }),
    ).toBeNull();
    expect(without({ type: 'sources', sources: [{ url: 'http://a.test/' }] })).toBeNull();
    const written = 'x'.repeat(20_001);
    expect(without({ type: 'tool_call', call: { name: 'f', arguments: written } })).toBeNull();
  });

  it('passes on an image of the most that is kept', () => {
    const head = 'data:image/png;base64,';
    const extra = { type: 'image', url: head + 'A'.repeat(8_000_000 - head.length) } as const;
    expect(without(extra)).toEqual(extra);
  });

  it('shows the key in no part of any extra', () => {
    fc.assert(
      fc.property(around, around, fc.constantFrom(KEY, encodeURIComponent(KEY)), (a, b, key) => {
        const one = `${a[0]}${key}${a[1]}`;
        const two = `${b[0]}${key}${b[1]}`;
        const extras: ReplyExtra[] = [
          { type: 'sources', sources: [{ url: `https://a.test/${one}`, title: two }] },
          { type: 'sources', sources: [{ url: 'https://a.test/', title: two }] },
          { type: 'search', search: { status: 'done', query: one } },
          { type: 'tool_call', call: { name: one.slice(0, 100), arguments: two } },
          { type: 'image', url: one },
        ];
        for (const extra of extras) expect(JSON.stringify(without(extra))).not.toContain(SECRET);
      }),
    );
  });
});
