import { expect, test } from 'vitest';
import { PROVIDERS } from '../providers/find-provider.ts';
import { shownPage } from '../providers/shown-page.ts';
import { pageLinks } from './page-links.ts';
import { splitAtLinks } from './split-at-links.ts';

test.each(PROVIDERS)('links to each whole page of $name', ({ pages }) => {
  for (const page of Object.values(pages).filter((address) => address !== null)) {
    const text = shownPage(page);
    expect(splitAtLinks(`See ${text}.`, pageLinks(pages))).toEqual([
      'See ',
      { text, href: page },
      '.',
    ]);
  }
});

test('has no links without pages', () => {
  expect(pageLinks(null)).toEqual([]);
});
