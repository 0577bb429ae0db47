import { describe, expect, it } from 'vitest';
import { faultsOfKind } from '../../upstream-faults/upstream-faults.ts';
import { GUIDE_KINDS } from '../guide-groups.ts';
import { wireNameOfKind } from './wire-names.ts';
import { samplesOfKind } from './wire-sample.ts';

const first = (kind: (typeof GUIDE_KINDS)[number]) => samplesOfKind(kind)[0];

describe('samplesOfKind', () => {
  it('shows a rate limit response with the headers that say how long to wait', () => {
    expect(first('rate_limited')).toMatchObject({
      sender: 'OpenAI',
      answer: '429 Too Many Requests',
      confirmed: false,
      ending: null,
    });
    const headers = new Map(first('rate_limited')?.headers);
    expect(headers.get('retry-after')).toBe('20');
    expect(headers.get('x-ratelimit-limit-requests')).toBe('3');
    expect(headers.has('x-request-id')).toBe(false);
    expect(headers.has('content-type')).toBe(false);
  });

  it('cuts long texts after a word and keeps the JSON valid', () => {
    const body = first('key_missing')?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect(body).toMatch(/^ {4}"message": "You didn't provide an API key\. [^"]*\w …",$/m);
  });

  it('shows who sent a page and how it begins', () => {
    const page = first('bad_gateway');
    expect(page?.body).toMatch(/^<!DOCTYPE html>\n/);
    expect(page?.body).toMatch(/\n…$/);
    expect(new Map(page?.headers).get('server')).toBe('cloudflare');
  });

  it('shows the end of a stream, and how the connection ends if that matters', () => {
    expect(first('reply_interrupted')?.ending).toBe('Then the connection is closed.');
    expect(first('reply_stalled')?.ending).toBe('Then nothing more arrives.');
    expect(first('reply_truncated')?.ending).toBeNull();
    expect(first('reply_truncated')?.body).toContain('"finish_reason":"length"');
    expect(first('reply_truncated')?.body).toMatch(/^…\n\ndata: .*\[DONE\]$/s);
  });

  it('shows the code of a failed connection', () => {
    expect(first('connection_refused')).toMatchObject({
      sender: null,
      answer: 'No response',
      body: 'ECONNREFUSED',
      source: 'reproduced',
    });
  });

  it('identifies a sample by a name or by its text', () => {
    expect(first('quota_exhausted')).toMatchObject({ name: 'insufficient_quota', excerpt: null });
    expect(first('key_missing')).toMatchObject({
      name: null,
      excerpt: "You didn't provide an API key. You need to …",
    });
  });

  it('returns one short sample for each fault', () => {
    for (const kind of GUIDE_KINDS) {
      const samples = samplesOfKind(kind);
      expect(samples.map(({ id }) => id)).toEqual(faultsOfKind(kind).map(({ id }) => id));
      for (const { id, body } of samples) {
        expect(body.length, id).toBeGreaterThan(0);
        expect(body.length, id).toBeLessThan(900);
      }
    }
  });
});

describe('wireNameOfKind', () => {
  it.each([
    ['quota_exhausted', 'insufficient_quota'],
    ['rate_limited', 'rate_limit_exceeded'],
    ['key_invalid', 'invalid_api_key'],
    ['connection_refused', 'ECONNREFUSED'],
    ['server_error', 'server_error'],
    ['reply_truncated', 'length'],
  ] as const)('returns the code that programs use for %s', (kind, name) => {
    expect(wireNameOfKind(kind)).toBe(name);
  });

  it.each(['visitor_rate_limited', 'offline', 'bad_gateway', 'missing_scopes'] as const)(
    'returns null for %s',
    (kind) => {
      expect(wireNameOfKind(kind)).toBeNull();
    },
  );
});
