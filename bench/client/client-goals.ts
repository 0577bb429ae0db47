import type { Figures } from './figures.ts';

/** A figure against the most that it should be: NaN if it was not measured. */
export type Goal = { what: string; ratio: number; most: number; unit?: string };

const GIANTS = ['fence of 3,000 lines', 'list of 2,000 items', 'table of 1,000 rows'];

export function clientGoals(figures: Figures, sizes: readonly number[]): Goal[] {
  const cpu = (what: string, who: string) => figures.median(`${what} cpu`, who);
  const own = (what: string) => cpu(what, 'Starlight');
  const p95 = (who: string) => figures.median('20k p95 frame', who);
  const largest = String(sizes.at(-1));
  const key = (what: string, who: string) =>
    figures.median(what, who) / figures.median('key to paint', 'empty');
  const switching = ['first', 'first, by pointer', 'again'].flatMap((visit) =>
    ['small', 'large'].map((who) => ({
      what: `Switching to the ${who} conversation, ${visit}`,
      ratio: figures.median(`switching, ${visit}`, who),
      most: 100,
      unit: 'ms',
    })),
  );
  return [
    { what: '4k reply against plain text', ratio: own('4k') / cpu('4k', 'plain text'), most: 1.3 },
    {
      what: '4k reply against streamdown with code',
      ratio: own('4k') / cpu('4k', 'streamdown with code'),
      most: 0.4,
    },
    { what: '20k reply against plain text', ratio: own('20k') / cpu('20k', 'plain text'), most: 1 },
    {
      what: 'Pieces at 32k tokens against those at 4k',
      ratio: own('pieces at 32k') / own('pieces at 4k'),
      most: 1.3,
    },
    ...GIANTS.map((giant) => ({
      what: `A ${giant} against streamdown with code`,
      ratio: own(giant) / cpu(giant, 'streamdown with code'),
      most: 0.2,
    })),
    {
      what: '95th percentile of the frames of 20k against plain text',
      ratio: p95('Starlight') / p95('plain text'),
      most: 1.1,
    },
    {
      what: 'Longest task of a 4k reply on a processor 6 times slower',
      ratio: figures.median('live 4k, 6× slower longest task', 'Starlight'),
      most: 200,
      unit: 'ms',
    },
    {
      what: `Opening ${largest} messages against ${sizes[0]}`,
      ratio: figures.median('opening', largest) / figures.median('opening', String(sizes[0])),
      most: 4,
    },
    {
      what: `A key in ${largest} messages against an empty page`,
      ratio: key('key to paint', largest),
      most: 1.1,
    },
    {
      what: `A key in ${largest} messages while a reply streams against an empty page`,
      ratio: key('key to paint, streaming', largest),
      most: 1.1,
    },
    ...switching,
    {
      what: 'Longest task of an empty page with 2,000 conversations in its list',
      ratio: figures.median('longest task', 'empty'),
      most: 50,
      unit: 'ms',
    },
  ];
}
