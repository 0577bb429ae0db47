import { describe, expect, test } from 'vitest';
import { described, toOperator, toVisitor } from '#tests/support/described-error.ts';
import type { ErrorDetails } from '../errors/error-body.ts';
import { KEY_PROBLEMS } from '../key/key-problems.ts';
import { messageForKeyProblem } from './messages/key-problem-messages.ts';

describe('describeError with details', () => {
  const tokens = { limitTokens: 8192, usedTokens: 9204 };
  test.each([
    ['context_too_long', 'visitor', tokens, 'It has 9,204 tokens; the limit is 8,192.'],
    ['context_too_long', 'operator', tokens, 'It has 9,204 tokens; the limit is 8,192.'],
    ['context_too_long', 'visitor', { limitTokens: 8192 }, 'The limit is 8,192 tokens.'],
    ['context_too_long', 'visitor', {}, 'Leaving out the oldest messages makes room.'],
    [
      'message_too_long',
      'visitor',
      { limit: 1_048_576, used: 1_744_259, limitUnit: 'characters' },
      'It has 1,744,259 characters; the limit is 1,048,576 characters. Shorten it',
    ],
    [
      'request_too_large',
      'operator',
      { limitTokens: 30_000, requestedTokens: 30_601, limitWindow: 'minute' },
      'It needs 30,601 tokens; the limit is 30,000 a minute',
    ],
    [
      'rate_limited',
      'operator',
      { limitTokens: 30_000, usedTokens: 14_567, requestedTokens: 24_754, limitWindow: 'minute' },
      'allows this account 30,000 tokens a minute; 14,567 tokens are used, and this request needs 24,754.',
    ],
    [
      'rate_limited',
      'operator',
      { limit: 3, used: 3, limitUnit: 'requests', limitWindow: 'minute' },
      'allows this account 3 requests a minute; 3 requests are used.',
    ],
    [
      'request_too_large',
      'operator',
      { limitTokens: 30_000, requestedTokens: 30_601, limitWindow: 'week' },
      'It needs 30,601 tokens; the limit is 30,000 a week',
    ],
    [
      'rate_limited_daily',
      'operator',
      { limit: 200, limitUnit: 'requests', limitWindow: 'day' },
      '200 requests a day',
    ],
    [
      'body_too_large',
      'operator',
      { limit: 1000, used: 1203, limitUnit: 'messages' },
      'It has 1,203 messages; the limit is 1,000 messages. You can leave out the oldest messages.',
    ],
    ['body_too_large', 'visitor', { limit: 4_000_000, limitUnit: 'bytes' }, 'can total up to 4 MB'],
    [
      'budget_spent',
      'operator',
      { limit: 5, limitUnit: 'usd', limitWindow: 'day' },
      'STARLIGHT_DAILY_SPEND allows everyone together $5 a day.',
    ],
    [
      'bad_request',
      'operator',
      { parameter: 'messages[0].role' },
      'OpenAI points to messages[0].role',
    ],
    ['key_invalid', 'operator', { keyEnd: '9f' }, 'It ends in …9f and looks complete'],
    ['server_error', 'operator', { reason: 'auth_outage' }, 'Leave the key as it is'],
    ['overloaded', 'operator', { reason: 'model_loading' }, "isn't ready yet"],
  ] as const)('uses the details of %s for the %s: %o', (kind, audience, details, words) => {
    expect(described(kind, audience, { details }).sentence).toContain(words);
  });

  test.each([
    ['model_not_found', 'visitor', {}, 'the model gpt-5 is unavailable'],
    [
      'model_not_found',
      'operator',
      { model: 'gpt-x' },
      "the model gpt-x doesn't exist for this key",
    ],
    ['model_not_offered', 'visitor', { model: 'm'.repeat(90) }, "this model isn't offered here"],
    [
      'wrong_host',
      'operator',
      { host: 'us.api.openai.com' },
      'this key only works at us.api.openai.com',
    ],
    [
      'missing_scopes',
      'operator',
      { scope: 'model.request' },
      'the key lacks the permission model.request',
    ],
    ['unsupported_parameter', 'operator', { parameter: 'top_p' }, "gpt-5 doesn't accept top_p"],
    [
      'invalid_request',
      'operator',
      { field: 'messages[0].content' },
      'the request is invalid at messages[0].content',
    ],
    [
      'invalid_request',
      'visitor',
      { field: 'body', reason: 'body_timeout' },
      'only part of the message arrived',
    ],
    [
      'not_configured',
      'operator',
      { variable: 'OPENAI_API_KEY', reason: 'not_set' },
      "OPENAI_API_KEY isn't set",
    ],
    [
      'not_configured',
      'operator',
      { variable: 'OPENAI_API_KEY', reason: 'blank' },
      'OPENAI_API_KEY is set but empty',
    ],
    [
      'not_configured',
      'operator',
      { variable: 'OPENAI_BASE_URL', reason: 'v1_missing' },
      'OPENAI_BASE_URL is missing /v1',
    ],
    [
      'not_configured',
      'operator',
      { variable: 'STARLIGHT_MODELS', reason: 'new' },
      'STARLIGHT_MODELS needs a different value',
    ],
    [
      'not_configured',
      'operator',
      { variable: 'STARLIGHT_ACCESS_CODE', reason: 'unprotected' },
      "access hasn't been configured yet",
    ],
    [
      'organization_mismatch',
      'operator',
      { reason: 'no_organization' },
      "the key's owner isn't in an organization",
    ],
    [
      'spend_limit_reached',
      'operator',
      { reason: 'project' },
      'the project has reached its monthly spend limit',
    ],
    [
      'spend_limit_reached',
      'operator',
      { reason: 'usage_tier' },
      'the organization has reached its monthly usage limit',
    ],
    ['spend_limit_reached', 'operator', { reason: 'key' }, 'this key has reached its spend limit'],
    [
      'reply_interrupted',
      'operator',
      { reason: 'by_upstream' },
      'OpenAI stopped partway through the reply',
    ],
    [
      'reply_interrupted',
      'visitor',
      { reason: 'by_upstream' },
      'OpenAI stopped partway through the reply',
    ],
    [
      'reply_timeout',
      'operator',
      { reason: 'by_upstream' },
      'the reply took longer than OpenAI allows',
    ],
    [
      'reply_timeout',
      'visitor',
      { reason: 'by_upstream' },
      'the reply took longer than OpenAI allows',
    ],
    ...(['operator', 'visitor'] as const).map(
      (audience) =>
        [
          'reply_empty',
          audience,
          { reason: 'thinking_only' },
          'the model thought, but wrote no reply',
        ] as const,
    ),
    [
      'wrong_url',
      'operator',
      { reason: 'https_required' },
      'OPENAI_BASE_URL uses http instead of https',
    ],
  ] as const)('titles %s for the %s with %o "%s"', (kind, audience, details, title) => {
    expect(described(kind, audience, { details }).title).toBe(title);
  });

  test('gives the address of a regional key as a line to copy', () => {
    const { steps } = toOperator('wrong_host', { details: { host: 'us.api.openai.com' } });
    expect(steps[0]).toMatch(/^Set OPENAI_BASE_URL to https:\/\/us\.api\.openai\.com\/v1 in /);
    expect(toOperator('wrong_host', { details: { host: 'us.api.openai.com' } }).fixLine).toBe(
      'OPENAI_BASE_URL=https://us.api.openai.com/v1',
    );
    expect(toOperator('wrong_host').fixLine).toBeNull();
    expect(toVisitor('wrong_host', { details: { host: 'us.api.openai.com' } }).fixLine).toBeNull();
  });

  test('names a missing permission as the dashboard does', () => {
    const { steps } = toOperator('missing_scopes', { details: { scope: 'api.model.read' } });
    expect(steps[0]).toContain('enable Models: Read.');
  });

  test('lists the pages to check for an unnamed spend limit, project first', () => {
    const { sentence, steps } = toOperator('spend_limit_reached');
    expect(sentence).toContain("Starlight can't tell which");
    expect(steps[0]).toContain('Project → Limits, then Organization');
  });
});

describe('describeError with a malformed key', () => {
  const kinds = ['key_malformed', 'wrong_credential_type', 'not_configured'] as const;
  test.each(kinds.flatMap((kind) => KEY_PROBLEMS.map((problem) => [kind, problem] as const)))(
    '(%s) gives the operator the message for %s, and the visitor none of it',
    (kind, problem) => {
      const details: ErrorDetails = {
        reason: problem,
        position: 52,
        codePoint: 10,
        keyPrefix: 'sk-proj-',
        keyLength: 164,
        keyEnd: '9f',
        variable: 'OPENAI_API_KEY',
      };
      const message = messageForKeyProblem(problem, details);
      const operator = toOperator(kind, { details });
      expect(operator).toMatchObject({ title: message.title, sentence: message.sentence });
      expect(operator.steps[0]).toBe(message.fix);
      expect(toVisitor(kind, { details })).toEqual(toVisitor(kind));
    },
  );

  test('says where the line break is and how to fix it', () => {
    const details = { reason: 'line_break', position: 52 };
    const { heading, steps } = toOperator('key_malformed', { details });
    expect(heading).toBe('401 Unauthorized: the key contains a line break after character 51');
    expect(steps[0]).toBe('Join the two lines in .env.local and restart.');
  });
});
