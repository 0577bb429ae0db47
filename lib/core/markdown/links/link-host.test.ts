import { describe, expect, it } from 'vitest';
import { every, lastOf } from '#tests/support/arriving-markdown.ts';
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
    ['paypal．com', 'https://evil.example/', 'evil.example'],
    ['paypal｡com', 'https://evil.example/', 'evil.example'],
    ['paypal\u2024com', 'https://evil.example/', 'evil.example'],
    ['paypal\ufe52com', 'https://evil.example/', 'evil.example'],
    ['请访问。paypal.com', 'https://evil.example/', 'evil.example'],
    ['.paypal.com', 'https://evil.example/', 'evil.example'],
    ['//paypal。com/login', 'https://evil.example/', 'evil.example'],
    ['https:///paypal.com', 'https://evil.example/', 'evil.example'],
    ['paypal.com.', 'https://evil.example/', 'evil.example'],
    ['paypal.com_1', 'https://evil.example/', 'evil.example'],
    ['paypal.com.1', 'https://evil.example/', 'evil.example'],
    ['paypal.com..x', 'https://evil.example/', 'evil.example'],
    ['(paypal.com)', 'https://evil.example/', 'evil.example'],
    ['example.com:paypal.com', 'https://example.com/', 'example.com'],
    ['a@b@paypal.com', 'https://evil.example/', 'evil.example'],
    ['paypal.com@x', 'https://evil.example/', 'evil.example'],
    ['10.0.0.1', 'https://evil.example/', 'evil.example'],
    ['１０.0.0.1:80', 'https://evil.example/', 'evil.example'],
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
    ['1.2.3.4567', 'https://example.com/'],
    ['192.168.0.1', 'http://192.168.0.1/'],
    ['src/paypal.com', 'https://example.com/'],
    ['…and so on', 'https://example.com/'],
    ['a..b', 'https://example.com/'],
    ['e.g. this', 'https://example.com/'],
    ['first.last@example.com', 'mailto:first.last@example.com'],
    ['a.b-c_d@a.b', 'mailto:a.b-c_d@a.b'],
    ['www.example.o', 'http://www.example.o/'],
    ['https://example.o', 'https://example.o/'],
    ['www.example.o/a', 'http://www.example.o/a'],
    ['write to us', 'mailto:a@example.com'],
  ])('has nothing to add to %j', (text, href) => {
    expect(hostToShow(text, href)).toBeNull();
  });

  // Each of these has quadratic cost if a position in the text is tried more than once: minutes.
  it.each(
    ['.', '。', '．', '｡'].flatMap((dot) => [
      `a${dot}`,
      `ab${dot}cd1${dot}`,
      `${dot}a`,
      `a${dot}a@`,
      `//a${dot}`,
      `a${dot}a+`,
      dot,
    ]),
  )('reads a text that repeats %j in time that grows with its length', (unit) => {
    const text = `${unit.repeat(100_000)} paypal.com`;
    expect(hostToShow(text, 'https://evil.example/')).toBe('evil.example');
  });

  // Every new piece causes the links of its paragraph to be parsed again.
  it('parses the links of a streaming reply in about the time of other words', () => {
    const timeOf = (word: string) => {
      const text = `[${word.repeat(450)}](https://evil.example) `.repeat(8);
      const start = performance.now();
      lastOf(text, every(20));
      return performance.now() - start;
    };
    timeOf('a ');
    expect(timeOf('a。') / timeOf('a ')).toBeLessThan(10);
  });
});
