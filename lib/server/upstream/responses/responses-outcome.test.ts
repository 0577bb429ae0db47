import { describe, expect, it } from 'vitest';
import { output, readOutcome } from '#tests/support/read-response-outcome.ts';
import {
  CREATED,
  ended,
  message,
  response,
  textDelta,
  USAGE,
  USED,
} from '#tests/support/response-events.ts';
import { createResponsesOutcome } from './responses-outcome.ts';

describe('a document of the Responses API', () => {
  it('is read as one piece', () => {
    const reasoning = { type: 'reasoning', summary: [{ text: 'One.' }, { text: 'Two.' }] };
    const document = response({
      output: [
        reasoning,
        message('', { content: [{ text: 'a' }, { text: 'b' }] }),
        message('c', { id: 'msg_2' }),
      ],
      usage: USED,
    });
    expect(readOutcome(document)).toMatchObject({
      thinking: 'One.\n\nTwo.',
      text: 'ab\n\nc',
      end: { reason: 'stop', usage: USAGE },
    });
  });

  it.each([
    ['completed', null, 'stop'],
    [undefined, null, 'stop'],
    ['incomplete', { reason: 'max_output_tokens' }, 'length'],
    ['completed', { reason: 'max_output_tokens' }, 'length'],
    ['incomplete', { reason: 'content_filter' }, 'content_filter'],
    ['incomplete', { reason: 'max_messages' }, 'unknown'],
    ['incomplete', { reason: 'steered' }, 'unknown'],
    ['incomplete', { reason: 'stop' }, 'unknown'],
    ['incomplete', {}, 'unknown'],
    ['incomplete', null, 'unknown'],
  ])('ends for the reason of its status %s and details %j', (status, incomplete, reason) => {
    const document = response({
      ...{ status, incomplete_details: incomplete, output: [message('hi')] },
    });
    expect(readOutcome(document).end).toEqual({ reason });
  });

  it.each(['cancelled', 'canceled', 'queued', 'in_progress'])(
    'was interrupted by the upstream if it is %s',
    (status) => {
      const { text, failure } = readOutcome(response({ status, output: [message('half')] }));
      expect(text).toBe('half');
      expect(failure?.failure).toMatchObject({
        ...{ kind: 'reply_interrupted', details: { reason: 'by_upstream' } },
      });
    },
  );

  it('keeps the count of what a failed response used', () => {
    const { failure } = readOutcome(response({ status: 'failed', usage: USED }));
    expect(failure?.kind).toBe('server_error');
    expect(failure?.usage).toEqual(USAGE);
  });

  it.each([
    ['an error', { error: { code: 'insufficient_quota', message: 'x' } }],
    ['an error with a type', { type: 'error', error: { code: 'insufficient_quota' } }],
    ['an error in the event', { type: 'error', code: 'insufficient_quota', message: 'x' }],
    [
      'an error in a failed response',
      response({ status: 'failed', error: { code: 'insufficient_quota' } }),
    ],
  ])('is a failure if it is %s', (_, document) => {
    const { failure } = readOutcome(document);
    expect(failure?.kind).toBe('quota_exhausted');
    expect(failure?.cause).toMatchObject({ code: 'insufficient_quota' });
  });
});

describe('the codes of a failed response', () => {
  it.each([
    ['server_error', 'server_error'],
    ['rate_limit_exceeded', 'rate_limited'],
    ['insufficient_quota', 'quota_exhausted'],
    ['invalid_prompt', 'content_flagged'],
    ['data_residency_mismatch', 'wrong_host'],
    ['bio_policy', 'content_flagged'],
    ['misalignment_policy_violation', 'content_flagged'],
    ['vector_store_timeout', 'gateway_timeout'],
    ['invalid_image', 'image_rejected'],
    ['image_parse_error', 'image_rejected'],
    ['failed_to_download_image', 'image_rejected'],
    ['image_content_policy_violation', 'content_flagged'],
  ])('%s is %s', (code, kind) => {
    expect(readOutcome(ended({ error: { code, message: '' } }, 'failed')).failure?.kind).toBe(kind);
  });
});

describe('the end of a stream of the Responses API', () => {
  it('is only an event that ends the response', () => {
    for (const events of [[CREATED], [CREATED, textDelta('hi')], [{ type: 'response.queued' }]]) {
      const outcome = createResponsesOutcome();
      for (const each of events) outcome.take(each);
      expect(outcome.isFinished()).toBe(false);
      expect(outcome.isOver()).toBe(false);
      expect(outcome.end).toThrow('reply_interrupted');
    }
  });

  it('leaves nothing to read, unless the response failed without a reason', () => {
    const completed = createResponsesOutcome();
    completed.take(ended({ output: [] }));
    expect(completed.isOver()).toBe(true);
    const failed = createResponsesOutcome();
    failed.take(ended({ error: null }, 'failed'));
    expect([failed.failure(), failed.isFinished(), failed.isOver()]).toEqual([null, true, false]);
  });

  it.each([
    ['completed', 'completed', 'stop'],
    ['completed', 'in_progress', 'stop'],
    ['completed', undefined, 'stop'],
    ['done', 'completed', 'stop'],
    ['done', 'incomplete', 'length'],
    ['incomplete', 'completed', 'length'],
    ['completed', 'failed', 'server_error'],
    ['failed', 'completed', 'server_error'],
    ['done', 'failed', 'server_error'],
    ['cancelled', 'in_progress', 'reply_interrupted'],
    ['completed', 'cancelled', 'reply_interrupted'],
  ])('response.%s with the status %s is %s', (type, status, expected) => {
    const incomplete_details = expected === 'length' ? { reason: 'max_output_tokens' } : null;
    const { end, failure } = readOutcome({
      ...{ type: `response.${type}`, response: { status, incomplete_details, usage: USED } },
    });
    expect(end?.reason ?? failure?.kind).toBe(expected);
    expect(end?.usage ?? failure?.usage).toEqual(USAGE);
  });

  it('says the rest of a failed response before its failure', () => {
    const { text, failure } = readOutcome(
      textDelta('On'),
      ended({ error: { code: 'server_error' }, output: [message('Once')] }, 'failed'),
    );
    expect(text).toBe('Once');
    expect(failure?.kind).toBe('server_error');
  });

  it('says a failed response once, however often it fails', () => {
    const failed = ended({ error: null, output: [message('Once')] }, 'failed');
    expect(readOutcome(failed, failed, failed).text).toBe('Once');
  });

  it.each([
    { type: 'keepalive', message: 'x' },
    { type: 'response.shiny', delta: 'x', text: 'x' },
    { type: 'codex.rate_limits', status: 'failed' },
    { type: 'response.mcp_call.failed', error: { code: 'x', message: 'x' } },
    { type: 'constructor', delta: 'x' },
    { type: '__proto__', delta: 'x' },
    { type: null },
    [],
    'text',
    null,
    1,
  ])('is not an event that is unknown: %j', (event) => {
    expect(readOutcome(event, textDelta('hi'), output(message('hi')))).toMatchObject({
      ...{ text: 'hi', end: { reason: 'stop' } },
    });
  });
});
