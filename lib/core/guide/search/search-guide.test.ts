import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../errors/error-kinds.ts';
import { faultsOfKind, UPSTREAM_FAULTS } from '../../upstream-faults/upstream-faults.ts';
import { guideEntryOf } from '../guide-entry.ts';
import { GUIDE_KINDS } from '../guide-groups.ts';
import { wireNameOfKind, wireNamesOf } from '../wire/wire-names.ts';
import { searchGuide } from './search-guide.ts';

const kindsFor = (query: string) => searchGuide(query).kinds;
const firstFor = (query: string) => kindsFor(query)[0];

describe.each(GUIDE_KINDS)('%s', (kind) => {
  it('is the first result for its name, in any spelling', () => {
    for (const name of [kind, kind.toUpperCase(), kind.replaceAll('_', '-'), ` ${kind} `]) {
      expect(firstFor(name)).toBe(kind);
    }
    expect(firstFor(kind.replaceAll('_', ' '))).toBe(kind);
  });

  it('is found by its status, and by every status it has been seen with', () => {
    const sent = faultsOfKind(kind).flatMap(({ wire }) =>
      wire.type === 'response' ? [wire.status] : [],
    );
    const { status } = ERROR_KINDS[kind];
    for (const number of [...sent, ...(status === null ? [] : [status])]) {
      expect(kindsFor(String(number))).toContain(kind);
    }
  });

  it('is found by every upstream code that leads to it', () => {
    const codes = faultsOfKind(kind).flatMap((fault) => wireNamesOf(fault).codes);
    for (const code of codes) expect(kindsFor(code), code).toContain(kind);
    const name = wireNameOfKind(kind);
    if (name !== null) expect(kindsFor(name)).toContain(kind);
  });

  it('is among the first results for its title and its meaning', () => {
    const { title, meaning, visitor } = guideEntryOf(kind);
    for (const text of [title, meaning, visitor.title]) {
      expect(kindsFor(text).slice(0, 5), text).toContain(kind);
    }
  });
});

describe('searchGuide', () => {
  it('finds the kind of every message that has been seen', () => {
    for (const fault of UPSTREAM_FAULTS) {
      for (const message of wireNamesOf(fault).messages) {
        // Short messages such as "Conflict" say no more than the status.
        if (message.split(' ').length < 4) continue;
        expect(kindsFor(message).slice(0, 3), `${fault.id}: ${message}`).toContain(fault.kind);
      }
    }
  });

  it.each([
    ['429', 'rate_limited'],
    ['401', 'key_invalid'],
    ['404', 'model_not_found'],
    ['500', 'server_error'],
    ['insufficient_quota', 'quota_exhausted'],
    ['invalid_api_key', 'key_invalid'],
    ['rate_limit_exceeded', 'rate_limited'],
    ['ECONNREFUSED', 'connection_refused'],
    ['cert_has_expired', 'tls_failure'],
    ['Incorrect API key provided', 'key_invalid'],
    ['Incorrect API key provided: undefined.', 'key_malformed'],
    ['You exceeded your current quota', 'quota_exhausted'],
    ['rate limit', 'rate_limited'],
    ['no credit', 'quota_exhausted'],
    ['billing', 'billing_inactive'],
    ['axios', 'key_missing'],
    ['certificate', 'tls_failure'],
    ['docker localhost', 'connection_refused'],
    ['404 model', 'model_not_found'],
    ['what is a 502?', 'bad_gateway'],
  ] as const)('ranks first for "%s": %s', (query, kind) => {
    expect(firstFor(query)).toBe(kind);
  });

  it.each([
    [
      "Error code: 429 - {'error': {'message': 'You exceeded your current quota, please check your plan and billing details.', 'type': 'insufficient_quota', 'param': None, 'code': 'insufficient_quota'}}",
      'quota_exhausted',
    ],
    [
      'Rate limit reached for gpt-5 in organization org-x on requests per day (RPD): Limit 200, Used 200, Requested 1.',
      'rate_limited_daily',
    ],
    ['{"error":{"message":"x","code":"context_length_exceeded"}}', 'context_too_long'],
    [
      'openai.NotFoundError: 404 The model `gpt-9` does not exist or you do not have access to it.',
      'model_not_found',
    ],
    ['Request failed with status code 401', 'key_invalid'],
    ['connect ECONNREFUSED 127.0.0.1:11434', 'connection_refused'],
  ] as const)('classifies the pasted error: %s', (query, kind) => {
    expect(firstFor(query)).toBe(kind);
  });

  it('ranks a name above a title, and a title above a cause', () => {
    const found = kindsFor('restarting');
    expect(found[0]).toBe('server_restarting');
    expect(found).toContain('starlight_unreachable');
  });

  it('matches the beginning of a word', () => {
    expect(firstFor('unverif')).toBe('organization_unverified');
  });

  it('corrects a misspelled word to the nearest known one, and says so', () => {
    expect(searchGuide('insuficient_qouta')).toMatchObject({
      correctedTo: 'insufficient_quota',
      kinds: ['quota_exhausted', 'spend_limit_reached'],
    });
    expect(searchGuide('quota').correctedTo).toBeNull();
  });

  it.each(['', '   ', 'the', 'error', '…', 'banana', 'xyzzy plugh', '\u0000', '(((', '%%%'])(
    'finds nothing for %j',
    (query) => {
      expect(searchGuide(query)).toMatchObject({ kinds: [], correctedTo: null });
    },
  );

  it('removes a pasted key, and still reads the rest', () => {
    const key = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;
    const found = searchGuide(`Incorrect API key provided: ${key}. You can find`);
    expect(found).toMatchObject({ heldKey: true, keyRemoved: true });
    expect(searchGuide(found.query)).toMatchObject({ heldKey: false, keyRemoved: true });
    expect(found.query).toBe('Incorrect API key provided: sk-… You can find');
    expect(found.kinds[0]).toBe('key_invalid');
    expect(JSON.stringify(found)).not.toContain('aB3d');
    expect(searchGuide('task-management of keys').keyRemoved).toBe(false);
  });

  it('handles a text of any length', () => {
    expect(kindsFor('qzxcvbn '.repeat(10_000))).toEqual([]);
    expect(searchGuide('x'.repeat(100_000)).query.length).toBeLessThanOrEqual(1000);
    expect(searchGuide('rate limited '.repeat(10_000)).kinds).toContain('rate_limited');
  });
});
