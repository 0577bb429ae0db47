import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { NOW } from '../gallery-photographer.ts';
import { lighthousePng } from './lighthouse-png.ts';
import { ARABIC, JAPANESE, READING, THOUGHT, WIDE_TABLE } from './stored-replies.ts';

type Entry = Partial<ChatMessage> & Pick<ChatMessage, 'role' | 'text'>;
type Kept = { title: string; ageHours?: number; entries: readonly Entry[] } & Partial<Conversation>;

const HOUR_MS = 3_600_000;
const MODEL = 'starlight-demo';
const PICTURE = `data:image/png;base64,${lighthousePng().toString('base64')}`;

const user = (text: string, more: Partial<ChatMessage> = {}): Entry => ({
  role: 'user',
  text,
  ...more,
});
const reply = (text: string, more: Partial<ChatMessage> = {}): Entry => ({
  role: 'assistant',
  text,
  model: MODEL,
  ...more,
});

const KEPT: Readonly<Record<string, Kept>> = {
  reading: {
    title: 'Everything a reply can have',
    entries: [user('Show me all of it'), reply(READING)],
  },
  table: { title: 'A table of many columns', entries: [user('Compare them'), reply(WIDE_TABLE)] },
  arabic: {
    title: 'ما الفرق بين 401 و 403؟',
    entries: [user('ما الفرق بين 401 و 403؟'), reply(ARABIC)],
  },
  japanese: {
    title: '文字の大きさ',
    ageHours: 26,
    entries: [user('日本語で説明して'), reply(JAPANESE)],
  },
  thought: {
    title: 'A reply with a thought',
    ageHours: 27,
    entries: [user('Why is the sky dark at night?'), reply('The universe is young.', THOUGHT)],
  },
  sources: {
    title: 'A reply with sources',
    ageHours: 28,
    entries: [
      user('What changed?', { webSearch: true }),
      reply('Two things changed. The limit is higher, and the window is a day.', {
        searches: [{ status: 'done', query: 'rate limits changed' }],
        sources: [
          { url: 'https://a.example/limits', title: 'Rate limits', start: 0, end: 19 },
          { url: 'https://docs.b.example/long', title: 'A title that is cut off '.repeat(8) },
        ],
      }),
    ],
  },
  picture: {
    title: 'A drawn picture and a call',
    ageHours: 50,
    entries: [
      user('Draw a lighthouse'),
      reply('Here it is.', { images: [PICTURE] }),
      user('And the weather?'),
      reply('', {
        status: 'failed',
        toolCalls: [{ name: 'get_weather', arguments: '{"city":"Bergen","days":3}' }],
        error: {
          kind: 'reply_empty',
          status: 502,
          requestId: 'r4mT9wQx2LkV',
          details: { reason: 'tool_calls' },
        },
        failedAt: NOW - HOUR_MS,
      }),
    ],
  },
  files: {
    title: 'A message with files',
    ageHours: 80,
    entries: [
      user('What is in these?', {
        attachments: [
          { type: 'picture', id: 'p', name: 'harbor.png', url: PICTURE, width: 480, height: 300 },
          { type: 'text', id: 't', name: 'main.py', text: 'print("kept")\n', origin: 'file' },
          { type: 'text', id: 'd', name: 'report.pdf', text: '[Page 1]\nOne', origin: 'pdf' },
          { type: 'absent', id: 'a', name: 'a picture whose content is not here.jpg' },
        ],
      }),
      reply('A harbor, a script and a report of one page.'),
    ],
  },
  secret: {
    title: 'A key in a message',
    ageHours: 82,
    entries: [
      user('Why is this refused?\n\npassword: hunter2hunter2'),
      reply('Use `OPENAI_API_KEY=sk-proj-aB3dE5gH7jK9mN1paB3dE5gH7jK9mN1p` instead.'),
    ],
  },
  stopped: {
    title: 'A reply that was stopped',
    ageHours: 81,
    entries: [
      user('Tell me a long story'),
      reply('Once upon a time, there was', { status: 'stopped' }),
    ],
  },
  long: {
    title: 'A message longer than a screen',
    ageHours: 200,
    pinned: true,
    entries: [
      user(
        Array.from({ length: 200 }, (_, at) => `Line ${at} of the log that I paste here`).join(
          '\n',
        ),
      ),
      reply('That is the log of a server that restarts each minute. '.repeat(60)),
      user('And what do I do?'),
      reply('Restart it.', { leftOut: 2 }),
    ],
  },
  cost: {
    title: 'What it cost',
    ageHours: 300,
    entries: [
      user('What does it cost?'),
      reply('A fraction of a cent.', {
        model: 'gpt-4.1',
        usage: { inputTokens: 1204, outputTokens: 312 },
      }),
    ],
  },
  archived: {
    title: 'An archived conversation',
    ageHours: 1000,
    archived: true,
    entries: [user('Keep this'), reply('Kept.')],
  },
};

/** What the conversation store would have written. */
export const STORED_MESSAGES: readonly ChatMessage[] = Object.entries(KEPT).flatMap(
  ([id, { entries, ageHours = 1 }]) =>
    entries.map((entry, at) => ({
      status: 'done' as const,
      id: `${id}-${at}`,
      conversationId: id,
      parentId: at === 0 ? null : `${id}-${at - 1}`,
      seq: at,
      createdAt: NOW - ageHours * HOUR_MS,
      ...entry,
    })),
);

export const STORED_CONVERSATIONS: readonly Conversation[] = Object.entries(KEPT).map(
  ([id, { entries, ageHours = 1, ...fields }], at) => ({
    ...{ id, renamed: true, model: null, leafId: `${id}-${entries.length - 1}` },
    createdAt: NOW - ageHours * HOUR_MS,
    updatedAt: NOW - ageHours * HOUR_MS - at,
    ...fields,
  }),
);
