import { describe, expect, it } from 'vitest';
import { isTestFile, listFiles, readSource, type SourceFile } from './source-files.ts';

/** `a:has(b) c`; with `a:has(b)` alone, only the element itself is styled again. */
const SELECTOR = /\S*:has\([^\s{},]*\)[^\S\n]*[^\s{},)]\S*/g;
const COMMENT = /\/\*[\s\S]*?\*\//g;
/** Tailwind's `group-has-checked:` and the like, but not `has-checked:`. */
const VARIANT = /^(?:[a-z-]{1,40}:){0,6}(?:group|peer|not|in)-has-/;

/** The selectors of a source file that style an element by what another one contains. */
function findHasSelectors({ path, text }: SourceFile): string[] {
  if (path.endsWith('.css')) return text.replaceAll(COMMENT, '').match(SELECTOR) ?? [];
  return text.split(/[\s"'`{}]/).filter((word) => VARIANT.test(word));
}

const shipped = ['app', 'components']
  .flatMap((folder) => listFiles(folder))
  .filter((file) => /\.(?:tsx|css)$/.test(file) && !isTestFile(file))
  .map(readSource);

describe('the styles', () => {
  // With 5,000 pieces of colored code on the page, one such rule took 25 ms at each token.
  it('never ask what another element contains: each token would style the whole page again', () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped.flatMap(findHasSelectors)).toEqual([]);
  });

  it.each([
    ['a.css', 'body:has(p) q { color: red }'],
    ['a.css', 'body:has([a=b])>q {'],
    ['a.tsx', '<p className="flex peer-has-[ul]:hidden">'],
    ['a.tsx', "const name = 'sm:group-has-[[data-a=b]]:hidden';"],
  ])('are read: %s with %j', (path, text) => {
    expect(findHasSelectors({ path, text })).toHaveLength(1);
  });
});
