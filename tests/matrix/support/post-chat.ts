import { type ChatEvent, decodeChatEvent } from '#lib/core/chat/chat-events.ts';
import { type ErrorBody, parseErrorBody } from '#lib/core/errors/error-body.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { parseJson } from '#lib/core/json/parse-json.ts';

/** The result of one request to `/api/chat`. */
export type ChatAnswer = {
  status: number;
  headers: Headers;
  text: string;
  /** Why it failed, as a status or as the stream's last event; null for a complete reply. */
  error: ErrorBody | null;
  /** Whether it ended in exactly one `done` or `error`, or as a status with an error body. */
  endedTyped: boolean;
  comments: number;
  raw: string;
};

let lastAddress = 0;

/**
 * The headers that a page of this site sends. Each request comes from an address of its own,
 * because few could run at once otherwise.
 */
export function pageHeaders(siteUrl: string): Record<string, string> {
  lastAddress += 1;
  return {
    'content-type': 'application/json',
    origin: siteUrl,
    'sec-fetch-site': 'same-origin',
    'x-forwarded-for': `10.${(lastAddress >> 16) & 255}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`,
  };
}

/** Sends a request to the site as its page does, without a page. */
export async function postChat(
  siteUrl: string,
  text: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ChatAnswer> {
  const response = await fetch(`${siteUrl}/api/chat`, {
    method: 'POST',
    headers: pageHeaders(siteUrl),
    body: JSON.stringify({ messages: [{ role: 'user', content: text }] }),
    signal: signal ?? null,
  });
  return readAnswer(response);
}

async function readAnswer(response: Response): Promise<ChatAnswer> {
  const { status, headers } = response;
  const raw = await response.text();
  if (!headers.get('content-type')?.startsWith('text/event-stream')) {
    const error = readErrorBody(raw);
    return { status, headers, raw, text: '', error, endedTyped: error !== null, comments: 0 };
  }
  const blocks = raw.split('\n\n').filter(Boolean);
  const events = blocks.flatMap((block) => (block.startsWith('data: ') ? [decode(block)] : []));
  const ends = events.filter(({ type }) => type === 'done' || type === 'error');
  const last = events.at(-1);
  return {
    status,
    headers,
    raw,
    text: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
    error: last?.type === 'error' ? last.error : null,
    endedTyped: ends.length === 1 && ends[0] === last,
    comments: blocks.filter((block) => block.startsWith(':')).length,
  };
}

function decode(block: string): ChatEvent {
  const event = decodeChatEvent(block.slice('data: '.length));
  if (event === 'invalid' || event === 'ignored') throw new Error('not an event of the contract');
  return event;
}

function readErrorBody(raw: string): ErrorBody | null {
  return parseErrorBody(fieldOf(parseJson(raw), 'error'));
}
