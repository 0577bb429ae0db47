import { describe, expect, it } from 'vitest';
import { decodeEntities } from './decode-entities.ts';

describe('decodeEntities', () => {
  it.each([
    ['AT&amp;T', 'AT&T'],
    ['&lt;b&gt;', '<b>'],
    ['&copy;&nbsp;&rarr;&hellip;&mdash;&alpha;&Omega;&euro;', '©\u00a0→…—αΩ€'],
    ['&lang;&rang;&apos;&quot;', '⟨⟩\'"'],
    ['&#35;&#x41;&#X1F600;', '#A😀'],
    ['&#0;&#xD800;&#x110000;', '\ufffd\ufffd\ufffd'],
  ])('decodes %j', (text, decoded) => {
    expect(decodeEntities(text)).toBe(decoded);
  });

  it('decodes once', () => {
    expect(decodeEntities('&amp;lt;')).toBe('&lt;');
  });

  it.each(['&unknown;', '&amp', '& amp;', '&#;', '&#x;', '&#12345678;', '&constructor;', 'a & b'])(
    'leaves %j unchanged',
    (text) => {
      expect(decodeEntities(text)).toBe(text);
    },
  );
});
