import { describe, expect, it } from 'vitest';
import { UPSTREAM_REASONS } from '../../classify/upstream-reasons.ts';
import type { ErrorDetails } from '../../errors/error-body.ts';
import { defaultStatusOf, type ErrorKind } from '../../errors/error-kinds.ts';
import type { Audience, BannerContext } from '../catalogue-entry.ts';
import { describeError } from '../describe-error.ts';

type Circumstances = Partial<Pick<BannerContext, 'upstreamName' | 'offersOtherModels'>> & {
  retryAfterMs?: number;
};

function described(
  [kind, audience]: readonly [ErrorKind, Audience],
  details: ErrorDetails = {},
  { retryAfterMs, ...circumstances }: Circumstances = {},
) {
  return describeError(
    {
      ...{ kind, details, status: defaultStatusOf(kind), requestId: 'req_1' },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
    { audience, contact: 'Ada', upstreamName: 'x.example', model: 'm-1', ...circumstances },
  );
}
const forOperator = (kind: ErrorKind, details?: ErrorDetails, more?: Circumstances) =>
  described([kind, 'operator'], details, more);
const forVisitor = (kind: ErrorKind, details?: ErrorDetails, more?: Circumstances) =>
  described([kind, 'visitor'], details, more);

/** Their difference matters to the doctor or to a retry, not to the words. */
const SAME_WORDS: readonly string[] = ['header_mismatch', 'stream', 'summary', 'model'];
const REASONS = Object.entries(UPSTREAM_REASONS).filter(([reason]) => !SAME_WORDS.includes(reason));

describe('a reason', () => {
  it.each(REASONS)('%s gives the operator of %s other words than none', (reason, kind) => {
    const { title, sentence, steps } = forOperator(kind, { reason });
    const usual = forOperator(kind);
    expect([title, sentence, steps]).not.toEqual([usual.title, usual.sentence, usual.steps]);
  });

  it.each([
    ['key_invalid', 'leaked', 'Remove the key from where it was published'],
    ['key_invalid', 'expired', 'Get a new key from x.example'],
    ['missing_scopes', 'role', 'Assign it a role'],
    ['ip_not_allowed', 'private_network', 'Run Starlight in that network'],
    ['model_not_found', 'retired', 'Replace it in STARLIGHT_MODELS'],
    ['setting_required', 'api_disabled', 'Enable it in the project'],
    ['setting_required', 'data_policy', 'Review the privacy settings'],
    ['setting_required', 'terms', 'accept its terms'],
    ['model_unavailable', 'memory', 'smaller model'],
    ['model_unavailable', 'missing_file', 'ollama pull m-1'],
    ['quota_exhausted', 'costly_request', 'lower STARLIGHT_MAX_OUTPUT_TOKENS'],
    ['content_flagged', 'needs_approval', 'Ask x.example for access'],
    ['content_flagged', 'guardrail', "Check the guardrail's rules"],
    ['content_flagged', 'output', 'Rephrase the question'],
    ['rate_limited', 'concurrency', 'when another reply has ended'],
    ['rate_limited', 'shared_pool', 'Put a paid model in STARLIGHT_MODELS'],
    ['wrong_url', 'api_version', 'https://RESOURCE.openai.azure.com/openai/v1'],
    ['bad_request', 'roles', 'Start a new chat'],
    ['model_wrong_endpoint', 'responses_only', 'Set STARLIGHT_API to auto'],
    ['model_wrong_endpoint', 'chat_only', 'Set STARLIGHT_API to auto'],
    ['unsupported_parameter', 'tools_with_reasoning', 'set reasoning_effort to "none"'],
  ] as const)('%s, %s leads to the fix: %s', (kind, reason, words) => {
    expect(forOperator(kind, { reason }).steps.join(' ')).toContain(words);
  });

  it('that a new key does not help is said, and no new key is asked for', () => {
    for (const [kind, reason] of [
      ['missing_scopes', 'role'],
      ['ip_not_allowed', 'private_network'],
      ['setting_required', 'terms'],
    ] as const) {
      expect(forOperator(kind, { reason }).steps.join(' ')).not.toMatch(/OPENAI_API_KEY|new key/);
    }
  });

  it('tells a visitor about credit what a shorter chat can do', () => {
    const { sentence } = forVisitor('quota_exhausted', { reason: 'costly_request' });
    expect(sentence).toContain('shorter chat may work; if not, ask Ada');
  });
});

describe('the window of a limit', () => {
  const windows = ['minute', 'hour', 'day', 'week', 'month'] as const;

  it.each(['rate_limited', 'rate_limited_daily'] as const)('of %s is the one stated', (kind) => {
    // A day's limit was hit, whatever shorter window is named beside it.
    const stated = kind === 'rate_limited' ? windows : windows.slice(2);
    for (const limitWindow of stated) {
      for (const describe of [forOperator, forVisitor]) {
        const { title, sentence } = describe(kind, { limitWindow });
        const others = windows.filter((other) => other !== limitWindow);
        for (const other of others) {
          expect(`${title} ${sentence}`).not.toMatch(new RegExp(`\\b(?:${NAMES[other]})\\b`));
        }
      }
    }
  });

  it('is in the title', () => {
    expect(forVisitor('rate_limited', { limitWindow: 'week' }).title).toBe('weekly limit reached');
    expect(forOperator('rate_limited_daily', { limitWindow: 'month' }).title).toBe(
      'monthly limit reached for this model',
    );
    expect(forVisitor('rate_limited_daily', { limitWindow: 'week' }).sentence).toBe(
      'The limit resets within a week. Your message is saved.',
    );
  });
});

const NAMES = {
  minute: 'a minute|rate limit',
  hour: 'hourly|an hour|within the hour',
  day: 'daily|a day|today|tomorrow',
  week: 'weekly|a week',
  month: 'monthly|a month|next month',
} as const;

describe('a spend limit', () => {
  const inTenDays = { retryAfterMs: 10 * 24 * 3600 * 1000 };

  it('that resets on a known date says so to both readers', () => {
    expect(forVisitor('spend_limit_reached', {}, inTenDays).sentence).toContain('resets');
    expect(forVisitor('spend_limit_reached').sentence).toContain("Retrying won't help until Ada");
    expect(forOperator('spend_limit_reached', {}, inTenDays).steps.join(' ')).toContain(
      'at the time below',
    );
  });

  it("sends nobody to OpenAI's pages for another provider's limit", () => {
    for (const reason of ['project', 'organization', 'usage_tier', 'key', undefined]) {
      const { steps } = forOperator('spend_limit_reached', { ...(reason && { reason }) });
      expect(steps.join(' ')).not.toContain('openai.com');
    }
  });
});

it('gives the longest reply a model can write as a line to copy', () => {
  const { sentence, fixLine } = forOperator('output_limit_too_large', { limitTokens: 16_384 });
  expect(sentence).toContain('16,384 tokens');
  expect(fixLine).toBe('STARLIGHT_MAX_OUTPUT_TOKENS=16384');
  expect(forOperator('output_limit_too_large').fixLine).toBeNull();
});

it('asks a visitor to remove an image if there is no other model', () => {
  const { sentence } = forVisitor('image_not_supported', {}, { offersOtherModels: false });
  expect(sentence).toBe('Edit the message and remove the image.');
});
