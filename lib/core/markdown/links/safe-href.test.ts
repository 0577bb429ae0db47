import { describe, expect, it } from 'vitest';
import { safeHref } from './safe-href.ts';

describe('safeHref', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['HTTP://EXAMPLE.com/a b', 'http://example.com/a%20b'],
    ['https://example.com/a\\b?c\\d', 'https://example.com/a%5Cb?c%5Cd'],
    ['https://example.com/a[1]?b[]=2#[3]', 'https://example.com/a%5B1%5D?b%5B%5D=2#%5B3%5D'],
    ['http://[::1]:8080/[a]', 'http://[::1]:8080/%5Ba%5D'],
    ['https://example.com/a\u00a0b\tc\nd\u2028', 'https://example.com/a%C2%A0b%09c%0Ad%E2%80%A8'],
    ['https://example.com/a%20b%5C', 'https://example.com/a%20b%5C'],
    ['mailto:a@example.com?subject=a b', 'mailto:a@example.com?subject=a%20b'],
    ['https://example.com/ä?q=ö#x', 'https://example.com/%C3%A4?q=%C3%B6#x'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['https:example.com', 'https://example.com/'],
    [' \n\thttps://example.com\u0000', 'https://example.com/'],
  ])('keeps %j as %j', (raw, href) => {
    expect(safeHref(raw)).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'javascript\u00a0:alert(1)',
    'javascript&colon;alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'ftp://example.com',
    'tel:+123',
    'intent://x#Intent;end',
    'view-source:https://example.com',
    'filesystem:https://example.com/x',
    '//example.com',
    '/relative',
    'relative',
    '#fragment',
    '?query',
    '',
    'https://',
    'https://user@evil.example',
    'https:\\\\evil.example',
    'https://bank.example\\@evil.example',
    'https://ban k.example',
    'https://ban\tk.example',
    'https://bank.example:x@evil.example',
    `https://example.com/${'a'.repeat(9000)}`,
  ])('refuses %j', (raw) => {
    expect(safeHref(raw)).toBeNull();
  });
});
