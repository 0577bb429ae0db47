import { describe, expect, test, vi } from 'vitest';
import { toOperator, toVisitor } from '#tests/support/described-error.ts';
import { providerOfHost } from '../providers/find-provider.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';

describe('describeError for an audience', () => {
  test('never uses what only the operator may see for a visitor, whatever the body contains', () => {
    const details = {
      keyEnd: '9f',
      keyLength: 164,
      keyPrefix: 'sk-proj-',
      position: 52,
      codePoint: 8220,
      variable: 'OPENAI_API_KEY',
      scope: 'model.request',
      host: 'eu.api.openai.com',
      reason: 'smart_quote',
      limitTokens: 8192,
    };
    const entry = ERROR_CATALOGUE.key_malformed;
    const spies = { visitor: vi.spyOn(entry, 'visitor'), operator: vi.spyOn(entry, 'operator') };
    try {
      toVisitor('key_malformed', { details });
      toOperator('key_malformed', { details });
      expect(spies.visitor.mock.calls[0]?.[0].details).toEqual({ limitTokens: 8192 });
      expect(spies.operator.mock.calls[0]?.[0].details).toEqual(details);
    } finally {
      vi.restoreAllMocks();
    }
  });

  test('tells a visitor who to contact and what to include', () => {
    expect(toVisitor('key_invalid').sentence).toBe(
      'Your message is saved. Contact Ada and include the request ID below.',
    );
    expect(toVisitor('key_invalid', { circumstances: { contact: null } }).sentence).toBe(
      'Your message is saved. Contact the site owner and include the request ID below.',
    );
  });

  test('shows the host to the operator, but not to a visitor', () => {
    const circumstances = { upstreamName: 'llm.internal:11434' };
    expect(toVisitor('server_error', { circumstances }).title).toBe(
      "something went wrong at the model's provider",
    );
    expect(toOperator('server_error', { circumstances }).title).toBe(
      'something went wrong at llm.internal:11434',
    );
  });

  test('links to account pages for the operator, and to the status page for everyone', () => {
    expect(toOperator('quota_exhausted').link?.href).toContain('/billing/');
    expect(toVisitor('quota_exhausted').link).toBeNull();
    expect(toVisitor('server_error').link?.href).toBe('https://status.openai.com');
  });

  test("doesn't mention OpenAI's pages for another upstream", () => {
    const circumstances = { upstreamName: 'api.groq.com' };
    const { link, steps } = toOperator('key_invalid', { circumstances });
    expect(link).toBeNull();
    expect(steps.join(' ')).not.toContain('openai.com');
    expect(steps[0]).toBe('Get a new key from api.groq.com.');
  });

  test("sends the operator to the provider's own pages", () => {
    const groq = providerOfHost('api.groq.com');
    const circumstances = { upstreamName: 'Groq', upstreamPages: groq?.pages };
    expect(toOperator('key_invalid', { circumstances })).toMatchObject({
      link: { href: 'https://console.groq.com/keys', label: 'API keys at Groq' },
      steps: expect.arrayContaining(['Create a new key at console.groq.com/keys.']),
    });
    expect(toOperator('quota_exhausted', { circumstances })).toMatchObject({
      link: { href: 'https://console.groq.com/settings/billing', label: 'Billing at Groq' },
      steps: expect.arrayContaining([
        'Add credit to your Groq account at console.groq.com/settings/billing.',
      ]),
    });
    expect(toOperator('server_error', { circumstances })).toMatchObject({
      link: { href: 'https://groqstatus.com', label: 'Status of Groq' },
      steps: expect.arrayContaining(['If it persists, check groqstatus.com.']),
    });
    expect(toOperator('organization_unverified', { circumstances }).link).toBeNull();
    expect(toVisitor('server_error', { circumstances }).link).toBeNull();
  });
});

