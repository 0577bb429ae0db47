import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ConfigProblem } from '../config/config.ts';
import { perProcess, registry } from '../registry.ts';
import { classOfResponse, type RequestFacts } from '../response-log/class-of-response.ts';
import { isAlwaysWritten, type RequestKind } from '../response-log/is-always-written.ts';
import { keepResponse } from './keep-response.ts';
import type { LogFields, LogLine, LogValue } from './log-fields.ts';
import { createLogSampler, type LogSampler } from './log-sampler.ts';
import { toLogText } from './log-text.ts';

/** The log of one request, which becomes one line. */
export type RequestLog = {
  readonly requestId: string;
  readonly fields: Readonly<LogFields>;
  /** Who is looking, as far as `role` says; a visitor until then. */
  readonly audience: Audience;
  /** The handler streams: whoever streams calls `end` itself. */
  readonly deferred: boolean;
  set(fields: Partial<LogFields>): void;
  /** Says what decides which room the line has in the log, and is not told in the line itself. */
  note(facts: RequestFacts): void;
  /**
   * Writes the line, once, and keeps it for the operator's page; later calls do nothing. In a flood
   * of lines of one kind some are counted instead, and never one that may have cost money.
   */
  end(fields?: Partial<LogFields>): void;
  deferEnd(): void;
};

/** Starts the log of one request. `now` counts milliseconds from any point. */
export function createRequestLog(
  requestId: string,
  initial: LogFields,
  now: () => number = () => performance.now(),
): RequestLog {
  const startedAt = now();
  const fields: LogFields = { ...initial };
  const facts: RequestFacts = {};
  let deferred = false;
  let ended = false;
  return {
    requestId,
    fields,
    get audience(): Audience {
      return fields.role ?? 'visitor';
    },
    get deferred() {
      return deferred;
    },
    set: (more) => void Object.assign(fields, more),
    note: (more) => void Object.assign(facts, more),
    deferEnd: () => {
      deferred = true;
    },
    end(more = {}) {
      if (ended) return;
      ended = true;
      Object.assign(fields, more);
      fields.durationMs ??= Math.round(now() - startedAt);
      const of = classOfResponse(fields, facts);
      const line = toLogLine('request', { requestId, ...fields });
      const { route, method, kind } = fields;
      if (requestSampler().isWritten({ class: of, route, method, kind })) writeLine(line);
      keepResponse(line, of);
    },
  };
}

/** Writes one JSON object on a line of its own; every text in it goes through `toLogText`. */
export function writeLogLine(event: string, values: LogLine): void {
  writeLine(toLogLine(event, values));
}

/**
 * Writes what may be told of something that other code printed. A request that makes Next print can
 * come any number of times, so in a flood of one kind some are counted instead.
 */
export function writePrintedLine(values: LogLine): void {
  const { by, errorClass, code, at } = values;
  if (printedSampler().isWritten({ by, errorClass, code, at })) writeLogLine('printed', values);
}

/** Writes how many lines were counted in place of being written, as far as that is not told yet. */
export function writeSampledCounts(): void {
  requestSampler().flush();
  printedSampler().flush();
}

/** The samplers of this process. */
function requestSampler(): LogSampler<RequestKind> {
  return perProcess('log sampler', () =>
    createLogSampler<RequestKind>((counts) => writeLogLine('not_written', counts), {
      isAlwaysWritten,
    }),
  );
}

function printedSampler(): LogSampler<LogLine> {
  return perProcess('sampler of printed lines', () =>
    createLogSampler<LogLine>((counts) => writeLogLine('not_written', counts)),
  );
}

function toLogLine(event: string, values: LogLine): LogLine {
  const line: Record<string, LogValue> = { time: new Date().toISOString(), event };
  for (const [name, value] of Object.entries(values)) line[name] = toLogValue(value);
  return line;
}

function writeLine(line: LogLine): void {
  registry().writeLine(`${JSON.stringify(line)}\n`);
}

const HINT_EVERY_MS = 60_000;

/**
 * Tells the operator, in the log, what to repair: the variable, what is wrong and the fix. The same
 * hint is written once a minute at most, since every request can meet the same problem.
 */
export function logOperatorHint(hint: ConfigProblem | string, now: number = Date.now()): void {
  const values =
    typeof hint === 'string'
      ? { hint }
      : { variable: hint.variable, reason: hint.reason, problem: hint.problem, fix: hint.fix };
  const identity = JSON.stringify(values);
  const { hintsWrittenAt } = registry();
  const writtenAt = hintsWrittenAt.get(identity);
  if (writtenAt !== undefined && now - writtenAt < HINT_EVERY_MS) return;
  // Hints come from the configuration, so there are few; a caller's own text cannot fill the memory.
  if (hintsWrittenAt.size > 100) hintsWrittenAt.clear();
  hintsWrittenAt.set(identity, now);
  writeLogLine('hint', values);
}

function toLogValue(value: LogValue): LogValue {
  if (typeof value === 'string') return toLogText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return Array.isArray(value) ? value.map(toLogText) : value;
}
