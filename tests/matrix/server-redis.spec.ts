import { row } from './fault-row.ts';

const WAITS = 'Redis support';

row(
  {
    id: 'S4a',
    title: 'requests that cost money are refused within a second when Redis is down or slow',
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
    inject: '2 h of 50 streams per second with a mix of faults',
    expect: 'RSS slope < 1 MB in 10 minutes; descriptors, timers and listeners flat',
    figure: '< 1 MB / 10 min',
    waitsFor: WAITS,
  },
  async () => {},
);
