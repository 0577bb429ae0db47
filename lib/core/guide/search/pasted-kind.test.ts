import { describe, expect, it } from 'vitest';
import { GUIDE_KINDS } from '../guide-groups.ts';
import { kindOfPasted } from './pasted-kind.ts';
import { searchGuide } from './search-guide.ts';

const CODES = [
  ['insufficient_user_quota', 'quota_exhausted'],
  ['DeploymentNotFound', 'model_not_found'],
  ['model_decommissioned', 'model_not_found'],
  ['budget_exceeded', 'spend_limit_reached'],
  ['key_model_access_denied', 'model_not_allowed'],
  ['model_terms_required', 'setting_required'],
  ['AccountOverdueError', 'billing_inactive'],
  ['tokens_limit_reached', 'rate_limited'],
  ['AccessDeniedException', 'missing_scopes'],
  ['PERMISSION_DENIED', 'missing_scopes'],
  ['RESOURCE_EXHAUSTED', 'rate_limited'],
  ['InvalidEndpointOrModel.NotFound', 'model_not_found'],
  ['UNAUTHENTICATED', 'key_invalid'],
  ['ETIMEDOUT', 'upstream_timeout'],
] as const;
const TEXTS = [
  ['无可用渠道', 'model_not_found'],
  ['账户余额不足', 'quota_exhausted'],
  ['余额不足', 'quota_exhausted'],
  ['请求过于频繁', 'rate_limited'],
  ['CUDA out of memory', 'model_unavailable'],
  ['llama runner process has terminated', 'model_unavailable'],
] as const;

describe('kindOfPasted', () => {
  it.each([...CODES, ...TEXTS])('leads the search for %s to %s', (text, kind) => {
    expect(kindOfPasted(text)).toBe(kind);
    expect(searchGuide(text).kinds[0]).toBe(kind);
  });

  it.each(CODES)('reads the code %s in quotes', (code, kind) => {
    for (const typed of [`"${code}"`, `'${code}',`, ` ${code}: `]) {
      expect(kindOfPasted(typed)).toBe(kind);
    }
  });

  it('leaves the names of the kinds to the index', () => {
    for (const kind of GUIDE_KINDS) {
      for (const name of [kind, kind.toUpperCase(), kind.replaceAll('_', '-')]) {
        expect(kindOfPasted(name), name).toBeNull();
      }
    }
  });

  it.each([
    ...['banana', 'Banana', 'quota', 'XYZZY', 'some_name', 'api.openai.com', 'gpt-4.1', 'gpt-5'],
    ...['OPENAI_API_KEY', 'STARLIGHT_MODELS', 'the shops are busy', '今天天气很好', '模型', '…'],
    ...['the contract was terminated early', 'a'.repeat(1000), `a${'_.'.repeat(500)}`],
  ])('is null for what is no error: %s', (text) => {
    expect(kindOfPasted(text)).toBeNull();
  });
});
