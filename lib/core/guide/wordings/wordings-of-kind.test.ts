import { describe, expect, it } from 'vitest';
import { hideKeys } from '../../key/key-like.ts';
import { searchGuide } from '../search/search-guide.ts';
import rows from './provider-wordings.json' with { type: 'json' };
import { PROVIDER_WORDINGS, wordingsOfKind } from './wordings-of-kind.ts';

const kindsFor = (query: string) => searchGuide(query).kinds;

/** Codes that a provider uses for many failures find too many kinds to rank this one. */
const VAGUE = /^(?:429|new_api_error|BadRequest|INVALID_ARGUMENT|BadRequestError|internal_error)$/;

describe('the wordings of providers', () => {
  it('each have a kind that exists', () => {
    expect(PROVIDER_WORDINGS).toHaveLength(rows.length);
    expect(rows.length).toBeGreaterThan(90);
  });

  it('are short, unique and free of keys and line breaks', () => {
    const seen = new Set<string>();
    for (const { provider, status, code, words } of PROVIDER_WORDINGS) {
      expect(words.length, words).toBeLessThanOrEqual(90);
      expect(words).toBe(words.trim());
      expect(words).not.toMatch(/[\n\r]/);
      expect(hideKeys(words, '…')).toBe(words);
      const id = [provider, status, code, words].join('|');
      expect(seen.has(id), id).toBe(false);
      seen.add(id);
    }
  });

  it('name an https page or none', () => {
    for (const { source } of PROVIDER_WORDINGS) {
      if (source !== null) expect(new URL(source).protocol).toBe('https:');
    }
  });

  it('are listed by kind', () => {
    const providers = wordingsOfKind('quota_exhausted').map(({ provider }) => provider);
    expect(providers[0]).toBe('OpenAI');
    expect(new Set(providers).size).toBeGreaterThan(8);
    expect(wordingsOfKind('offline')).toEqual([]);
  });

  it.each(PROVIDER_WORDINGS)('find $kind by what $provider says: $words', ({ kind, words }) => {
    const isShort = words.split(' ').length < 3 && /^[\x20-\x7e]+$/.test(words);
    if (isShort) expect(kindsFor(words)).toContain(kind);
    else expect(kindsFor(words).slice(0, 4), words).toContain(kind);
  });

  it.each(PROVIDER_WORDINGS.filter(({ code }) => code !== null && !VAGUE.test(code)))(
    'find $kind by the code $code of $provider',
    ({ kind, code }) => {
      expect(kindsFor(code ?? '')).toContain(kind);
    },
  );

  it.each([
    ['insufficient_quota', 'quota_exhausted'],
    ['model_not_found', 'model_not_found'],
    ['该令牌额度已用尽', 'quota_exhausted'],
    ['您的账户已欠费', 'billing_inactive'],
    ['ThrottlingException', 'rate_limited'],
    ['RESOURCE_EXHAUSTED', 'rate_limited'],
    ['Arrearage', 'billing_inactive'],
    ['Principal does not have access to API/Operation', 'missing_scopes'],
    ['model requires more system memory (5.3 GiB) than is available', 'model_unavailable'],
    ['No endpoints found matching your data policy', 'setting_required'],
    ['free_tier_model_not_available', 'plan_excludes_model'],
  ] as const)('put first for "%s": %s', (query, kind) => {
    expect(kindsFor(query)[0]).toBe(kind);
  });
});
