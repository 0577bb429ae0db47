import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuSecondsOfTree, residentBytesOfTree } from '../report/cpu.ts';
import { medianOf, percentileOf } from '../report/spread.ts';
import { type OpenStream, openStream } from './open-stream.ts';
import { nowUs } from './plan.ts';
import { bodyFor, type Target } from './target.ts';

const SIZE = 24;
const ENDLESS = 1_000_000;
const SETTLE_MS = 500;
const SMALL_REPLY = { chunks: 3, everyMs: 0, size: SIZE };

type Ages = { p50Ms: number; p99Ms: number };

/** What the loader can be asked to do. */
export const jobs = { warmUp, chunks, requests, first, abort, hold, stall, whole };

/** So that the code that is measured has been compiled. */
async function warmUp({ target, times }: { target: Target; times: number }): Promise<void> {
  for (let done = 0; done < times; done += 20) {
    await Promise.all(Array.from({ length: 20 }, () => readAll(target, SMALL_REPLY)));
  }
}

/** The CPU time of a chunk, and how old chunks arrive, while many streams are open. */
async function chunks(job: {
  target: Target;
  streams: number;
  everyMs: number;
  seconds: number;
}): Promise<Ages & { cpuUs: number; perSecond: number }> {
  const ages: number[] = [];
  let isMeasuring = false;
  const streams = await openMany(job, (age) => void (isMeasuring && ages.push(age)));
  await wait(SETTLE_MS);
  const before = cpuSecondsOf(job.target);
  const startedAt = performance.now();
  isMeasuring = true;
  await wait(job.seconds * 1000);
  isMeasuring = false;
  const cpu = cpuSecondsOf(job.target) - before;
  const seconds = (performance.now() - startedAt) / 1000;
  await closeAll(streams);
  return { cpuUs: (cpu * 1e6) / ages.length, perSecond: ages.length / seconds, ...agesOf(ages) };
}

/** The CPU time of a request, with some at once all the time. */
async function requests(job: {
  target: Target;
  atOnce: number;
  seconds: number;
}): Promise<{ cpuUs: number; perSecond: number }> {
  const before = cpuSecondsOf(job.target);
  const startedAt = performance.now();
  let count = 0;
  const sender = async () => {
    while (performance.now() - startedAt < job.seconds * 1000) {
      await readAll(job.target, SMALL_REPLY);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: job.atOnce }, sender));
  const cpu = cpuSecondsOf(job.target) - before;
  return {
    cpuUs: (cpu * 1e6) / count,
    perSecond: (count * 1000) / (performance.now() - startedAt),
  };
}

/** Milliseconds until the first content of a reply, at the median. */
async function first(job: { target: Target; atOnce: number; times: number }): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < job.times; time += 1) {
    const streams = Array.from({ length: job.atOnce }, async () => {
      const body = bodyFor(job.target, SMALL_REPLY);
      const startedAt = performance.now();
      const stream = openStream(job.target, body);
      await stream.first;
      took.push(performance.now() - startedAt);
      await stream.ended;
    });
    await Promise.all(streams);
  }
  return medianOf(took);
}

/** Milliseconds from a client that leaves to the upstream's connection that closes. */
async function abort(job: {
  target: Target;
  upstream: string;
  times: number;
}): Promise<{ p50Ms: number; missed: number }> {
  const took: number[] = [];
  for (let time = 0; time < job.times; time += 1) {
    const id = randomUUID();
    const stream = openStream(job.target, bodyFor(job.target, { ...ENDLESS_REPLY, id }));
    await stream.first;
    const abortedAt = nowUs();
    stream.request.destroy();
    const leftAt = await untilLeft(job.upstream, id);
    if (leftAt !== null) took.push((leftAt - abortedAt) / 1000);
  }
  return { p50Ms: medianOf(took), missed: job.times - took.length };
}

const ENDLESS_REPLY = { chunks: ENDLESS, everyMs: 20, size: SIZE };

