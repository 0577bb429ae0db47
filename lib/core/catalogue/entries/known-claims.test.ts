import { describe, expect, it } from 'vitest';
import type { ErrorBody, ErrorDetails } from '../../errors/error-body.ts';
import { defaultStatusOf, type ErrorKind } from '../../errors/error-kinds.ts';
import type { Audience, BannerContext } from '../catalogue-entry.ts';
import { describeError } from '../describe-error.ts';
import { ERROR_CATALOGUE } from '../error-catalogue.ts';

type Known = Partial<Pick<ErrorBody, 'details' | 'retryAfterMs' | 'certainty'>> &
  Partial<Pick<BannerContext, 'upstreamName'>>;

const AUDIENCES: readonly Audience[] = ['visitor', 'operator'];
const SHORT_MS = 5000;
const LONG_MS = 6 * 3600 * 1000;
const WINDOW = /\b(?:minute|hour|hourly|day|daily|today|tomorrow|week|weekly|month|monthly)\b/;

function described(
  kind: ErrorKind,
  audience: Audience,
  { upstreamName = 'Acme', ...known }: Known = {},
) {
  return describeError(
    { kind, status: defaultStatusOf(kind), requestId: 'req_1', ...known },
    { audience, contact: 'Ada', upstreamName, model: 'm-1' },
  );
}

function textOf(kind: ErrorKind, audience: Audience, known?: Known): string {
  const { title, sentence, steps } = described(kind, audience, known);
  return [title, sentence, ...steps].join(' ');
}

describe('a model that is loading', () => {
  const known: Known = { details: { reason: 'model_loading' } };

  it('is said to be starting, not overloaded', () => {
    for (const audience of AUDIENCES) {
      const text = textOf('overloaded', audience, known);
      expect(text).not.toMatch(/overloaded|people|capacity|more requests/);
      expect(text).toContain('in a minute');
    }
    expect(described('overloaded', 'visitor', known).title).toBe('the model is starting');
    expect(described('overloaded', 'operator', known).title).toContain('still loading');
  });

  it('is not blamed on people if nothing says why', () => {
    expect(textOf('overloaded', 'visitor')).not.toContain('people');
  });
});

describe('a rate limit', () => {
  it.each(AUDIENCES)('has no window for the %s if none is stated', (audience) => {
    const { title, sentence } = described('rate_limited', audience);
    expect(`${title} ${sentence}`).not.toMatch(WINDOW);
  });

  it('does not claim a minute in the guide', () => {
    expect(ERROR_CATALOGUE.rate_limited.meaning).not.toMatch(WINDOW);
  });
});

describe('the limit of a day', () => {
  it.each(AUDIENCES)('resets within a day for the %s, and nothing more is promised', (audience) => {
    for (const details of [
      {},
      { limit: 200, limitUnit: 'requests', limitWindow: 'day' },
    ] as const) {
      const { sentence } = described('rate_limited_daily', audience, { details });
      expect(sentence).toContain('The limit resets within a day.');
      expect(sentence).not.toMatch(/today|tomorrow|one by one|free up|[Rr]etry/);
    }
  });

  it.each(AUDIENCES)('names a given wait for the %s, and no other moment', (audience) => {
    const short = described('rate_limited_daily', audience, { retryAfterMs: SHORT_MS }).sentence;
    const long = described('rate_limited_daily', audience, { retryAfterMs: LONG_MS }).sentence;
    expect(short).toContain('after this wait');
    expect(long).toContain('at the time below');
    for (const sentence of [short, long]) expect(sentence).not.toMatch(/resets|today|tomorrow/);
  });

  it('does not reset shortly, whatever shorter window is named beside it', () => {
    for (const audience of AUDIENCES) {
      const details = { limitWindow: 'minute' } as const;
      expect(described('rate_limited_daily', audience, { details }).sentence).toContain(
        'within a day',
      );
    }
  });
});

