import { describe, expect, it } from 'vitest';
import { addEntities, decodeEntities, hasMissedEntity } from './decode-entities.ts';
import { RARE_ENTITIES } from './rare-entities.ts';

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

  it('knows every entity of HTML once the rare ones are added', () => {
    const text =
      '&Dcaron;&ngE;&ClockwiseContourIntegral;&CounterClockwiseContourIntegral;&zwnj;&nope;';
    expect(decodeEntities(text)).toBe(text.replace('&zwnj;', '\u200c'));
    expect(hasMissedEntity()).toBe(true);
    addEntities(RARE_ENTITIES);
    expect(hasMissedEntity()).toBe(false);
    expect(decodeEntities(text)).toBe('Ď≧̸∲∳\u200c&nope;');
    const names = RARE_ENTITIES.split(/\s+/).filter((word) => /^[A-Za-z]/.test(word));
    expect(names.filter((name) => decodeEntities(`&${name};`) === `&${name};`)).toEqual([]);
    expect(names.length).toBe(1842);
    expect(decodeEntities('&AMP;&zscr;&nvlt;&fjlig;&lsqb;&UnderBar;&bsolb;')).toBe('&𝓏<⃒fj[_⧅');
  });
});