async function untilLeft(upstream: string, id: string): Promise<number | null> {
  const { origin } = new URL(upstream);
  for (let tries = 0; tries < 100; tries += 1) {
    const text = await (await fetch(`${origin}/left/${id}`)).text();
    if (text !== '') return Number(text);
    await wait(10);
  }
  return null;
}

/** Resident memory while many streams are open, and before them; MB. */
async function hold(job: { target: Target; streams: number }) {
  const beforeMb = residentMbOf(job.target);
  const streams = await openMany({ ...job, everyMs: 1000 });
  await wait(4 * SETTLE_MS);
  const openMb = residentMbOf(job.target);
  await closeAll(streams);
  return { beforeMb, openMb };
}

/** By how much memory grows while a client does not read the rest of a long reply; MB. */
async function stall(job: { target: Target; seconds: number }): Promise<number> {
  const before = residentMbOf(job.target);
  const stream = openStream(
    job.target,
    bodyFor(job.target, { chunks: 200e6 / 16_384, everyMs: 0, size: 16_384 }),
  );
  await stream.first;
  stream.response()?.pause();
  let most = 0;
  const until = performance.now() + job.seconds * 1000;
  while (performance.now() < until) {
    await wait(50);
    most = Math.max(most, residentMbOf(job.target) - before);
  }
  await closeAll([stream]);
  return most;
}

/** Reads whole replies, and counts the chunks that did not arrive, and those that came wrong. */
async function whole(job: {
  target: Target;
  streams: number;
  chunks: number;
  everyMs: number;
}): Promise<Ages & { lost: number; garbled: number; broken: number }> {
  const ages: number[] = [];
  const replies = await Promise.all(
    Array.from({ length: job.streams }, async (_, place) => {
      await wait((place * job.everyMs) / 5);
      const body = bodyFor(job.target, { ...job, size: SIZE });
      const stream = openStream(job.target, body, (age) => ages.push(age));
      const isWhole = await stream.ended.then(
        () => true,
        () => false,
      );
      return { stream, isWhole };
    }),
  );
  const received = replies.reduce((sum, { stream }) => sum + stream.received(), 0);
  return {
    lost: job.streams * job.chunks - received,
    garbled: replies.reduce((sum, { stream }) => sum + stream.garbled(), 0),
    broken: replies.filter(({ isWhole }) => !isWhole).length,
    ...agesOf(ages),
  };
}

async function readAll(target: Target, plan: typeof SMALL_REPLY): Promise<void> {
  await openStream(target, bodyFor(target, plan)).ended;
}

async function openMany(
  job: { target: Target; streams: number; everyMs: number },
  onChunk?: (ageUs: number) => void,
): Promise<OpenStream[]> {
  const streams: OpenStream[] = [];
  for (let place = 0; place < job.streams; place += 1) {
    const body = bodyFor(job.target, { chunks: ENDLESS, everyMs: job.everyMs, size: SIZE });
    streams.push(openStream(job.target, body, onChunk));
    // Together they would all send at the same moment, each time.
    if (place % 5 === 4) await wait(5);
  }
  await Promise.all(streams.map(({ first: arrived }) => arrived));
  return streams;
}

/** With time for the servers to notice. */
async function closeAll(streams: readonly OpenStream[]): Promise<void> {
  for (const { request } of streams) request.destroy();
  await wait(SETTLE_MS);
}

function agesOf(ages: readonly number[]): Ages {
  const [p50Us, p99Us] = [percentileOf(ages, 0.5), percentileOf(ages, 0.99)];
  return { p50Ms: p50Us / 1000, p99Ms: p99Us / 1000 };
}

function cpuSecondsOf({ pid }: Target): number {
  return pid === 0 ? 0 : cpuSecondsOfTree(pid);
}

function residentMbOf({ pid }: Target): number {
  return residentBytesOfTree(pid) / 1e6;
}