describe('a spend limit', () => {
  const reasons = ['project', 'organization', 'usage_tier', 'key', undefined];

  it.each(AUDIENCES)('has no window for the %s if none is stated', (audience) => {
    for (const reason of reasons) {
      const details = { ...(reason && { reason }) };
      expect(textOf('spend_limit_reached', audience, { details })).not.toMatch(WINDOW);
    }
    expect(textOf('spend_limit_reached', audience)).toMatch(/resets/);
  });

  it('has the stated window', () => {
    for (const reason of reasons) {
      for (const [limitWindow, name] of [
        ['day', 'daily'],
        ['week', 'weekly'],
        ['month', 'monthly'],
      ] as const) {
        for (const upstreamName of ['Acme', 'OpenAI']) {
          const details: ErrorDetails = { limitWindow, ...(reason && { reason }) };
          const text = textOf('spend_limit_reached', 'operator', { details, upstreamName });
          expect(text).toContain(`Or wait until the ${name} limit resets.`);
          expect(text.replaceAll(name, '')).not.toMatch(WINDOW);
        }
      }
    }
  });

  it('does not claim a month in the guide', () => {
    expect(ERROR_CATALOGUE.spend_limit_reached.meaning).not.toMatch(WINDOW);
  });
});

it('sends the operator to verify the account where the model is', () => {
  const elsewhere = textOf('organization_unverified', 'operator');
  expect(elsewhere).toContain('Verify the account at Acme.');
  expect(elsewhere).not.toMatch(/openai/i);
  expect(textOf('organization_unverified', 'operator', { upstreamName: 'OpenAI' })).toContain(
    'platform.openai.com',
  );
});

it('does not claim to know what a key that is not for this API is for', () => {
  const { title, sentence } = described('wrong_credential_type', 'operator');
  expect(title).toBe("this key isn't meant for this API");
  expect(sentence).toMatch(/^It may be .*another product or account\.$/);
  expect(textOf('wrong_credential_type', 'visitor')).not.toContain('wrong type');
});

it('does not call an account closed that may only be restricted', () => {
  expect(described('account_deactivated', 'visitor').title).toBe(
    "the account behind this site isn't active at the provider",
  );
  expect(described('account_deactivated', 'operator').sentence).toContain('restricted');
});

it('says of an address that it is blocked or not on the list', () => {
  expect(described('ip_not_allowed', 'operator').sentence).toBe(
    "The address is blocked, or it isn't on the account's IP allowlist.",
  );
  expect(textOf('ip_not_allowed', 'visitor')).not.toContain('list');
});

it('begins a guess about the network with the usual causes', () => {
  const known: Known = { certainty: 'guessed' };
  expect(described('network_blocked', 'operator', known).sentence).toMatch(
    /^Most often a firewall.* isn't one that the API describes\.$/,
  );
  for (const audience of AUDIENCES) {
    expect(textOf('network_blocked', audience, known)).not.toMatch(/was blocked|would not send/);
  }
});

it('does not say that a response leaves out the field if Starlight only cannot tell', () => {
  expect(described('bad_request', 'operator').sentence).toContain("Starlight can't tell which");
});

it('does not say who rejected a size, or what saw it', () => {
  for (const audience of AUDIENCES) {
    expect(textOf('payload_too_large', audience)).not.toMatch(/network|never saw/);
  }
});

describe('a 404 that nothing explains', () => {
  const known: Known = { certainty: 'guessed', details: { reason: 'not_found' } };

  it("sends the operator to check the model's name first", () => {
    const { title, sentence, steps } = described('refused', 'operator', known);
    expect(title).toBe("Acme didn't find what was requested");
    expect(sentence).toContain(
      "the model's name or the address is wrong, or the model isn't available to the account",
    );
    expect(steps[0]).toMatch(/^First, check the model's name in STARLIGHT_MODELS/);
  });

  it('is told to a visitor as any refusal is', () => {
    expect(textOf('refused', 'visitor', known)).toBe(textOf('refused', 'visitor'));
  });
});
