import { describe, expect, it } from 'vitest';
import { findMarks } from './citation-marks.ts';

const CITED = [
  'The sky is blue[1].',
  'The sky is blue[1][2].',
  'The sky is blue [1].',
  'Blue.[1]',
  'Blue.[1][2] Then more.',
  'OpenAI[1] said so',
  'an iPhone[1], and macOS[2]',
  'Node.js[1] runs it',
  'at example.com[1]',
  'vitamin C[1] and Plan B[2]',
  'in 2024[1]',
  'a rate of 5%[1]',
  '“quoted”[1]',
  'so (see there)[1]',
  'the source(s)[1]',
  "it's[1] so",
  'naïve[1] café[2]',
  '東京[1]は首都です[2]。',
  'это так[1].',
  'هذا[1] صحيح',
  '**bold**[1]',
  '[1] says so',
  '[1] and [2] agree',
  '- [1]',
  '[1], [2]; [3]: and',
  'as of today[1] (see below)',
  'well-known[1]',
  'blue[1]. Next',
  'blue[1]—and',
  'arrow: blue[1] => next',
  'the URL[1] and HTTP[2]',
  'array[1] of them',
  'a list[1] of things',
  '[sic][1]',
  '[doc1][doc2]',
  'arr[citation:1] is odd',
  'x【1†source】',
];
const INDEXED = [
  'arr[1]',
  'use arr[1] here',
  'a[1]',
  'x[1][2]',
  'x1[1]',
  'args[1] and argv[2]',
  'y = items[1]',
  'y = [1]',
  'return [1]',
  'items[1] = 5',
  'items[1]= 5',
  'items[1][2] += 5',
  'items[1] == 5',
  'items[1] !== 5',
  'count[1]++',
  'items[1].length',
  'rows[1](x)',
  'user_names[1]',
  'myList[1]',
  '$list[1]',
  'MAX_SIZE[1]',
  'grid[i][1]',
  'grid[1][j]',
  'grid[n-1][1]',
  'word[0][1]',
  'word[1][0]',
  'f(x)[1]',
  'keys()[1]',
  'dp[1][2]',
];

describe('numbers in brackets', () => {
  it.each(CITED)('cite in %j', (text) => {
    const numbers = text.match(/\d(?=\]|】|†)/g)?.map(Number);
    expect(findMarks(text).map(({ number }) => number)).toEqual(numbers);
  });

  it.each(INDEXED)('are an index in %j', (text) => expect(findMarks(text)).toEqual([]));
});
