import 'server-only';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { registry } from '../registry.ts';
import { describePrinted } from './describe-printed.ts';
import { writePrintedLine } from './log.ts';

const REQUEST_START = 'http.server.request.start';
const METHODS = ['error', 'warn', 'log', 'info', 'debug', 'trace'] as const;

/** What a process prints by. */
export type Output = {
  console: Record<(typeof METHODS)[number], (...values: unknown[]) => void>;
  streams: Record<'stdout' | 'stderr', Pick<NodeJS.WriteStream, 'write'>>;
  warnings: Pick<NodeJS.Process, 'on' | 'removeAllListeners'>;
};

/**
 * From the first request on, puts one line of JSON in place of whatever is printed by code that is
 * not ours: Next prints errors with their message and properties, over several lines, and those can
 * hold what a request brought along. The line has the error's class, code, digest and place, and no
 * text; of many alike some are counted. Until then nothing from outside is in the process, so the start can be read as Next words it.
 *
 * @param onVercel there the platform's own runtime writes to the streams, so the console alone is
 *   guarded, and from the start
 * @returns puts everything back
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
  const say = (by: string, values: readonly unknown[]) =>
    void writePrintedLine({ by, ...describePrinted(values) });

  for (const method of METHODS) {
    const original = console[method];
    console[method] = (...values) => {
      if (started) say(method, values);
      else original.apply(console, values);
    };
    undo.push(() => {
      console[method] = original;
    });
  }
  if (!onVercel) {
    undo.push(guardStreams(streams, () => started, say));
  }
  // Node prints a warning past console and streams, and one of `url.parse` quotes the address.
  warnings.removeAllListeners('warning');
  warnings.on('warning', (warning) => say('warning', [warning]));
  return () => {
    for (const each of undo) each();
  };
}

function guardStreams(
  streams: Output['streams'],
  isStarted: () => boolean,
  say: (by: string, values: readonly unknown[]) => void,
): () => void {
  const held = registry();
  const formerWriteLine = held.writeLine;
  const { stdout } = streams;
  const writeOut = stdout.write.bind(stdout);
  held.writeLine = (line) => void writeOut(line);
  const undo = Object.entries(streams).map(([name, stream]) => {
    const original = stream.write;
    stream.write = (...given: unknown[]): boolean => {
      if (!isStarted()) return Boolean(Reflect.apply(original, stream, given));
      say(name, []);
      const done = given.findLast((value) => typeof value === 'function');
      if (done) queueMicrotask(() => void Reflect.apply(done, undefined, []));
      return true;
    };
    return () => {
      stream.write = original;
    };
  });
  return () => {
    held.writeLine = formerWriteLine;
    for (const each of undo) each();
  };
}

function outputOfProcess(): Output {
  const { stdout, stderr } = process;
  return { console, streams: { stdout, stderr }, warnings: process };
}
