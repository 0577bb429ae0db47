import { describe, expect, it } from 'vitest';
import { isSearching } from './is-searching.ts';
import type { WebSearch } from './reply-extras.ts';
import { searchQueries, searchTitle } from './search-title.ts';

const searching = (query?: string): WebSearch => ({ status: 'searching', query });
const done = (query?: string): WebSearch => ({ status: 'done', query });

describe('the line about searches', () => {
  it.each([
    [[searching()], 'Searching the web…', 'Started to search the web'],
    [[searching('a  b')], 'Searching the web: a b…', 'Started to search the web: a b'],
    [[done('a'), searching()], 'Searching the web…', 'Started to search the web'],
    [[done('a'), searching('b')], 'Searching the web: b…', 'Started to search the web: b'],
    [[done()], 'Searched the web', 'Searched the web'],
    [[done('a')], 'Searched the web: a', 'Searched the web: a'],
    [[done('a'), done('a')], 'Searched the web: a', 'Searched the web: a'],
    [[done('a'), done('b')], 'Searched the web 2 times', 'Searched the web 2 times'],
    [[searching('a'), done('b')], 'Searched the web 2 times', 'Searched the web 2 times'],
    [[done(), done()], 'Searched the web 2 times', 'Searched the web 2 times'],
  ])('for %j says %j while the reply runs', (searches, running, ended) => {
    expect(searchTitle(searches, true)).toBe(running);
    expect(searchTitle(searches, false)).toBe(ended);
    expect(isSearching({ searches })).toBe(running.startsWith('Searching'));
  });

  it('lists each query once', () => {
    expect(searchQueries([done('a'), done(), done(' '), done('b'), done('a')])).toEqual(['a', 'b']);
    expect(isSearching({})).toBe(false);
  });
});
