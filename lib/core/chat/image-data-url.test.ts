import { describe, expect, it } from 'vitest';
import { isBase64, isImageDataUrl } from './image-data-url.ts';

describe('isImageDataUrl', () => {
  it.each(['png', 'jpeg', 'gif', 'webp'])('recognizes %s', (type) => {
    expect(isImageDataUrl(`data:image/${type};base64,iVBORw0KGgo=`)).toBe(true);
  });

  it.each([
    '',
    'data:image/png;base64,',
    'data:image/png;base64,==',
    'data:image/svg+xml;base64,AAAA',
    'data:image/png,AAAA',
    'data:text/html;base64,AAAA',
    ' data:image/png;base64,AAAA',
    'data:image/png;base64,AA AA',
    'data:image/png;base64,AAAA\n',
    'data:image/png;base64,AA=A',
    'data:image/png;base64,A===',
    'data:image/png;base64,AAAA"onerror',
  ])('refuses %j', (text) => {
    expect(isImageDataUrl(text)).toBe(false);
  });
});

describe('isBase64', () => {
  it('reads a hundred megabytes', () => {
    expect(isBase64('A'.repeat(100_000_000))).toBe(true);
  });
});
