import { describe, expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import type { ChatMessage } from './chat-log.ts';
import { excessOf, excessOfNext } from './own-limits.ts';
import { requestFor } from './turn-messages.ts';

const TEXTS = [
  'Hello',
  'Grüße',
  '日本語',
  '👋🏽',
  '"\\\n\t',
  '\u0000\u0001',
  '\ud800',
  'x'.repeat(90),
];

const pathOf = (count: number): ChatMessage[] =>
  Array.from({ length: count }, (_, index) =>
    messageOf({
      id: `m${index}`,
      seq: index,
      role: index % 2 === 0 ? 'user' : 'assistant',
      text: TEXTS[index % TEXTS.length] ?? '',
    }),
  );
const next = (text: string) => messageOf({ id: 'next', role: 'user', text });

describe('excessOf', () => {
  it('is null at each limit and names the limit one beyond it', () => {
    const request = requestFor(pathOf(1000), 'm');
    const bytes = Buffer.byteLength(JSON.stringify(request));
    expect(excessOf(request, bytes)).toBeNull();
    const overBytes = { limit: bytes - 1, used: bytes, limitUnit: 'bytes' };
    expect(excessOf(request, bytes - 1)).toEqual(overBytes);
    const longer = requestFor(pathOf(1001), 'm');
    const overMessages = { limit: 1000, used: 1001, limitUnit: 'messages' };
    expect(excessOf(longer, 4_000_000)).toEqual(overMessages);
  });
});

describe('excessOfNext', () => {
  it('estimates the bytes of the request that would be sent, never too few', () => {
    for (const text of TEXTS) {
      const path = pathOf(40);
      const body = JSON.stringify(requestFor([...path, next(text)], 'gpt-4o'));
      const bytes = Buffer.byteLength(body);
      expect(excessOfNext(path, text, bytes - 1)?.limitUnit, text).toBe('bytes');
      expect(excessOfNext(path, text, bytes + 1500), text).toBeNull();
    }
  });

  it('counts the messages that would be sent: none left out before, none empty', () => {
    expect(excessOfNext(pathOf(999), 'x', 4_000_000)).toBeNull();
    expect(excessOfNext(pathOf(1000), 'x', 4_000_000)).toMatchObject({ used: 1001, alone: false });
    const failed = messageOf({ id: 'failed', role: 'assistant', text: '' });
    expect(excessOfNext([...pathOf(999), failed], 'x', 4_000_000)).toBeNull();
    const shortened = messageOf({ id: 'short', role: 'assistant', text: 'x', leftOut: 100 });
    expect(excessOfNext([...pathOf(1000), shortened], 'x', 4_000_000)).toBeNull();
  });

  it('tells a message that is too large on its own', () => {
    const text = 'x'.repeat(10_000);
    expect(excessOfNext([], text, 10_000)?.alone).toBe(true);
    expect(excessOfNext(pathOf(100), text, 10_000)).toEqual(excessOfNext([], text, 10_000));
    expect(excessOfNext(pathOf(100), 'x'.repeat(5000), 6500)?.alone).toBe(false);
  });
});
