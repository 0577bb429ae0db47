import { describe, expect, it } from 'vitest';
import { clientBucket } from './client-bucket.ts';

const direct = { onVercel: false, trustedProxyHops: 0 };
const vercel = { onVercel: true, trustedProxyHops: 0 };
const behind = (trustedProxyHops: number) => ({ onVercel: false, trustedProxyHops });

describe('clientBucket', () => {
  it('puts everyone into one bucket when no trusted proxy sets the headers', () => {
    const spoofed = new Headers({
      'x-forwarded-for': '6.6.6.6',
      'x-real-ip': '6.6.6.6',
      'x-vercel-forwarded-for': '6.6.6.6',
    });
    expect(clientBucket(spoofed, direct)).toBe('direct');
  });

  it('trusts the headers Vercel sets', () => {
    const headers = new Headers({
      'x-vercel-forwarded-for': '203.0.113.9',
      'x-real-ip': '1.1.1.1',
    });
    expect(clientBucket(headers, vercel)).toBe('203.0.113.9');
    expect(clientBucket(new Headers({ 'x-real-ip': '203.0.113.9' }), vercel)).toBe('203.0.113.9');
    expect(clientBucket(new Headers({ 'x-forwarded-for': '6.6.6.6' }), vercel)).toBe('direct');
  });

  it('counts trusted proxies from the right, ignoring what the client wrote', () => {
    const headers = new Headers({ 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.0.0.1' });
    expect(clientBucket(headers, behind(1))).toBe('10.0.0.1');
    expect(clientBucket(headers, behind(2))).toBe('203.0.113.9');
    expect(clientBucket(headers, behind(4))).toBe('direct');
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::ffff:cb00:7109', '203.0.113.9'],
    ['::FFFF:203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::6]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['', 'direct'],
    [' ', 'direct'],
    ['unknown', 'direct'],
    ['999.1.1.1', 'direct'],
    ['_hidden', 'direct'],
    ['[::1', 'direct'],
    ['1.2.3.4 OR 1=1', 'direct'],
    ['1'.repeat(10_000), 'direct'],
  ])('reads %j as %s', (address, bucket) => {
    expect(clientBucket(new Headers({ 'x-forwarded-for': address }), behind(1))).toBe(bucket);
  });

  it('returns the shared bucket for a list of commas', () => {
    expect(clientBucket(new Headers({ 'x-forwarded-for': ', , ,' }), behind(2))).toBe('direct');
  });
});
