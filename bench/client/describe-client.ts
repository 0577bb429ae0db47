import type { Section, Table } from '../report/section.ts';
import { clientGoals } from './client-goals.ts';
import { type Figures, formatMs, formatRatio } from './figures.ts';
import { CONTESTANTS, REPLY_TASKS } from './measure-replies.ts';

const METHOD = [
  'Replies: each contestant draws the same text in a page with the same styles, which follows its end. Each frame brings 40 characters, as 100 pieces of 24 characters in a second do (80 for 20k; giant blocks take 600 frames). Every contestant draws in each frame, but for Starlight, which draws in every second one, as it does in the app; a row says what it costs otherwise. CPU is the main thread’s own time. “Pieces” are 120 frames after a reply of that many tokens. react-markdown is memoized by block, as in the AI SDK’s cookbook.',
  'The whole page: the built Starlight in the demo, with a reply that arrives over the page’s own `fetch`, 100 pieces in a second.',
  'Long conversations: the built Starlight with 2,000 conversations in its list, from a cold page to the paint of the last message. Keys are pressed every 35 ms; switching is from a click to the paint of the last message: of a script, without warning, and of a pointer that has been on the row for 300 ms. Longest tasks are in the main thread’s own time: by the clock, other work of the machine makes them several times as long.',
];

/** The figures as tables, with the goals that are missed. */
export function describeClient(figures: Figures, sizes: readonly number[]): Section {
  const tables = [
    repliesTable(figures),
    framesTable(figures),
    liveTable(figures),
    logTable(figures, sizes),
    switchingTable(figures),
  ].filter(({ rows }) => rows.length > 0);
  const shortfalls = clientGoals(figures, sizes)
    .filter(({ ratio, most }) => ratio > most)
    .map(
      ({ what, ratio, most, unit = '×' }) =>
        `${what}: ${formatRatio(ratio)} ${unit}, the goal is at most ${most} ${unit}.`,
    );
  return { title: 'In the browser', method: METHOD, tables, shortfalls };
}

function repliesTable(figures: Figures): Table {
  const whats = REPLY_TASKS.map(({ what }) => what).filter(has(figures, 'Starlight', 'cpu'));
  return {
    caption: 'CPU of the main thread for a reply that streams in',
    columns: ['', ...whats],
    rows: rowsOf(whats, CONTESTANTS, (who, what) => figures.cell(`${what} cpu`, who, formatMs)),
  };
}

function framesTable(figures: Figures): Table {
  const whats = REPLY_TASKS.map(({ what }) => what).filter(has(figures, 'Starlight', 'cpu'));
  return {
    caption: '95th percentile of the frames’ lengths · time blocked beyond 50 ms in a task',
    columns: ['', ...whats],
    rows: rowsOf(whats, CONTESTANTS, (who, what) =>
      ['p95 frame', 'blocking']
        .map((each) => formatMs(figures.median(`${what} ${each}`, who)))
        .join(' · '),
    ),
  };
}

function liveTable(figures: Figures): Table {
  const whats = ['live 4k', 'live 4k, 6× slower', 'live 20k'].filter(
    has(figures, 'Starlight', 'cpu'),
  );
  return {
    caption: 'The whole page while a reply streams in',
    columns: ['', 'CPU', 'longest task', 'p95 frame', 'layout shift'],
    rows: whats.map((what) => [
      what.replace('live ', ''),
      ...['cpu', 'longest task', 'p95 frame'].map((each) =>
        figures.cell(`${what} ${each}`, 'Starlight', formatMs),
      ),
      figures.cell(`${what} shift`, 'Starlight', (shift) => shift.toFixed(4)),
    ]),
  };
}

function logTable(figures: Figures, sizes: readonly number[]): Table {
  const whats = ['opening', 'longest task', 'elements'].concat([
    'key to paint',
    'key to paint, streaming',
    'scrolled frame',
  ]);
  const whos = ['empty', ...sizes.map(String)].filter((who) =>
    Number.isFinite(figures.median('elements', who)),
  );
  return {
    caption: 'A conversation of so many messages (95th percentiles of keys and frames)',
    columns: ['', ...whats],
    rows: rowsOf(whats, whos, (who, what) =>
      figures.cell(what, who, what === 'elements' ? String : formatMs),
    ),
  };
}

function switchingTable(figures: Figures): Table {
  const whos = ['small', 'large'].filter((who) =>
    Number.isFinite(figures.median('switching, first', who)),
  );
  const whats = ['switching, first', 'switching, first, by pointer', 'switching, again'];
  return {
    caption: 'Switching to the smallest and to the largest of these conversations',
    columns: ['', ...whats],
    rows: rowsOf(whats, whos, (who, what) => figures.cell(what, who, formatMs)),
  };
}

function rowsOf(
  whats: readonly string[],
  whos: readonly string[],
  cell: (who: string, what: string) => string,
): string[][] {
  if (whats.length === 0) return [];
  return whos.map((who) => [who, ...whats.map((what) => cell(who, what))]);
}

function has(figures: Figures, who: string, measure: string): (what: string) => boolean {
  return (what) => Number.isFinite(figures.median(`${what} ${measure}`, who));
}
