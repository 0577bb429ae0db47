import { describe, expect, test, vi } from 'vitest';
import type { ErrorBody } from '../error-body.ts';
import { defaultStatusOf, ERROR_KINDS, type ErrorKind, isErrorKind } from '../error-kinds.ts';
import type { Audience } from './catalogue-entry.ts';
import { describeError } from './describe-error.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';

type Circumstances = Omit<Parameters<typeof describeError>[1], 'audience'>;

const ADA: Circumstances = { contact: 'Ada', upstreamName: 'OpenAI', model: 'gpt-5' };

function described(
  kind: ErrorKind,
  audience: Audience,
  more: Partial<Pick<ErrorBody, 'details' | 'status' | 'retryAfterMs'>> & {
    circumstances?: Partial<Circumstances>;
  } = {},
) {
  const { circumstances, ...known } = more;
  const body: ErrorBody = { kind, status: defaultStatusOf(kind), requestId: 'req_1', ...known };
  return describeError(body, { ...ADA, ...circumstances, audience });
}
const toVisitor = (kind: ErrorKind, more?: Parameters<typeof described>[2]) =>
  described(kind, 'visitor', more);
const toOperator = (kind: ErrorKind, more?: Parameters<typeof described>[2]) =>
  described(kind, 'operator', more);

describe('headings', () => {
  test.each([
    [
      'bad_request',
      '400 Bad Request: the model could not read this conversation',
      '400 Bad Request: OpenAI could not read the request',
    ],
    [
      'key_invalid',
      '401 Unauthorized: the key of this site was not accepted',
      '401 Unauthorized: OpenAI does not accept this key',
    ],
    [
      'rate_limited',
      '429 Too Many Requests: the model is taking a breath',
      '429 Too Many Requests: the model is taking a breath',
    ],
    [
      'server_error',
      '500 Internal Server Error: something went wrong at OpenAI',
      '500 Internal Server Error: something went wrong at OpenAI',
    ],
  ] as const)('%s has its status, its name and its title', (kind, visitor, operator) => {
    expect(toVisitor(kind).heading).toBe(visitor);
    expect(toOperator(kind).heading).toBe(operator);
  });

  test('begin with a capital letter when there is no status', () => {
    const { heading, status } = toVisitor('reply_interrupted');
    expect(heading).toBe('The connection broke in the middle of the reply');
    expect(status).toBeNull();
  });

  test('show a status without a name as a number', () => {
    expect(toVisitor('overloaded', { status: 529 }).heading).toBe(
      '529: the model has too much to do',
    );
    expect(toOperator('unknown', { status: 498 }).heading).toBe(
      '498: something unexpected came back',
    );
  });

  test('never show the 200 that an error came in', () => {
    expect(toOperator('server_error', { status: 200 }).status).toBe(500);
    expect(toOperator('unknown', { status: 200 }).heading).toBe('Something unexpected came back');
  });

  test('tell every 429 from every other', () => {
    const kinds = Object.keys(ERROR_KINDS).filter(isErrorKind);
    const busy = kinds.filter((kind) => ERROR_KINDS[kind].status === 429);
    expect(busy).toHaveLength(9);
    expect(new Set(busy.map((kind) => toVisitor(kind).title)).size).toBe(busy.length);
    expect(new Set(busy.map((kind) => toOperator(kind).title)).size).toBe(busy.length);
  });
});

describe('the four families of 429', () => {
  test('a rate asks for patience and wakes up by itself', () => {
    const { retry, severity, actions } = toVisitor('rate_limited');
    expect({ retry, severity, first: actions[0] }).toEqual({
      retry: 'wait',
      severity: 'wait',
      first: 'retry',
    });
  });

  test('a daily limit speaks of tomorrow, or of the time that was named', () => {
    expect(toVisitor('rate_limited_daily').sentence).toContain('tomorrow');
    const inSixHours = { retryAfterMs: 6 * 3600 * 1000 };
    expect(toVisitor('rate_limited_daily', inSixHours).sentence).toBe(
      'It takes the next one at the time below. Your message is kept.',
    );
    expect(toOperator('rate_limited_daily', inSixHours).sentence).toContain('at the time below');
  });

  test.each(['quota_exhausted', 'spend_limit_reached', 'billing_inactive'] as const)(
    '%s says that retrying does not help, and offers a visitor none',
    (kind) => {
      const { retry, severity, actions, sentence } = toVisitor(kind);
      expect(sentence).toContain('Retrying does not help until Ada');
      expect({ retry, severity, actions }).toEqual({
        retry: 'never',
        severity: 'setup',
        actions: [],
      });
    },
  );

  test("Starlight's own limits say whose they are, and that nobody else was asked", () => {
    const details = { limit: 20, limitUnit: 'requests', limitWindow: 'minute' } as const;
    expect(toVisitor('visitor_rate_limited', { details }).sentence).toBe(
      'It takes 20 requests a minute from each visitor. Your message is kept.',
    );
    const { title, sentence } = toOperator('visitor_rate_limited', { details });
    expect(title).toBe("Starlight's limit for one visitor is reached");
    expect(sentence).toContain('OpenAI was not asked');
  });
});

