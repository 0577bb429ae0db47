import { expect, it } from 'vitest';
import { numberSources } from './number-sources.ts';

it('numbers each page once, in order, with its host and the first title it has', () => {
  const a = 'https://A.example/x';
  const sources = [
    { url: a },
    { url: 'https://b.example/', title: 'B' },
    { url: a, title: 'A\n a' },
  ];
  expect(numberSources([...sources, ...sources])).toEqual([
    { number: 1, url: a, href: 'https://a.example/x', host: 'a.example', title: 'A a' },
    {
      number: 2,
      url: 'https://b.example/',
      href: 'https://b.example/',
      host: 'b.example',
      title: 'B',
    },
  ]);
});

it.each(['https://bank.example@evil.example/', 'https://', 'https://[x/'])(
  'links nowhere for %j',
  (url) => {
    expect(numberSources([{ url, title: 'bank\u202e.example' }])).toEqual([
      { number: 1, url, href: null, host: '', title: 'bank.example' },
    ]);
  },
);
