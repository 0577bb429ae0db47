import { describe, expect, it } from 'vitest';
import { completion, DONE, delta, event, finish, reply } from '#tests/support/completion-events.ts';
import {
  CREATED,
  ended,
  message,
  responseEvents,
  textDelta,
} from '#tests/support/response-events.ts';
import { messageItem, responseOf, streamedResponse } from '#tests/support/response-replies.ts';
import type { ApiDialect } from '../models/choose-dialect.ts';
import { readOneTokenAnswer } from './read-one-token-answer.ts';

const QUOTA = { code: 'insufficient_quota', message: 'You exceeded your current quota' };
const HI = [messageItem('Hi')];
const CUT = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
const REFUSAL = { type: 'refusal', refusal: "I can't help with that." };

function read(dialect: ApiDialect, body: unknown, { streamed = false, status = 200 } = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = { status, headers: new Headers(), body: text, receivedAtMs: 0 };
  return readOneTokenAnswer(answer, { dialect, streamed, provider: null });
}
const kindOf = (answer: ReturnType<typeof read>) => (answer.ok ? 'ok' : answer.failure.kind);

describe('a whole reply', () => {
  it.each<[string, ApiDialect, unknown]>([
    ['a completion', 'chat', completion('Hi')],
    ['a response', 'responses', responseOf(HI)],
    ['a response that reached its limit', 'responses', responseOf([], CUT)],
    ['a refusal', 'responses', responseOf([{ ...messageItem(''), content: [REFUSAL] }])],
    ['a response without a status', 'responses', { output: HI }],
  ])('is good: %s', (_, dialect, body) => {
    expect(read(dialect, body)).toEqual({ ok: true, unstreamed: false });
    expect(read(dialect, body, { streamed: true })).toEqual({ ok: true, unstreamed: true });
  });

  it.each<[string, ApiDialect, unknown, string]>([
    [
      'failed, with a reason',
      'responses',
      responseOf([], { status: 'failed', error: QUOTA }),
      'quota_exhausted',
    ],
    [
      'failed, without one',
      'responses',
      responseOf([], { status: 'failed', error: null }),
      'server_error',
    ],
    ['canceled', 'responses', responseOf(HI, { status: 'cancelled' }), 'reply_interrupted'],
    ['only queued', 'responses', responseOf([], { status: 'queued' }), 'reply_interrupted'],
    ['an error with a 200', 'responses', { error: QUOTA }, 'quota_exhausted'],
    ['an error with a 200', 'chat', { error: QUOTA }, 'quota_exhausted'],
    ['of the other API', 'responses', completion('Hi'), 'reply_invalid'],
    ['of the other API', 'chat', responseOf(HI), 'not_an_api'],
    ['no reply', 'responses', { hello: 'world' }, 'not_an_api'],
    ['a page', 'responses', '<!doctype html><html><body>Hi</body></html>', 'not_an_api'],
    ['nothing', 'responses', '', 'reply_empty'],
  ])('is not good if it is %s (%s)', (_, dialect, body, kind) => {
    expect(kindOf(read(dialect, body))).toBe(kind);
    expect(kindOf(read(dialect, body, { streamed: true }))).toBe(kind);
  });

  it('counts only with a 2xx', () => {
    expect(kindOf(read('responses', responseOf(HI), { status: 500 }))).toBe('server_error');
  });
});

describe('a streamed reply', () => {
  const begun = [CREATED, textDelta('H')];
  const error = { type: 'error', ...QUOTA, param: null, sequence_number: 3 };
  const streamed = { streamed: true };

  it.each<[string, ApiDialect, string]>([
    ['a completion', 'chat', reply('Hi')],
    ['a completion without [DONE]', 'chat', delta('Hi') + finish()],
    ['a completion without a finish reason', 'chat', delta('Hi') + DONE],
    ['a response', 'responses', streamedResponse(HI)],
    ['a response with CRLF', 'responses', streamedResponse(HI).replaceAll('\n', '\r\n')],
    ['one that reached its limit', 'responses', responseEvents(CREATED, ended(CUT, 'incomplete'))],
    ['one of a gateway', 'responses', responseEvents(...begun, { type: 'response.done' })],
    [
      'one with an error after its end, which the chat does not read',
      'responses',
      responseEvents(...begun, ended({ output: [message('Hi')] }), error),
    ],
    [
      'one whose search failed',
      'responses',
      responseEvents(
        CREATED,
        { type: 'response.mcp_call.failed', item_id: 'm', message: 'no', error: { code: 'x' } },
        ended({ output: [message('Hi')] }),
      ),
    ],
  ])('is good: %s', (_, dialect, body) => {
    expect(read(dialect, body, streamed)).toEqual({ ok: true, unstreamed: false });
  });

  it.each<[string, ApiDialect, string, string]>([
    ['cut off', 'chat', delta('Hi'), 'reply_interrupted'],
    ['cut off', 'responses', responseEvents(...begun), 'reply_interrupted'],
    ['cut off before [DONE]', 'responses', responseEvents(...begun) + DONE, 'reply_interrupted'],
    [
      'canceled',
      'responses',
      responseEvents(...begun, ended({}, 'cancelled')),
      'reply_interrupted',
    ],
    ['an error', 'chat', delta('Hi') + event({ error: QUOTA }), 'quota_exhausted'],
    ['an error', 'responses', responseEvents(...begun, error), 'quota_exhausted'],
    [
      'failed',
      'responses',
      responseEvents(CREATED, ended({ error: QUOTA }, 'failed')),
      'quota_exhausted',
    ],
    [
      'failed without a reason',
      'responses',
      responseEvents(CREATED, ended({}, 'failed')),
      'server_error',
    ],
    [
      'failed, with the reason after it',
      'responses',
      responseEvents(CREATED, ended({}, 'failed'), { type: 'error', error: QUOTA }),
      'quota_exhausted',
    ],
  ])('is not good if it is %s (%s)', (_, dialect, body, kind) => {
    expect(kindOf(read(dialect, body, streamed))).toBe(kind);
  });
});
