import { describe, expect, it } from 'vitest';
import { readHighlighted, splitTokens } from './code-tokens.ts';

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

describe('splitTokens', () => {
  it('cuts tokens at chunk boundaries, and splits a token where needed', () => {
    const comment = { kind: 'comment', text: '/* a\nb */' } as const;
    expect(splitTokens(['x\n', comment, 'y'], [2, 5, 5])).toEqual([
      ['x\n'],
      [{ kind: 'comment', text: '/* a\n' }],
      [{ kind: 'comment', text: 'b */' }, 'y'],
    ]);
  });
});
