import 'server-only';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { registry } from '../registry.ts';
import { describeConsoleOutput } from './describe-console-output.ts';
import { writePrintedLine } from './log.ts';

const REQUEST_START = 'http.server.request.start';
const METHODS = ['error', 'warn', 'log', 'info', 'debug', 'trace'] as const;

/** The ways a process prints. */
export type Output = {
  console: Record<(typeof METHODS)[number], (...values: unknown[]) => void>;
  streams: Record<'stdout' | 'stderr', Pick<NodeJS.WriteStream, 'write'>>;
  warnings: Pick<NodeJS.Process, 'on' | 'removeAllListeners'>;
};

/**
 * From the first request on, replaces everything that third-party code prints with one line of JSON:
 * Next prints errors with their message and properties, over several lines, and those can contain text
 * from a request. The line has the error's class, code, digest and location, and no text; in a flood,
 * similar lines are counted. Before the first request the process holds no outside text, so Next's
 * startup output stays unchanged.
 *
 * @param onVercel on Vercel the platform's runtime writes to the streams, so only the console is
 *   guarded, from the start
 * @returns undoes everything
 */
export function guardOutput(
  { onVercel }: { onVercel: boolean },
  { console, streams, warnings }: Output = outputOfProcess(),
): () => void {
  let started = onVercel;
  const start = () => {
    started = true;
  };
  subscribe(REQUEST_START, start);
  const undo: (() => void)[] = [() => void unsubscribe(REQUEST_START, start)];
  const logPrinted = (by: string, values: readonly unknown[]) =>
    void writePrintedLine({ by, ...describeConsoleOutput(values) });

  for (const method of METHODS) {
    const original = console[method];
    console[method] = (...values) => {
      if (started) logPrinted(method, values);
      else original.apply(console, values);
    };
    undo.push(() => {
      console[method] = original;
    });
  }
  if (!onVercel) {
    undo.push(guardStreams(streams, () => started, logPrinted));
  }
  // Node prints warnings without the console or streams, and a `url.parse` warning quotes the URL.
  warnings.removeAllListeners('warning');
  warnings.on('warning', (warning) => logPrinted('warning', [warning]));
  return () => {
    for (const each of undo) each();
  };
}

function guardStreams(
  streams: Output['streams'],
  isStarted: () => boolean,
  logPrinted: (by: string, values: readonly unknown[]) => void,
): () => void {
  const shared = registry();
  const formerWriteLine = shared.writeLine;
  const { stdout } = streams;
  const writeOut = stdout.write.bind(stdout);
  shared.writeLine = (line) => void writeOut(line);
  const undo = Object.entries(streams).map(([name, stream]) => {
    const original = stream.write;
    stream.write = (...args: unknown[]): boolean => {
      if (!isStarted()) return Boolean(Reflect.apply(original, stream, args));
      logPrinted(name, []);
      const done = args.findLast((value) => typeof value === 'function');
      if (done) queueMicrotask(() => void Reflect.apply(done, undefined, []));
      return true;
    };
    return () => {
      stream.write = original;
    };
  });
  return () => {
    shared.writeLine = formerWriteLine;
    for (const each of undo) each();
  };
}

function outputOfProcess(): Output {
  const { stdout, stderr } = process;
  return { console, streams: { stdout, stderr }, warnings: process };
}
