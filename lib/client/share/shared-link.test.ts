import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  adoptShared,
  type SharedConversation,
  sharedConversationOf,
} from '#lib/core/share/shared-conversation.ts';
import { messageOf } from '#tests/support/store-fixtures.ts';
import { MAX_LINK_LENGTH, packSharedLink, readSharedLink } from './shared-link.ts';

afterEach(() => vi.unstubAllGlobals());

const linkOf = (value: unknown) => fragmentOf(JSON.stringify(value));
const fragmentOf = (json: string | Buffer) =>
  `1.${deflateRawSync(json, { level: 9 }).toString('base64url')}.e`;
const faultOf = async (fragment: string) => {
  const read = await readSharedLink(fragment);
  return 'fault' in read ? read.fault : null;
};

const PNG = 'data:image/png;base64,AAAA';

const path = [
  messageOf({
    ...{ id: 'u1', text: 'Why\u0000 401? 👋 東京' },
    attachments: [
      { type: 'text', id: 'f1', name: 'a.md', text: '# Plan', origin: 'paste' },
      { type: 'picture', id: 'f2', name: 'b.png', url: PNG, width: 1, height: 1 },
      { type: 'absent', id: 'f3', name: 'c.txt' },
    ],
  }),
  messageOf({
    ...{ id: 'a1', parentId: 'u1', seq: 1, role: 'assistant', model: 'model-one' },
    ...{ text: 'Because [1].', thinking: 'private', status: 'stopped', requestId: 'req_1' },
    sources: [{ url: 'https://a.example/', title: 'A', start: 0, end: 2 }],
    toolCalls: [{ name: 'lookup', arguments: '{}' }],
    images: [PNG],
    usage: { inputTokens: 1, outputTokens: 2 },
  }),
];

