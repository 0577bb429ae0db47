import { describe, expect, it } from 'vitest';
import { comesFromDeveloper } from './comes-from-developer.ts';

const unset: { origin: string | null } = { origin: null };
const from = (headers: Record<string, string>, config = unset, peer?: string) =>
  comesFromDeveloper(new Headers(headers), config, peer);

describe('comesFromDeveloper', () => {
  it.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:3000',
    'starlight.localhost:3000',
    'a.b.localhost',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]:3000',
  ])('returns true for Host %s', (host) => {
    expect(from({ host })).toBe(true);
    expect(from({ host }, unset, '127.0.0.1')).toBe(true);
    expect(from({ host }, unset, '::ffff:127.0.0.1')).toBe(true);
    expect(from({ host }, unset, '::1')).toBe(true);
    // As Next passes a request to a handler.
    expect(from({ host, 'x-forwarded-host': host, 'x-forwarded-for': '::1' })).toBe(true);
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    'evillocalhost',
    'localhost.',
    'localhost:3000:3000',
    'localhost:99999',
    'localhost@evil.example',
    'evil.example#.localhost',
    '.localhost',
    '127.0.0.1.evil.example',
    '127.0.0.999',
    '127.1',
    '0.0.0.0:3000',
    '[::]:3000',
    '[::ffff:127.0.0.1]',
    '192.168.1.5:3000',
    '10.0.0.1',
    'my-laptop.local:3000',
    '0x7f.1',
    '',
    ' ',
  ])('returns false for Host %j', (host) => {
    expect(from({ host })).toBe(false);
    expect(from({ host }, unset, '127.0.0.1')).toBe(false);
  });

  it('returns false without a Host', () => {
    expect(from({})).toBe(false);
    expect(from({ 'x-forwarded-host': 'localhost' })).toBe(false);
  });

  it.each(['192.168.1.7', '10.0.0.1', '::ffff:192.168.1.7', 'fe80::1', '::', '0.0.0.0', ''])(
    'returns false for another machine (%s) that names this one',
    (peer) => {
      expect(from({ host: 'localhost:3000' }, unset, peer)).toBe(false);
      expect(from({ host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' }, unset, peer)).toBe(
        false,
      );
      expect(from({ host: 'localhost:3000', 'x-forwarded-for': peer })).toBe(false);
    },
  );

  it.each([
    { 'x-forwarded-for': '203.0.113.9' },
    { 'x-forwarded-for': '203.0.113.9, 127.0.0.1' },
    { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' },
    { 'x-forwarded-for': '' },
    { 'x-forwarded-host': 'abc.tunnel.example' },
    { 'x-real-ip': '203.0.113.9' },
    { 'cf-connecting-ip': '203.0.113.9' },
    { 'true-client-ip': '2001:db8::1' },
    { 'x-original-host': 'abc.tunnel.example' },
    { forwarded: 'for=203.0.113.9' },
    { forwarded: 'for=127.0.0.1' },
  ])(
    'returns false for the forwarding headers of a tunnel: %j',
    (headers: Record<string, string>) => {
      expect(from({ host: 'localhost:3000', ...headers }, unset, '127.0.0.1')).toBe(false);
    },
  );

  it('returns true for the host of STARLIGHT_ORIGIN, from any machine', () => {
    const config = { origin: 'http://192.168.1.5:3000' };
    expect(from({ host: '192.168.1.5:3000' }, config, '192.168.1.7')).toBe(true);
    expect(from({ host: '192.168.1.5' }, config, '192.168.1.7')).toBe(false);
    expect(from({ host: 'localhost:3000' }, config, '192.168.1.7')).toBe(false);
    expect(from({ host: 'localhost:3000' }, config, '127.0.0.1')).toBe(true);
    const https = { origin: 'https://dev.example' };
    expect(from({ host: 'dev.example:443' }, https)).toBe(true);
    expect(from({ host: 'DEV.example' }, https)).toBe(true);
    expect(from({ host: 'dev.example:80' }, https)).toBe(false);
    expect(from({ host: 'user@dev.example' }, https)).toBe(false);
  });
});
