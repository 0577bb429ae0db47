import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSourceEntry } from './source-entry.ts';

const first = (value: unknown) => readSourceEntry(value)[0];

describe('readSourceEntry', () => {
  it.each([
    'http://a.test/',
    'javascript:alert(1)',
    'data:text/html,a',
    'https://user:word@a.test/',
    'https://user@a.test/',
    'https://',
    '//a.test/',
    'a.test',
    '',
    `https://a.test/${'a'.repeat(2000)}`,
    `https://a.test/${'日'.repeat(600)}`,
  ])('gives no address for %j', (url) => {
    expect(first(url)?.url ?? null).toBeNull();
    expect(first({ url, title: 'A' })?.url ?? null).toBeNull();
  });

  it('writes an address as a browser reads it', () => {
    expect(first(' HTTPS://A.test/a b\u202e ')?.url).toBe('https://a.test/a%20b%E2%80%AE');
    expect(first('https://аpple.test/')?.url).toBe('https://xn--pple-43d.test/');
  });

  it('keeps a title on one line, without invisible characters, within its limit', () => {
    expect(first({ url: 'https://a.test/', title: ' A\u0000\n\tb\u202ec\u2028 ' })?.title).toBe(
      'A b c',
    );
    expect(first({ url: 'https://a.test/', title: 'A'.repeat(5000) })?.title).toHaveLength(300);
    expect(first({ url: 'https://a.test/', title: ' \n ' })?.title).toBeUndefined();
    const cut = first({ url: 'https://a.test/', title: `${'A'.repeat(299)}👋` })?.title;
    expect(cut).toBe('A'.repeat(299));
  });

  it('leaves out a title that is only the address', () => {
    const url = 'https://a.test/b';
    expect(first({ url, title: url })?.title).toBeUndefined();
  });

  it('ignores citations of files', () => {
    expect(readSourceEntry({ type: 'file_citation', url: 'https://a.test/' })).toEqual([]);
  });

  it('reads any value without an error', () => {
    const members = [
      'url',
      'link',
      'uri',
      'title',
      'sources',
      'web',
      'url_citation',
      'refer',
      'type',
    ];
    const record = fc.dictionary(fc.constantFrom(...members), fc.anything());
    fc.assert(
      fc.property(fc.oneof(fc.anything(), record), (value) => {
        for (const { url } of readSourceEntry(value)) expect(url ?? 'https://').toMatch(/^https:/);
      }),
    );
  });
});
