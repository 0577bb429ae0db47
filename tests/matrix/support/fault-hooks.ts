// Loaded into the server under test before anything else (`node --import`), to cause faults that
// cannot be caused from outside the process, and to measure what only the process itself can see.

import dns from 'node:dns';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import v8 from 'node:v8';
import vm from 'node:vm';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { type FaultCommand, UPSTREAM_HOST, type Watched } from './fault-command.ts';

const LAG_RESOLUTION_MS = 10;

let dnsCode: string | null = null;
let watch: {
  lag: ReturnType<typeof monitorEventLoopDelay>;
  timer: NodeJS.Timeout;
  base: number;
  peak: number;
} | null = null;

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

const realLookup = dns.lookup;
const scriptedLookup = (host: string, options: unknown, callback: unknown) => {
  if (host !== UPSTREAM_HOST) {
    return (realLookup as (...args: unknown[]) => void)(host, options, callback);
  }
  const complete = (callback ?? options) as (error: Error | null, ...results: unknown[]) => void;
  const wantsAll = Boolean(fieldOf(options, 'all'));
  const code = dnsCode;
  setImmediate(() => {
    if (code !== null) {
      const message = `getaddrinfo ${code} ${host}`;
      complete(Object.assign(new Error(message), { code, syscall: 'getaddrinfo', hostname: host }));
    } else if (wantsAll) complete(null, [{ address: '127.0.0.1', family: 4 }]);
    else complete(null, '127.0.0.1', 4);
  });
  return undefined;
};
Object.assign(dns, { lookup: scriptedLookup });

process.on('message', ({ id, command }: { id: number; command: FaultCommand }) => {
  process.send?.({ id, result: runCommand(command) ?? null });
});
// Without this, the channel alone would keep a stopping process alive.
process.channel?.unref();
// The test runner is gone, so nothing else would ever stop the server.
process.on('disconnect', () => process.exit(0));

function runCommand(command: FaultCommand): Watched | undefined {
  switch (command.do) {
    case 'dns':
      dnsCode = command.code;
      return undefined;
    case 'block':
      setImmediate(() => spinCpu(command.ms));
      return undefined;
    case 'spin':
      spinUntil(performance.now() + command.ms);
      return undefined;
    case 'throw':
      setImmediate(() => {
        throw new Error('thrown by the test');
      });
      return undefined;
    case 'reject':
      void Promise.reject(new Error('rejected by the test'));
      return undefined;
    case 'throw-in-stream':
      throwAtNextChunk();
      return undefined;
    case 'watch':
      startWatch();
      return undefined;
    case 'report':
      return endWatch();
    default:
      return undefined;
  }
}

function spinCpu(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

/** Leaves no time between turns of the event loop, but lets them run. */
function spinUntil(end: number): void {
  spinCpu(20);
  if (performance.now() < end) setImmediate(spinUntil, end);
}

function throwAtNextChunk(): void {
  const { prototype } = ReadableStreamDefaultController;
  const { enqueue } = prototype;
  prototype.enqueue = () => {
    prototype.enqueue = enqueue;
    throw new TypeError('thrown by the test in a stream');
  };
}

function startWatch(): void {
  collectGarbage();
  const base = process.memoryUsage.rss();
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  const timer = setInterval(() => {
    if (watch) watch.peak = Math.max(watch.peak, process.memoryUsage.rss());
  }, 10);
  watch = { lag, timer, base, peak: base };
  lag.enable();
}

function endWatch(): Watched {
  if (!watch) throw new Error('nothing is watched');
  const { lag, timer, base } = watch;
  lag.disable();
  clearInterval(timer);
  const peak = Math.max(watch.peak, process.memoryUsage.rss());
  watch = null;
  collectGarbage();
  const toMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - LAG_RESOLUTION_MS);
  return {
    rssBefore: base,
    rssPeak: peak,
    rssAfter: process.memoryUsage.rss(),
    lagP99Ms: toMs(lag.percentile(99)),
    lagMaxMs: toMs(lag.max),
  };
}
