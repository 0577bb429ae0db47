import { describe, expect, it } from 'vitest';
import { PROVIDER_NAMES, type ProviderId } from '../../providers/provider-names.ts';
import { classifyErrorEvent } from '../classify-error-event.ts';
import { classifyUpstreamError } from '../classify-upstream-error.ts';
import { PROVIDER_CODES } from './provider-codes.ts';

function kindOf(code: string, provider: ProviderId | null, status = 429): string {
  const body = JSON.stringify({ error: { code, message: 'x' } });
  return classifyUpstreamError({ status, headers: new Headers(), body, provider }, 0).kind;
}

const ROWS = Object.entries(PROVIDER_CODES).flatMap(([provider, codes]) =>
  Object.entries(codes).map(([code, kind]) => ({ provider: provider as ProviderId, code, kind })),
);

describe('the codes of a provider', () => {
  it.each(ROWS)('$code means $kind at $provider', ({ provider, code, kind }) => {
    expect(kindOf(code, provider)).toBe(kind);
    const event = { error: { code, message: 'x' } };
    expect(classifyErrorEvent(event, provider)).toMatchObject({ kind, certainty: 'recognized' });
  });

  it('means no credit at OpenAI and behind a gateway, but a rate at Alibaba Cloud', () => {
    expect(kindOf('insufficient_quota', 'openai')).toBe('quota_exhausted');
    expect(kindOf('insufficient_quota', null)).toBe('quota_exhausted');
    expect(kindOf('insufficient_quota', 'alibaba-cloud')).toBe('rate_limited');
  });

  it("means nothing behind a gateway, where it could be anybody's", () => {
    expect(kindOf('1113', null)).toBe('rate_limited');
    expect(kindOf('1113', null, 403)).toBe('refused');
  });

  it("is not another provider's", () => {
    for (const provider of Object.keys(PROVIDER_NAMES) as ProviderId[]) {
      if (provider !== 'zhipu') expect(kindOf('1113', provider)).toBe('rate_limited');
    }
  });
});
