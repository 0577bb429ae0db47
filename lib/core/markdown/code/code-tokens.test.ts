import { describe, expect, it } from 'vitest';
import { readHighlighted, tokenCutter } from './code-tokens.ts';

describe('readHighlighted', () => {
  it('reads spans and entities into tokens', () => {
    expect(
      readHighlighted(
        '<span class="hljs-keyword">const</span> a = <span class="hljs-string">&quot;&lt;b&gt; &amp;amp; &#x27;&quot;</span>;',
      ),
    ).toEqual([
      { kind: 'keyword', text: 'const' },
      ' a = ',
      { kind: 'string', text: '"<b> &amp; \'"' },
      ';',
    ]);
  });

  it('takes the innermost scope that has a color', () => {
    expect(
      readHighlighted(
        '<span class="hljs-string">`a<span class="hljs-subst">(<span class="hljs-variable language_">this</span>)</span>`</span>',
      ),
    ).toEqual([
      { kind: 'string', text: '`a' },
      '(',
      { kind: 'keyword', text: 'this' },
      ')',
      { kind: 'string', text: '`' },
    ]);
  });

  it('keeps the surrounding color within an embedded language', () => {
    expect(
      readHighlighted('<span class="hljs-meta"><span class="language-php">x</span></span>'),
    ).toEqual([{ kind: 'meta', text: 'x' }]);
  });
});

describe('tokenCutter', () => {
  it('cuts tokens at chunk boundaries, and splits a token where needed', () => {
    const comment = { kind: 'comment', text: '/* a\nb */' } as const;
    const cut = tokenCutter([2, 5, 5]);
    expect(cut(['x'])).toEqual([]);
    expect(cut(['\n', comment])).toEqual([['x', '\n'], [{ kind: 'comment', text: '/* a\n' }]]);
    expect(cut(['y'])).toEqual([[{ kind: 'comment', text: 'b */' }, 'y']]);
  });

  it('gives a chunk without characters a run of its own', () => {
    expect(tokenCutter([1, 0, 1, 0])(['ab'])).toEqual([['a'], [], ['b'], []]);
  });
});
