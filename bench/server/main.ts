import type { BenchOptions, Section, Table } from '../report/section.ts';
import { type Loader, startLoader } from './ask-loader.ts';
import { prepareBuilds } from './builds.ts';
import {
  AI_SDK,
  type Contender,
  directTarget,
  EMPTY,
  PASS_THROUGH,
  PIPE,
  type Running,
  SDK,
  STARLIGHT,
  startUpstream,
} from './contenders.ts';
import { FIGURES, type Figure, type Figures, note, shownFigure } from './figures.ts';
import { judge } from './goals.ts';

const STREAMING = [STARLIGHT, PIPE, SDK, AI_SDK, PASS_THROUGH];
const ALL = [...STREAMING, EMPTY];
const LOAD = { streams: 100, everyMs: 20 };

const METHOD = [
  'Starlight runs as `npm run start` does, with everything on: access and operator codes, a session, rate limits, a budget per day, the log (to nowhere). Its own limit of 500 concurrent replies is lifted. The peers are routes of one small Next app in `bench/server/peers`, each started as a process of its own with `compress: false`; `node:http + undici` is the least that a proxy in Node can do. The upstream and the clients are two more processes, on loopback without TLS.',
  'CPU is user and system time of the process that serves (`/proc/<pid>/stat`), while 100 streams of 50 chunks a second are open, or 16 clients repeat a request whose reply is three chunks at once. Chunks carry the time they were sent at; "added" is over reading the upstream directly in the same round. A cold start lasts from the start of the process to its first answer. Memory is resident, in a process that has answered 200 requests.',
];

type Measured = { loader: Loader; upstream: string; figures: Figures; quick: boolean };

/** Measures what a proxy costs, and what it adds, beside its peers. */
export async function run({ rounds, quick }: BenchOptions): Promise<Section> {
  await prepareBuilds();
  const [upstream, loader] = [await startUpstream(), startLoader()];
  const measured: Measured = { loader, upstream: upstream.url, figures: new Map(), quick };
  try {
    await measureWarm(measured, rounds);
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of ALL) await measureFresh(contender, measured);
      console.log(`  fresh processes, round ${round + 1}`);
    }
  } finally {
    upstream.stop();
    loader.stop();
  }
  return describe(measured.figures);
}

/** What is measured of processes that have warmed up and stay, in turns. */
async function measureWarm(measured: Measured, rounds: number): Promise<void> {
  const running = new Map<Contender, Running>();
  try {
    for (const contender of ALL) {
      const started = await contender.start(measured.upstream);
      running.set(contender, started);
      const times = measured.quick ? 20 : 1000;
      await measured.loader.ask('warmUp', { target: started.target, times });
    }
    for (let round = 0; round < rounds; round += 1) {
      // Each goes first once, so that none always follows the same one.
      const turns = [...running].map((_, place, all) => all[(place + round) % all.length]);
      await measureRound(
        turns.filter((turn) => turn !== undefined),
        measured,
      );
      console.log(`  warm processes, round ${round + 1}`);
    }
  } finally {
    for (const { stop } of running.values()) await stop();
  }
}

async function measureRound(turns: [Contender, Running][], measured: Measured): Promise<void> {
  const { loader, upstream, figures, quick } = measured;
  const seconds = quick ? 1 : 3;
  const direct = directTarget(upstream);
  const bare = await loader.ask('chunks', { ...LOAD, target: direct, seconds });
  for (const [contender, { target }] of turns) {
    const add = (figure: Figure, value: number) => note(figures, contender.name, figure, value);
    const { cpuUs } = await loader.ask('requests', { target, atOnce: 16, seconds: seconds / 2 });
    add('requestCpuUs', cpuUs);
    if (contender === EMPTY) continue;
    const chunks = await loader.ask('chunks', { ...LOAD, target, seconds });
    add('chunkCpuUs', chunks.cpuUs);
    add('addedP50Ms', chunks.p50Ms - bare.p50Ms);
    add('addedP99Ms', chunks.p99Ms - bare.p99Ms);
    add('firstAloneMs', await loader.ask('first', { target, atOnce: 1, times: quick ? 5 : 60 }));
    add('firstCrowdMs', await loader.ask('first', { target, atOnce: 50, times: quick ? 1 : 6 }));
    const aborted = await loader.ask('abort', { target, upstream, times: quick ? 2 : 20 });
    add('abortMs', aborted.missed > 0 ? Number.POSITIVE_INFINITY : aborted.p50Ms);
  }
}

/** What is measured of a process that has just started. */
async function measureFresh(contender: Contender, measured: Measured): Promise<void> {
  const { loader, figures, quick } = measured;
  const add = (figure: Figure, value: number) => note(figures, contender.name, figure, value);
  const { target, startMs, startCpuSeconds, stop } = await contender.start(measured.upstream);
  try {
    add('startMs', startMs);
    add('startCpuMs', startCpuSeconds * 1000);
    if (contender === EMPTY) return;
    await loader.ask('warmUp', { target, times: 200 });
    const { beforeMb, openMb } = await loader.ask('hold', { target, streams: quick ? 50 : 1000 });
    add('restMb', beforeMb);
    add('heldMb', openMb);
    add('stallMb', await loader.ask('stall', { target, seconds: quick ? 1 : 3 }));
  } finally {
    await stop();
  }
}

function describe(figures: Figures): Section {
  const verdicts = judge(figures);
  return {
    title: 'Server',
    method: METHOD,
    tables: [
      tableOf(figures, 'What a stream costs', ['chunkCpuUs', 'addedP50Ms', 'addedP99Ms']),
      tableOf(figures, 'What a request costs', [
        'requestCpuUs',
        'firstAloneMs',
        'firstCrowdMs',
        'abortMs',
      ]),
      tableOf(figures, 'What a process costs', [
        'startMs',
        'startCpuMs',
        'restMb',
        'heldMb',
        'stallMb',
      ]),
      {
        caption: 'Goals',
        columns: ['goal', 'measured', 'holds'],
        rows: verdicts.map(({ goal, measured, holds }) => [goal, measured, holds ? 'yes' : 'no']),
      },
    ],
    shortfalls: verdicts
      .filter(({ holds }) => !holds)
      .map(({ goal, measured }) => `${goal}; it is ${measured}.`),
  };
}

function tableOf(figures: Figures, caption: string, columns: Figure[]): Table {
  return {
    caption,
    columns: ['', ...columns.map((figure) => FIGURES[figure].caption)],
    rows: [...figures.keys()].map((name) => [
      name,
      ...columns.map((figure) => shownFigure(figures, name, figure)),
    ]),
  };
}
