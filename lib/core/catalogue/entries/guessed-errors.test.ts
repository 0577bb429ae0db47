import { describe, expect, it } from 'vitest';
import { guessFromStatus } from '../../classify/status-kinds.ts';
import { type ErrorKind, isErrorKind } from '../../errors/error-kinds.ts';
import type { Audience, BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { describeError } from '../describe-error.ts';
import { entryOfFailure } from '../entry-of-failure.ts';
import { GUESSED_ERRORS } from './guessed-errors.ts';

const STATUSES = [undefined, ...Array.from({ length: 200 }, (_, at) => 400 + at)];
const FORMS = ['empty', 'page', 'text', 'json'] as const;
const GUESSED_KINDS = [
  ...new Set(
    STATUSES.flatMap((status) =>
      FORMS.flatMap((form) =>
        [true, false].map((hasWords) => guessFromStatus(status, form, hasWords).kind),
      ),
    ),
  ),
];
/** Kinds whose own words say no more than a status does. */
const GENERAL: readonly ErrorKind[] = ['refused', 'unknown', 'gateway_timeout'];
const AUDIENCES: readonly Audience[] = ['visitor', 'operator'];

/** What would cost time or money, or destroy something, if the guess is wrong. */
const HARMFUL =
  /\b(?:(?:re)?create|replace|rotate|revoke|renew|change|set|unset|remove|delete|add|buy|pay|top up|upgrade|raise|lower|wait|restart|redeploy|move|switch|turn o(?:n|ff)|contact support|new key)\b/i;

const BASE_URL = 'https://api.groq.com/openai/v1';
const CONTEXT: Omit<BannerContext, 'audience'> = {
  contact: null,
  details: {},
  retryAfterMs: null,
  upstreamName: 'api.groq.com',
  model: 'gpt-5',
  baseUrl: BASE_URL,
  hasUpstreamRequestId: true,
};

function messageOf(kind: ErrorKind, audience: Audience, context: Partial<BannerContext> = {}) {
  const entry = entryOfFailure({ kind, certainty: 'guessed' });
  return entry[audience]({ ...CONTEXT, ...context, audience });
}

const textsOf = ({ title, sentence, steps }: BannerMessage) => [title, sentence, ...steps];

describe('the words for a guess', () => {
  it('exist for every kind that a status can lead to, unless its own words are as general', () => {
    const missing = GUESSED_KINDS.filter(
      (kind) => !GENERAL.includes(kind) && !GUESSED_ERRORS[kind],
    );
    expect(missing).toEqual([]);
  });

  it('exist for no other kind', () => {
    const kinds = Object.keys(GUESSED_ERRORS).filter(isErrorKind);
    expect(kinds.filter((kind) => !GUESSED_KINDS.includes(kind))).toEqual([]);
  });

  it.each(GUESSED_KINDS)('for %s give no advice that could do harm', (kind) => {
    for (const audience of AUDIENCES) {
      for (const reason of [undefined, 'method', 'not_found']) {
        const message = messageOf(kind, audience, { details: { ...(reason && { reason }) } });
        for (const text of textsOf(message)) expect(text).not.toMatch(HARMFUL);
      }
    }
  });

  it.each(Object.keys(GUESSED_ERRORS).filter(isErrorKind))(
    'for %s are not those of the recognized kind, and do not name it',
    (kind) => {
      const { operator } = entryOfFailure({ kind, certainty: 'recognized' });
      const recognized = operator({ ...CONTEXT, audience: 'operator' });
      expect(messageOf(kind, 'operator')).not.toEqual(recognized);
      expect(messageOf(kind, 'operator').sentence).not.toBe(recognized.sentence);
    },
  );

  it('tell a visitor that the message is saved', () => {
    for (const kind of GUESSED_KINDS) {
      if (kind === 'unknown') continue;
      expect(messageOf(kind, 'visitor').sentence).toContain('Your message is saved');
    }
  });

  it.each(['key_invalid', 'refused', 'quota_exhausted', 'wrong_url', 'bad_request'] as const)(
    'for %s say where the operator can read the reason',
    (kind) => {
      const { steps, fixLine } = messageOf(kind, 'operator');
      expect(steps.join(' ')).toContain('npm run doctor');
      expect(steps.join(' ')).toContain('upstream request ID');
      expect(fixLine).toBe(
        `curl ${BASE_URL}/chat/completions -H "Authorization: Bearer $OPENAI_API_KEY" -H "Content-Type: application/json" -d '{"model":"gpt-5","messages":[{"role":"user","content":"Hi"}]}'`,
      );
      const unknown = messageOf(kind, 'operator', { baseUrl: null, hasUpstreamRequestId: false });
      expect(unknown.fixLine).toBeUndefined();
      expect(unknown.steps.join(' ')).not.toMatch(/request ID|below/);
    },
  );

  it('quote an address for the shell', () => {
    const { fixLine } = messageOf('refused', 'operator', {
      baseUrl: "https://x.example/a'$(id)/v1",
    });
    expect(fixLine).toContain(`curl 'https://x.example/a'\\''$(id)/v1/chat/completions' -H`);
  });

  it('reach a banner only if the failure is a guess', () => {
    const body = { kind: 'key_invalid', status: 401, requestId: 'req_1' } as const;
    const viewer = { ...CONTEXT, audience: 'operator' } as const;
    const titleOf = (certainty?: 'recognized' | 'guessed') =>
      describeError({ ...body, ...(certainty && { certainty }) }, viewer).title;
    expect(titleOf('guessed')).toBe("api.groq.com didn't accept the credentials");
    expect(titleOf('recognized')).toBe('api.groq.com rejected this key');
    expect(titleOf()).toBe('api.groq.com rejected this key');
  });
});