describe('actions', () => {
  test('depend on the audience', () => {
    expect(toVisitor('key_invalid').actions).toEqual([]);
    expect(toOperator('key_invalid').actions).toEqual(['open_setup', 'retry']);
    expect(toVisitor('context_too_long').actions).toEqual(['shorten_and_retry', 'new_chat']);
    expect(toVisitor('access_required').actions).toEqual(['sign_in']);
  });

  test('do not include Continue for a reply without text', () => {
    const circumstances = { replyHasText: false };
    expect(toVisitor('reply_stalled', { circumstances }).actions).toEqual(['retry']);
    expect(toVisitor('reply_stalled', { circumstances }).sentence).toContain(
      'Your message is saved',
    );
  });

  test.each([true, false])('do not call a reply empty that asked for a tool (text: %s)', (has) => {
    const details = { reason: 'tool_calls' };
    const circumstances = { replyHasText: has };
    const { title, sentence } = toVisitor('reply_empty', { details, circumstances });
    expect(title).toBe('the model stopped to use a tool');
    expect(sentence.includes('What the model wrote before is saved.')).toBe(has);
  });

  test('say what helps a model that spent the whole limit thinking', () => {
    const details = { reason: 'thinking_only' };
    const visitor = toVisitor('reply_truncated', { details });
    expect(visitor.sentence).toContain('all of it thinking');
    expect(visitor.sentence).toContain('another model');
    expect(toVisitor('reply_truncated').sentence).not.toContain('thinking');
    const circumstances = { replyHasText: false };
    expect(toVisitor('reply_truncated', { details, circumstances }).sentence).toBe(
      visitor.sentence,
    );
    const steps = toOperator('reply_truncated', { details }).steps.join(' ');
    expect(steps).toContain('Ask the model to think less, or choose another one.');
    expect(steps).toContain('raise STARLIGHT_MAX_OUTPUT_TOKENS');
  });

  test('say of a reply that is too large what is true of it', () => {
    const details = { reason: 'too_large' };
    const circumstances = { replyHasText: true };
    for (const describe of [toVisitor, toOperator]) {
      const { title, sentence } = describe('reply_invalid', { details, circumstances });
      expect(title).toBe('the rest of the reply is too large');
      expect(sentence).toMatch(/larger than.*The partial reply is saved/);
    }
  });

  test('say nothing of thinking that no one saw or counted', () => {
    const circumstances = { replyHasText: false };
    for (const { sentence, steps } of [
      toVisitor('reply_truncated', { circumstances }),
      toOperator('reply_truncated', { circumstances }),
    ]) {
      expect([sentence, ...steps].join(' ')).not.toMatch(/think|thought|partial|Continue/i);
      expect(sentence).toMatch(/before the (?:first word|limit)/);
    }
  });

  test.each([
    ['reply_truncated', { reason: 'thinking_only' }],
    ['reply_truncated', {}],
    ['reply_empty', { reason: 'thinking_only' }],
  ] as const)('offer what helps if thinking used up the room: %s %j', (kind, details) => {
    const actionsFor = (canHaveMoreRoom: boolean, canThinkLess: boolean) => {
      const circumstances = { replyHasText: false, canHaveMoreRoom, canThinkLess };
      return toVisitor(kind, { details, circumstances }).actions;
    };
    expect(actionsFor(true, true)).toEqual(['more_room', 'less_thinking']);
    expect(actionsFor(true, false)).toEqual(['more_room', 'retry']);
    expect(actionsFor(false, true)).toEqual(['less_thinking', 'retry']);
    expect(actionsFor(false, false)[0]).toBe('retry');
  });

  test('keep Continue first below a partial reply whose thinking used up the room', () => {
    const circumstances = { replyHasText: true, canHaveMoreRoom: true, canThinkLess: true };
    expect(toVisitor('reply_truncated', { circumstances }).actions).toEqual([
      ...['continue', 'more_room', 'less_thinking'],
    ]);
    expect(toVisitor('server_error', { circumstances }).actions).toEqual(['continue', 'retry']);
    expect(toVisitor('reply_empty', { circumstances }).actions).not.toContain('more_room');
  });

  test('are what the sentence tells about', () => {
    const details = { reason: 'thinking_only' };
    const sentenceFor = (canHaveMoreRoom: boolean, canThinkLess: boolean) =>
      toVisitor('reply_truncated', { details, circumstances: { canHaveMoreRoom, canThinkLess } })
        .sentence;
    expect(sentenceFor(true, true)).toContain('more room, or let it think less');
    expect(sentenceFor(true, false)).toContain('More room');
    expect(sentenceFor(false, true)).toContain('thinks less');
  });

  test('include Continue for a reply that another kind of failure cut off', () => {
    const circumstances = { replyHasText: true };
    const { actions, sentence } = toVisitor('server_error', { circumstances });
    expect(actions).toEqual(['continue', 'retry']);
    expect(sentence).toContain('along with the partial reply');
    expect(toVisitor('quota_exhausted', { circumstances }).actions).toEqual([]);
    expect(toVisitor('reply_refused', { circumstances }).actions).toEqual(['edit', 'retry']);
  });

  test("omit switching if there is only one model, and a retry that can't help", () => {
    const circumstances = { offersOtherModels: false };
    expect(toVisitor('model_not_found', { circumstances }).actions).toEqual([]);
    expect(toVisitor('model_not_found', { circumstances }).sentence).toBe(
      "Retrying won't help until Ada changes it. Your message is saved.",
    );
    expect(toOperator('model_not_found', { circumstances }).actions).toEqual(['open_setup']);
    expect(toVisitor('overloaded', { circumstances }).actions).toEqual(['retry']);
  });
});
