import { describe, expect, it } from 'vitest';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import {
  CREATED,
  ended,
  message,
  response,
  responseEvents,
  textDelta,
  USAGE,
  USED,
} from '#tests/support/response-events.ts';
import type { ApiDialect } from '../api-dialect.ts';
import { batchesOf } from './decode-reply.ts';
import type { EventBatch } from './read-completion-events.ts';
import { readReply } from './read-reply.ts';
import { startReplyDeadlines } from './reply-deadlines.ts';
import type { ReplyEnd } from './reply-outcome.ts';

type ReadReply = { batches: EventBatch[]; end: ReplyEnd | null; failure: StarlightError | null };

/** Reads a body of either shape to its end. */
async function read(body: BodyInit, dialect: ApiDialect): Promise<ReadReply> {
  using deadlines = startReplyDeadlines(
    { ttfbMs: 5000, idleMs: 5000, totalMs: 5000 },
    { signal: new AbortController().signal },
  );
  const batches: EventBatch[] = [];
  try {
    const content = await readReply(new Response(body), { deadlines, provider: null, dialect });
    const source = batchesOf(content);
    let next = await source.next();
    for (; !next.done; next = await source.next()) batches.push(next.value);
    return { batches, end: next.value, failure: null };
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { batches, end: null, failure: error };
  }
}

const textOf = ({ batches }: ReadReply) =>
  batches.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('');

describe('reading a reply of the Responses API', () => {
  const events = [
    CREATED,
    textDelta('Hel'),
    textDelta('lo'),
    ended({ output: [message('Hello')], usage: USED }),
  ];
  const document = response({ output: [message('Hello')], usage: USED });

  it('gives its events and its document unchanged, with what they say and how they end', async () => {
    for (const [body, all] of [
      [responseEvents(...events), events],
      [JSON.stringify(document), [document]],
    ] as const) {
      const result = await read(body, 'responses');
      expect(result.failure).toBeNull();
      expect(result.batches.flatMap((batch) => batch.events)).toEqual(all);
      expect(textOf(result)).toBe('Hello');
      expect(result.end).toEqual({ reason: 'stop', usage: USAGE });
    }
  });

  it('ends when the response ends, although the connection stays open', async () => {
    const bytes = new TextEncoder().encode(responseEvents(...events));
    const open = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes),
    });
    expect((await read(open, 'responses')).end?.reason).toBe('stop');
  });

  it('reads nothing after the end', async () => {
    const body = `${responseEvents(...events, textDelta(' again'), { type: 'error' })}data: {broken\n\n`;
    const result = await read(body, 'responses');
    expect([textOf(result), result.failure]).toEqual(['Hello', null]);
  });

  it.each([
    ['a chat completion', JSON.stringify(completion('hi')), 'not_an_api'],
    ['any other document', '{"ok":true}', 'not_an_api'],
    ['a list', '[]', 'not_an_api'],
    ['an error', '{"error":{"code":"insufficient_quota","message":"x"}}', 'quota_exhausted'],
    ['chunks of a chat completion', reply('hi'), 'reply_interrupted'],
    ['a stream that breaks off', responseEvents(CREATED, textDelta('hi')), 'reply_interrupted'],
    [
      'a response that is queued',
      JSON.stringify(response({ status: 'queued' })),
      'reply_interrupted',
    ],
    ['nothing', '', 'reply_empty'],
    ['a page', '<html></html>', 'not_an_api'],
  ])('fails for %s', async (_, body, kind) => {
    expect((await read(body, 'responses')).failure?.kind).toBe(kind);
  });

  it('takes a response for no chat completion', async () => {
    expect((await read(JSON.stringify(document), 'chat')).failure?.kind).toBe('not_an_api');
  });
});
