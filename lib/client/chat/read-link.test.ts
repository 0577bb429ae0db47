import { expect, it } from 'vitest';
import { readLink } from './read-link.ts';

const presets = [
  { id: 'p1', name: 'Brief', model: 'm2', settings: { temperature: 1 } },
  { id: 'p2', name: 'p1', model: 'gone', settings: {} },
];
const read = (search: string) =>
  readLink(search, { isOffered: (model) => ['m1', 'm2'].includes(model), presets });

it('chooses a model and a preset, which has a model of its own', () => {
  expect(read('?ask=hi&model=m1')).toEqual({ model: 'm1', preset: undefined, problem: null });
  expect(read('?preset=brief')).toEqual({ model: 'm2', preset: presets[0], problem: null });
  expect(read('?preset=p1')).toMatchObject({ preset: presets[0] });
  expect(read('?preset=p2')).toMatchObject({ model: undefined, preset: presets[1] });
  expect(read('?preset=brief&model=m1')).toMatchObject({ model: 'm1', preset: presets[0] });
});

it('says what it does not know, and changes nothing', () => {
  expect(read('?model=m9')).toEqual({ problem: 'This site has no model “m9”.' });
  expect(read('?preset=Long')).toEqual({
    problem: 'There is no preset “Long” in this browser.',
  });
  expect(read('?model=m9&preset=x').problem?.split('.')).toHaveLength(3);
  expect(read(`?model=${'m'.repeat(5000)}`).problem?.length).toBeLessThan(100);
});

it.each(['', '?model=&preset=', '?ask=x', '?chat=c1&model=m9&preset=x', '?%ff=%', '??'])(
  'finds nothing in %j',
  (search) => expect(read(search)).toEqual({ problem: null }),
);
