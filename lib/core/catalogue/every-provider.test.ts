import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import { KEY_PROBLEMS } from '../key/key-problems.ts';
import { PROVIDERS } from '../providers/find-provider.ts';
import { describeError } from './describe-error.ts';

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
/** The upstreams that are not OpenAI: every provider, and one that is not in the table. */
const UPSTREAMS = [
  ...PROVIDERS.filter(({ id }) => id !== 'openai').map(({ name, pages, baseUrl }) => ({
    upstreamName: name,
    upstreamPages: pages,
    baseUrl: baseUrl.replace(/YOUR-[A-Z]+/g, 'a1'),
  })),
  { upstreamName: 'llm.example', upstreamPages: null, baseUrl: 'https://llm.example/v1' },
];
/** `details.reason` chooses the words of many kinds. */
const REASONS = [
  undefined,
  ...KEY_PROBLEMS,
  ...['not_set', 'blank', 'other_name', 'unprotected', 'leaked', 'expired', 'https_required'],
  ...['method', 'auth_outage', 'free_model', 'no_role', 'credentials', 'content_length'],
];
// With these, the key was for OpenAI, or the variable of OpenAI's address was wrong.
const OPENAI_ONLY = new Set(['session_token', 'website_not_api', 'v1_missing']);
/** The name of OpenAI where it is meant: its format, its clients and their variables. */
const MEANT =
  /OPENAI_[A-Z_]+|(?:the )?address for OpenAI clients|compatible with OpenAI|OpenAI's two APIs|Cognitive Services OpenAI User|https:\/\/\S+|(?:portal\.azure|learn\.microsoft)\.com\/\S+/g;

function textsFor(upstream: (typeof UPSTREAMS)[number]): string[] {
  return KINDS.flatMap((kind) =>
    REASONS.flatMap((reason) =>
      (['recognized', 'guessed'] as const).flatMap((certainty) =>
        (['operator', 'visitor'] as const).flatMap((audience) => {
          if (reason !== undefined && OPENAI_ONLY.has(reason)) return [];
          const details = { variable: 'OPENAI_API_KEY', ...(reason !== undefined && { reason }) };
          const described = describeError(
            { kind, certainty, status: 400, requestId: 'r', details },
            { audience, contact: null, model: 'a', ...upstream },
          );
          const { heading, sentence, steps, fixLine, link } = described;
          return [heading, sentence, ...steps, fixLine ?? '', link?.href ?? '', link?.label ?? ''];
        }),
      ),
    ),
  );
}

describe.each(UPSTREAMS)('banners about $upstreamName', (upstream) => {
  const texts = [...new Set(textsFor(upstream))];

  it('never lead to a page of OpenAI', () => {
    expect(texts.filter((text) => /openai\.com/i.test(text))).toEqual([]);
  });

  it('name OpenAI only for its format and its clients', () => {
    expect(texts.filter((text) => /openai/i.test(text.replace(MEANT, '')))).toEqual([]);
  });
});

it('leads to pages of OpenAI where requests go there', () => {
  const { link, steps } = describeError(
    { kind: 'key_malformed', status: 401, requestId: 'r', details: { reason: 'placeholder' } },
    { audience: 'operator', contact: null, model: 'a', upstreamName: 'OpenAI' },
  );
  expect(link?.href).toBe('https://platform.openai.com/api-keys');
  expect(steps[0]).toContain('platform.openai.com/api-keys');
});
