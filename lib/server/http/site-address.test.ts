import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteAddress } from './site-address.ts';

const unset = { origin: null };

describe('siteAddress', () => {
  it.each([
    ['localhost:3000', 'http://localhost:3000/'],
    ['127.0.0.1', 'http://127.0.0.1/'],
    ['[::1]:80', 'http://[::1]/'],
    ['chat.example', 'https://chat.example/'],
    ['localhost.evil.example', 'https://localhost.evil.example/'],
    [null, 'http://localhost:3000/'],
    ['', 'http://localhost:3000/'],
    ['a b', 'http://localhost:3000/'],
    ['[evil', 'http://localhost:3000/'],
    ['chat.example/path', 'http://localhost:3000/'],
  ])('turns the Host %j into %s', (host, address) => {
    expect(siteAddress(host, unset).href).toBe(address);
  });

  it('returns STARLIGHT_ORIGIN when it is set, regardless of Host', () => {
    const config = { origin: 'https://chat.example' };
    for (const host of ['evil.example', '[', null]) {
      expect(siteAddress(host, config).href).toBe('https://chat.example/');
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (host) => {
        expect(siteAddress(host, unset).pathname).toBe('/');
      }),
    );
  });
});
