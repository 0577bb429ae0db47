import type { BenchOptions, Section } from '../report/section.ts';
import { withSpread } from '../report/spread.ts';
import { startLoader } from '../server/ask-loader.ts';
import { prepareBuilds } from '../server/builds.ts';
import { type Contender, PIPE, STARLIGHT, startUpstream } from '../server/contenders.ts';

const METHOD = [
  '500 streams of 50 chunks a second, open at the same time and read to their end. Each chunk has a number: one that does not arrive is lost, one out of its order or cut is garbled. Processes, upstream and clients are those of the server part. On two cores this is more than a peer can serve in time, so delays say how it degrades.',
];

type Tally = { lost: number; garbled: number; broken: number; p50: number[]; p99: number[] };

/** Reads 500 streams at once, and counts what is missing or wrong. */
export async function run({ rounds, quick }: BenchOptions): Promise<Section> {
  await prepareBuilds();
  const tallies = new Map<Contender, Tally>();
  const [upstream, loader] = [await startUpstream(), startLoader()];
  const streams = quick ? 50 : 500;
  const chunks = quick ? 50 : 300;
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of [STARLIGHT, PIPE]) {
        const tally = tallies.get(contender) ?? {
          lost: 0,
          garbled: 0,
          broken: 0,
          p50: [],
          p99: [],
        };
        tallies.set(contender, tally);
        const { target, stop } = await contender.start(upstream.url);
        try {
          await loader.ask('warmUp', { target, times: quick ? 20 : 500 });
          const read = await loader.ask('whole', { target, streams, chunks, everyMs: 20 });
          for (const name of ['lost', 'garbled', 'broken'] as const) tally[name] += read[name];
          tally.p50.push(read.p50Ms);
          tally.p99.push(read.p99Ms);
        } finally {
          await stop();
        }
      }
      console.log(`  round ${round + 1}`);
    }
  } finally {
    upstream.stop();
    loader.stop();
  }
  return describe(tallies, rounds * streams * chunks);
}

function describe(tallies: ReadonlyMap<Contender, Tally>, sent: number): Section {
  const rows = [...tallies].map(([{ name }, { lost, garbled, broken, p50, p99 }]) => [
    name,
    String(sent),
    String(lost),
    String(garbled),
    String(broken),
    withSpread(p50, 1),
    withSpread(p99, 0),
  ]);
  const own = tallies.get(STARLIGHT);
  const isWhole = own && own.lost + own.garbled + own.broken === 0;
  return {
    title: 'Load',
    method: METHOD,
    tables: [
      {
        caption: '500 streams × 50/s',
        columns: [
          '',
          'chunks',
          'lost',
          'garbled',
          'broken replies',
          'age p50 (ms)',
          'age p99 (ms)',
        ],
        rows,
      },
    ],
    shortfalls: isWhole ? [] : ['None of its chunks may be lost or garbled.'],
  };
}
