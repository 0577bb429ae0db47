import { describe, expect, it } from 'vitest';
import { hostToShow } from './link-host.ts';

describe('hostToShow', () => {
  it.each([
    ['paypal.com', 'https://evil.example/', 'evil.example'],
    ['https://paypal.com/login', 'https://evil.example/', 'evil.example'],
    ['Sign in at www.paypal.com now', 'https://evil.example/', 'evil.example'],
    ['paypal.com', 'https://paypal.com.evil.example/', 'paypal.com.evil.example'],
    ['paypal.com', 'https://al.co/', 'al.co'],
    ['docs.github.com', 'https://github.com/', 'github.com'],
    ['https://paypal.com@evil.example', 'https://evil.example/', 'evil.example'],
    ['аpple.com', 'https://xn--pple-43d.com/', 'xn--pple-43d.com'],
    ['pay\u200bpal.com', 'https://evil.example/', 'evil.example'],
    ['paypal。com', 'https://evil.example/', 'evil.example'],
    ['10.0.0.1', 'https://evil.example/', 'evil.example'],
    ['http://README.md', 'https://evil.example/', 'evil.example'],
    ['//paypal.com/a.png', 'https://evil.example/', 'evil.example'],
    ['help@paypal.com', 'mailto:help@evil.example', 'help@evil.example'],
    ['help@paypal.com', 'https://paypal.com/', 'paypal.com'],
    ['x@al.com', 'mailto:x@al.co', 'x@al.co'],
    ['a@b.example', 'mailto:a@b.example,c@d.example', 'a@b.example,c@d.example'],
  ])('says where %j really leads: %j', (text, href, host) => {
    expect(hostToShow(text, href)).toBe(host);
  });

  it.each([
    ['the guide', 'https://example.com/'],
    ['example.com', 'https://example.com/path'],
    ['www.example.com', 'https://example.com/'],
    ['Example.COM', 'https://www.example.com/'],
    ['https://example.com:8443/x', 'https://example.com:8443/x'],
    ['https://example.com/a.png', 'https://example.com/a.png'],
    ['example.com/paypal.com', 'https://example.com/paypal.com'],
    ['https://example.com/?u=paypal.com', 'https://example.com/?u=paypal.com'],
    ['README.md', 'https://example.com/'],
    ['Next.js', 'https://nextjs.org/'],
    ['version 1.2.3', 'https://example.com/'],
    ['e.g. this', 'https://example.com/'],
    ['first.last@example.com', 'mailto:first.last@example.com'],
    ['write to us', 'mailto:a@example.com'],
  ])('has nothing to add to %j', (text, href) => {
    expect(hostToShow(text, href)).toBeNull();
  });

  it('reads a very long text in time that grows with its length', () => {
    const text = `${'a'.repeat(100_000)} ${'a.'.repeat(50_000)} ${'+'.repeat(50_000)}`;
    expect(hostToShow(text, 'https://example.com/')).toBeNull();
  });
});