describe('a link to a conversation', () => {
  it('opens as what was shared, without what stays here', async () => {
    const shared = sharedConversationOf('Title', path);
    expect(JSON.stringify(shared)).not.toMatch(/private|req_1|image|usage|c1|createdAt/);
    const { fragment, length } = await packSharedLink(shared);
    expect(fragment).toMatch(/^1\.[A-Za-z0-9_-]+\.e$/);
    expect(length).toBe(fragment?.length);
    expect(await readSharedLink(fragment ?? '')).toEqual({ shared });
  });

  it('opens as what was shared, whatever it is', async () => {
    const message = fc.record(
      {
        role: fc.constantFrom('user' as const, 'assistant' as const),
        text: fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.toWellFormed()),
        model: fc.string({ minLength: 1, maxLength: 100 }),
        incomplete: fc.constant(true as const),
      },
      { requiredKeys: ['role', 'text'] },
    );
    const any = fc.record({
      title: fc.string({ maxLength: 100 }),
      messages: fc.array(message, { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(any, async (shared: SharedConversation) => {
        const { fragment } = await packSharedLink(shared);
        expect(await readSharedLink(fragment ?? '')).toEqual({ shared });
      }),
    );
  });

  it('is not made beyond 32 kB', async () => {
    const text = Array.from({ length: 30_000 }, (_, at) => Math.sin(at).toString(36)).join('');
    const { fragment, length } = await packSharedLink({
      title: 'T',
      messages: [{ role: 'user', text }],
    });
    expect(fragment).toBeNull();
    expect(length).toBeGreaterThan(MAX_LINK_LENGTH);
  });

  it('is not made of more than can be opened', async () => {
    const text = 'a'.repeat(1_000_001);
    const packed = await packSharedLink({ title: 'T', messages: [{ role: 'user', text }] });
    expect(packed.fragment).toBeNull();
  });
});

describe('a hostile link', () => {
  it.each([
    ['', { kind: 'empty' }],
    ['x'.repeat(10_000_000), { kind: 'too_long', length: 10_000_000, limit: MAX_LINK_LENGTH }],
    ['2.AAAA.e', { kind: 'unknown_version', version: 2 }],
    ['999999999.AAAA.e', { kind: 'unknown_version', version: 999_999_999 }],
    ['top', { kind: 'damaged' }],
    ['1.AAAA', { kind: 'damaged' }],
    ['1..e', { kind: 'damaged' }],
    ['1.A.e', { kind: 'damaged' }],
    ['1.!!!!.e', { kind: 'damaged' }],
    ['__proto__', { kind: 'damaged' }],
    [fragmentOf('no JSON'), { kind: 'damaged' }],
    [fragmentOf(Buffer.alloc(20_000_000)), { kind: 'too_large', limit: 1_000_000 }],
    [linkOf(null), { kind: 'invalid_field', field: 'the whole' }],
    [linkOf([]), { kind: 'invalid_field', field: 'the whole' }],
    [linkOf({ title: 7, messages: [] }), { kind: 'invalid_field', field: 'title' }],
    [linkOf({ title: '', messages: [] }), { kind: 'invalid_field', field: 'messages' }],
    [linkOf({ title: '', messages: {} }), { kind: 'invalid_field', field: 'messages' }],
    [
      linkOf({ title: '', messages: [{ role: 'system', text: '' }] }),
      { kind: 'invalid_field', field: 'messages.0.role' },
    ],
    [
      linkOf({
        title: '',
        messages: [{ role: 'user', text: '', sources: [{ url: 'javascript:alert(1)' }] }],
      }),
      { kind: 'invalid_field', field: 'messages.0.sources.0.url' },
    ],
    [
      linkOf({ title: '', messages: [{ role: 'user', text: { toString: 1 } }] }),
      { kind: 'invalid_field', field: 'messages.0.text' },
    ],
    [fragmentOf(`${'['.repeat(400_000)}`), { kind: 'damaged' }],
  ])('is refused with its reason (%#)', async (fragment, fault) => {
    expect(await faultOf(fragment)).toEqual(fault);
  });

  it('sets no prototype, whatever its keys are called', async () => {
    const json =
      '{"title":"T","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"messages":[{"role":"user","text":"t","__proto__":{"polluted":1}}]}';
    const read = await readSharedLink(fragmentOf(json));
    expect(read).toEqual({ shared: { title: 'T', messages: [{ role: 'user', text: 't' }] } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is refused or read, and never throws, whatever is changed in it', async () => {
    const { fragment } = await packSharedLink(sharedConversationOf('Title', path));
    const good = fragment ?? '';
    await fc.assert(
      fc.asyncProperty(
        fc.nat(good.length - 1),
        fc.string({ maxLength: 5 }),
        fc.nat(5),
        async (at, put, cut) => {
          const changed = good.slice(0, at) + put + good.slice(at + cut);
          const read = await readSharedLink(changed);
          expect('shared' in read || 'fault' in read).toBe(true);
        },
      ),
    );
  });

  it('that was cut off anywhere is refused', async () => {
    const { fragment } = await packSharedLink(sharedConversationOf('Title', path));
    const good = fragment ?? '';
    for (let end = 1; end < good.length; end += 1)
      expect(await faultOf(good.slice(0, end))).toEqual({ kind: 'damaged' });
  });
});

it('says that a browser without the streams can neither make nor open one', async () => {
  vi.stubGlobal('DecompressionStream', undefined);
  vi.stubGlobal('CompressionStream', undefined);
  expect(await faultOf(linkOf({ title: '', messages: [] }))).toEqual({ kind: 'unsupported' });
  expect(await packSharedLink({ title: '', messages: [] })).toEqual({ fragment: null, length: 0 });
});

it('becomes a conversation of one’s own, the same one each time', () => {
  const shared = sharedConversationOf('Title', path);
  const adopted = adoptShared(shared, { key: 'k', now: 5 });
  expect(adopted).toEqual(adoptShared(shared, { key: 'k', now: 5 }));
  expect(adopted.conversation).toMatchObject({
    id: 'shared-k',
    title: 'Title',
    leafId: 'shared-k-1',
  });
  expect(adopted.messages.map(({ parentId }) => parentId)).toEqual([null, 'shared-k-0']);
  expect(adopted.messages[0]?.attachments).toEqual([
    { type: 'text', id: 'shared-k-0-0', name: 'a.md', text: '# Plan', origin: 'paste' },
    { type: 'absent', id: 'shared-k-0-1', name: 'b.png' },
    { type: 'absent', id: 'shared-k-0-2', name: 'c.txt' },
  ]);
  expect(sharedConversationOf('Title', adopted.messages)).toEqual(shared);
});
