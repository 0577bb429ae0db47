import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage, Conversation } from './chat-log.ts';
import { nextSeq } from './conversation-tree.ts';
import {
  parseStoredConversation,
  parseStoredMessage,
  recoverConversation,
} from './stored-records.ts';

const message = {
  id: 'a1',
  conversationId: 'c',
  parentId: 'u1',
  seq: 1,
  role: 'assistant',
  text: 'Half an answer',
  thinking: 'Half a thought',
  thinkingMs: 1500,
  reasoning: { data: '{}', seal: 's'.repeat(43) },
  worstCase: { inputTokens: 100, outputTokens: 4096 },
  earlierRequests: [
    { model: 'gpt-4o', usage: { inputTokens: 3, outputTokens: 4, cachedTokens: 1, costUsd: 0.1 } },
  ],
  status: 'failed',
  sources: [{ url: 'https://example.com/a', title: 'A', start: 0, end: 4 }],
  webSearch: true,
  searches: [{ status: 'done', query: 'a' }],
  toolCalls: [{ name: 'get_weather', arguments: '{}' }],
  attachments: [
    { type: 'text', id: 'f1', name: 'a.md', text: '# A', origin: 'file' },
    {
      type: 'picture',
      id: 'f2',
      name: 'a.png',
      url: 'data:image/png;base64,aGk=',
      width: 2,
      height: 1,
    },
    { type: 'absent', id: 'f3', name: 'b.md' },
  ],
  images: ['data:image/png;base64,aGk='],
  error: { kind: 'rate_limited', status: 429, requestId: 'req_1', details: { limit: 3 } },
  failedAt: 1_700_000_000_000,
  model: 'gpt-5',
  usage: { inputTokens: 3, outputTokens: 4 },
  notices: ['dropped_temperature'],
  requestId: 'req_1',
  leftOut: 2,
  reasoningEffort: 'low',
  moreRoom: true,
  mostRoom: true,
  createdAt: 1_700_000_000_000,
} as const satisfies Record<keyof ChatMessage, unknown>;

const conversation: Conversation = {
  id: 'c',
  title: 'A question',
  renamed: false,
  model: 'gpt-5',
  leafId: 'a1',
  createdAt: 1,
  updatedAt: 2,
};

const without = (record: object, name: string) =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));

describe('parseStoredMessage', () => {
  it('reads back what was stored', () => {
    expect(parseStoredMessage(structuredClone(message))).toStrictEqual(message);
  });

  it.each([
    'error',
    'failedAt',
    'model',
    'usage',
    'worstCase',
    'earlierRequests',
    'notices',
    'requestId',
    'leftOut',
    'reasoningEffort',
    'moreRoom',
    'mostRoom',
    'attachments',
  ])('reads a message without %s and drops an invalid one', (name) => {
    const rest = without(message, name);
    expect(parseStoredMessage(rest)).toStrictEqual(rest);
    expect(parseStoredMessage({ ...message, [name]: { odd: 1 } })).toStrictEqual(rest);
    expect(parseStoredMessage({ ...message, [name]: undefined })).toStrictEqual(rest);
  });

  it('keeps the other files of a message with one that is unreadable', () => {
    const [file] = message.attachments;
    const hostile = { ...file, id: 'f9', type: 'picture', url: 'https://example.com/a.png' };
    const parsed = parseStoredMessage({ ...message, attachments: [hostile, file] });
    expect(parsed?.attachments).toEqual([
      { type: 'absent', id: 'unreadable', name: 'A file' },
      file,
    ]);
  });

  it.each([
    'sources',
    'searches',
    'toolCalls',
    'images',
    'attachments',
    'earlierRequests',
  ] as const)('cuts a list of %s that is too long, and drops none of the rest', (name) => {
    const [first] = message[name];
    const parsed = parseStoredMessage({ ...message, [name]: Array(1000).fill(first) });
    expect(parsed?.[name]?.length).toBeGreaterThanOrEqual(10);
    expect(parsed).toStrictEqual({ ...message, [name]: parsed?.[name]?.map(() => first) });
    expect(parsed?.[name]?.length).toBeLessThan(1000);
  });

  it.each(['id', 'conversationId', 'parentId', 'seq', 'role', 'text'])(
    'rejects a message whose %s is missing or invalid',
    (name) => {
      expect(parseStoredMessage(without(message, name))).toBeNull();
      expect(parseStoredMessage({ ...message, [name]: { odd: 1 } })).toBeNull();
    },
  );

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'rejects %d as a seq',
    (seq) => {
      expect(parseStoredMessage({ ...message, seq })).toBeNull();
    },
  );

  it.each([0, 1e12 - 1, 1e12, 1e13, Number.MAX_SAFE_INTEGER])(
    'reads the messages after one with the seq %d, even an imported one',
    (seq) => {
      let last = parseStoredMessage({ ...message, seq });
      for (let count = 0; count < 3; count++) {
        last = parseStoredMessage({ ...message, seq: nextSeq(last ? [last] : []) });
        expect(last).toMatchObject({ text: message.text, seq: expect.any(Number) });
      }
    },
  );

  it('keeps the text when the status is from a newer build or the date is unreadable', () => {
    expect(parseStoredMessage({ ...message, status: 'paused', createdAt: 'today' })).toStrictEqual({
      ...message,
      status: 'interrupted',
      createdAt: 0,
    });
  });

  it('turns an error kind unknown to this build into `unknown`', () => {
    const error = { kind: 'of_tomorrow', status: 418, requestId: 'req_1' };
    expect(parseStoredMessage({ ...message, error })?.error).toMatchObject({
      kind: 'unknown',
      status: 418,
    });
  });

  it('drops unknown fields', () => {
    const hostile = JSON.parse(`{"__proto__": {"role": "system"}, "html": "<b>"}`);
    const parsed = parseStoredMessage({ ...message, ...hostile, constructor: 'x' });
    expect(parsed).toStrictEqual(message);
  });

  it('never throws, whatever the value', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true }), (value) => {
        expect(parseStoredMessage(value)).toBeNull();
        expect(parseStoredConversation(value)).toBeNull();
      }),
    );
  });
});

