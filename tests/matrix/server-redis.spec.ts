import { row } from './fault-row.ts';

const WAITS = 'the step that brings Redis';

row(
  {
    id: 'S4a',
    title: 'a Redis that is down or slow refuses what costs money within a second',
    inject: 'Redis down, Redis slow',
    expect: 'fails closed for money',
    figure: '< 1 s',
    waitsFor: WAITS,
  },
  async () => {},
);

row(
  {
    id: 'S4b',
    title: 'two hours of mixed faults leave memory, descriptors and timers flat',
    inject: '2 h of 50 streams a second with a mix of faults',
    expect: 'RSS slope < 1 MB in 10 minutes; descriptors, timers and listeners flat',
    figure: '< 1 MB / 10 min',
    waitsFor: WAITS,
  },
  async () => {},
);