describe('who is told what', () => {
  test("a visitor's words are made without what only the operator may see, whatever the body holds", () => {
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
    const words = { visitor: vi.spyOn(entry, 'visitor'), operator: vi.spyOn(entry, 'operator') };
    try {
      toVisitor('key_malformed', { details });
      toOperator('key_malformed', { details });
      expect(words.visitor.mock.calls[0]?.[0].details).toEqual({ limitTokens: 8192 });
      expect(words.operator.mock.calls[0]?.[0].details).toEqual(details);
    } finally {
      vi.restoreAllMocks();
    }
  });

  test('a visitor is told whom to ask, and what helps them', () => {
    expect(toVisitor('key_invalid').sentence).toBe(
      'Your message is kept. Tell Ada; the request id is below.',
    );
    expect(toVisitor('key_invalid', { circumstances: { contact: null } }).sentence).toBe(
      'Your message is kept. Tell whoever runs this site; the request id is below.',
    );
  });

  test('a visitor is shown no host, the operator is', () => {
    const circumstances = { upstreamName: 'llm.internal:11434' };
    expect(toVisitor('server_error', { circumstances }).title).toBe(
      "something went wrong at the model's provider",
    );
    expect(toOperator('server_error', { circumstances }).title).toBe(
      'something went wrong at llm.internal:11434',
    );
  });

  test('pages for the account are linked for the operator alone, the status page for everyone', () => {
    expect(toOperator('quota_exhausted').link?.href).toContain('/billing/');
    expect(toVisitor('quota_exhausted').link).toBeNull();
    expect(toVisitor('server_error').link?.href).toBe('https://status.openai.com');
  });

  test("nothing of OpenAI's is linked or named as the place for a key with another upstream", () => {
    const circumstances = { upstreamName: 'api.groq.com' };
    const { link, steps } = toOperator('key_invalid', { circumstances });
    expect(link).toBeNull();
    expect(steps.join(' ')).not.toContain('openai.com');
    expect(steps[0]).toBe('Get a new key from api.groq.com.');
  });
});

describe('actions', () => {
  test('are those of the one who is looking', () => {
    expect(toVisitor('key_invalid').actions).toEqual([]);
    expect(toOperator('key_invalid').actions).toEqual(['open_setup', 'retry']);
    expect(toVisitor('context_too_long').actions).toEqual(['shorten_and_retry', 'new_chat']);
    expect(toVisitor('access_required').actions).toEqual(['sign_in']);
  });

  test('do not continue a reply that has no text', () => {
    const circumstances = { replyHasText: false };
    expect(toVisitor('reply_stalled', { circumstances }).actions).toEqual(['retry']);
    expect(toVisitor('reply_stalled', { circumstances }).sentence).toContain(
      'Your message is kept',
    );
  });

  test('continue a reply that a failure of another kind cut off', () => {
    const circumstances = { replyHasText: true };
    const { actions, sentence } = toVisitor('server_error', { circumstances });
    expect(actions).toEqual(['continue', 'retry']);
    expect(sentence).toContain('what arrived of the reply');
    expect(toVisitor('quota_exhausted', { circumstances }).actions).toEqual([]);
    expect(toVisitor('reply_refused', { circumstances }).actions).toEqual(['edit', 'retry']);
  });

  test('do not switch where there is one model, and then retry nothing that cannot help', () => {
    const circumstances = { offersOtherModels: false };
    expect(toVisitor('model_not_found', { circumstances }).actions).toEqual([]);
    expect(toVisitor('model_not_found', { circumstances }).sentence).toBe(
      'Retrying does not help until Ada changes it. Your message is kept.',
    );
    expect(toOperator('model_not_found', { circumstances }).actions).toEqual(['open_setup']);
    expect(toVisitor('overloaded', { circumstances }).actions).toEqual(['retry']);
  });
});