describe('parseStoredConversation', () => {
  it('reads back what was stored', () => {
    expect(parseStoredConversation({ ...conversation, html: '<b>' })).toStrictEqual(conversation);
  });

  it.each([0, 8.64e14, 8.64e15 - 1, 8.64e15, 8.64e15 + 1, 1e18, Number.MAX_VALUE])(
    'returns a time within the Date range for one updated at %d, and for later times',
    (time) => {
      let updatedAt = time;
      for (let count = 0; count < 3; count++) {
        const parsed = parseStoredConversation({ ...conversation, updatedAt });
        updatedAt = (parsed?.updatedAt ?? Number.NaN) + 1;
        expect(new Date(updatedAt).getTime()).toBe(updatedAt);
      }
    },
  );

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])(
    'rejects a conversation updated at %d',
    (updatedAt) => {
      expect(parseStoredConversation({ ...conversation, updatedAt })).toBeNull();
    },
  );

  it.each(Object.keys(conversation))(
    'rejects a conversation whose %s is missing or invalid',
    (name) => {
      expect(parseStoredConversation(without(conversation, name))).toBeNull();
      expect(parseStoredConversation({ ...conversation, [name]: { odd: 1 } })).toBeNull();
    },
  );
});

describe('recoverConversation', () => {
  const messages: ChatMessage[] = [
    { ...message, id: 'u1', role: 'user', text: 'Why 401?', createdAt: 20, notices: [] },
    { ...message, createdAt: 10, notices: [] },
  ];

  it('takes the title from the first question and the dates from the messages', () => {
    expect(recoverConversation('c', messages)).toEqual({
      id: 'c',
      title: 'Why 401?',
      renamed: false,
      model: 'gpt-5',
      leafId: null,
      createdAt: 10,
      updatedAt: 20,
    });
  });

  it('keeps a readable title of an unreadable record', () => {
    expect(recoverConversation('c', messages, { title: 'Mine', renamed: 7 }).title).toBe('Mine');
    expect(recoverConversation('c', messages, { title: 7 }).title).toBe('Why 401?');
  });

  it('returns a valid record, even without messages', () => {
    expect(parseStoredConversation(recoverConversation('c', []))).not.toBeNull();
    expect(parseStoredConversation(recoverConversation('c', messages))).not.toBeNull();
  });
});
