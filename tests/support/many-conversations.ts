import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { conversationOf, messageOf } from './store-fixtures.ts';

type ManyConversations = { conversations: Conversation[]; messages: ChatMessage[] };

type Amount = {
  conversations?: number;
  /** Of all conversations together. */
  messages?: number;
  /** When the newest was written, ms since 1970. */
  now?: number;
};

const HOUR_MS = 3_600_000;

/** Sentences of many scripts, without which no text is drawn as people write it. */
const SENTENCES = [
  'The server answers with a rate limit when too many requests arrive in one minute.',
  'A closure keeps the variables of the function that created it alive.',
  'Sort the list first, and then remove what occurs twice.',
  'This invoice was paid twice, so the second amount is returned within ten days.',
  'Die Straße über den Fluss wird im März für größere Lastwagen gesperrt.',
  'Le garçon a reçu un café crème et une part de gâteau à la crème brûlée.',
  'Trường đại học mở cửa thư viện đến mười giờ tối mỗi ngày trong tuần.',
  'Поезд отправляется с третьего пути ровно в семь часов утра.',
  'Η γλώσσα προγραμματισμού επιλέγεται ανάλογα με το πρόβλημα.',
  '向量数据库按照语义相似度查找文档，而不是按照关键词。',
  '東京の天気は明日から三日間雨が続く見込みです。',
  '서버가 응답하지 않으면 잠시 기다렸다가 다시 시도하세요.',
  'ภาษาไทยไม่มีช่องว่างระหว่างคำ จึงต้องค้นหาจากตัวอักษร',
  'اللُّغَةُ العَرَبِيَّةُ تُكتَبُ مِنَ اليَمينِ إلى اليَسار.',
  'वाक्य में शब्दों के बीच खाली जगह होती है।',
  '```ts\nconst total = prices.reduce((sum, price) => sum + price, 0);\n```',
  'Add `Cache-Control: no-store` to the response, then purge the CDN 🚀.',
] as const;

/**
 * For tests and measurements: conversations as a year of use leaves them, always the same ones. Short
 * questions, replies of up to 40 sentences in many scripts, and a second reply to one question in eight.
 * Ids are `c0`… and `c0m0`…; each message contains the word `needle` with its own number in letters.
 */
export function manyConversations(amount: Amount = {}): ManyConversations {
  const { conversations = 500, messages = 10_000, now = Date.UTC(2026, 10, 1) } = amount;
  const random = randomFrom(1);
  const made: ManyConversations = { conversations: [], messages: [] };
  const perConversation = Math.ceil(messages / conversations);
  for (let index = 0; index < conversations; index += 1) {
    const count = Math.min(perConversation, messages - made.messages.length);
    const updatedAt = now - index * 17 * HOUR_MS;
    const own = messagesOf(`c${index}`, { count, updatedAt, random });
    made.messages.push(...own);
    made.conversations.push(
      conversationOf({
        id: `c${index}`,
        title: `${pick(SENTENCES, random).slice(0, 40)} (${index})`,
        leafId: own.at(-1)?.id ?? null,
        createdAt: updatedAt - HOUR_MS,
        updatedAt,
      }),
    );
  }
  return made;
}

/** The word that only one of the messages contains. */
export function needleOf(messageId: string): string {
  return `needle-${messageId}-end`;
}

function messagesOf(
  conversationId: string,
  { count, updatedAt, random }: { count: number; updatedAt: number; random: () => number },
): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let askedId: string | null = null;
  let lastId: string | null = null;
  for (let seq = 0; seq < count; seq += 1) {
    const id = `${conversationId}m${seq}`;
    // Now and then a reply is a second one, to the same question.
    const isReply: boolean = askedId !== null && (lastId === askedId || random() < 0.12);
    const sentences = isReply ? 1 + Math.floor(random() ** 2 * 40) : 1 + Math.floor(random() * 3);
    messages.push(
      messageOf({
        id,
        conversationId,
        parentId: isReply ? askedId : lastId,
        seq,
        role: isReply ? 'assistant' : 'user',
        text: [needleOf(id), ...repeated(sentences, () => pick(SENTENCES, random))].join(' '),
        createdAt: updatedAt - (count - seq) * 60_000,
      }),
    );
    if (!isReply) askedId = id;
    lastId = id;
  }
  return messages;
}

function repeated(count: number, make: () => string): string[] {
  return Array.from({ length: count }, make);
}

function pick<T>(from: readonly [T, ...T[]] | readonly T[], random: () => number): T {
  // The index is below the length, and no list is empty.
  return from[Math.floor(random() * from.length)] as T;
}

/** Numbers from 0 to 1 that are the same on each run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
