import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ConfigProblem } from '../config/config.ts';
import { perProcess, registry } from '../registry.ts';
import { classifyResponse, type RequestFacts } from '../response-log/classify-response.ts';
import { isAlwaysWritten, type RequestKind } from '../response-log/is-always-written.ts';
import { keepResponse } from './keep-response.ts';
import type { LogFields, LogLine, LogValue } from './log-fields.ts';
import { createLogSampler, type LogSampler } from './log-sampler.ts';
import { toLogText } from './log-text.ts';

/** The log of one request, which becomes one line. */
export type RequestLog = {
  readonly requestId: string;
  readonly fields: Readonly<LogFields>;
  /** The audience by `role`; a visitor until that is set. */
  readonly audience: Audience;
  /** Whether the handler streams and calls `end` itself. */
  readonly deferred: boolean;
  set(fields: Partial<LogFields>): void;
  /** Records facts that decide the line's room in the log but are not part of the line. */
  note(facts: RequestFacts): void;
  /**
   * Writes the line once and keeps it for the operator's page; later calls do nothing. In a flood of
   * lines of one kind, some are only counted, but never one that may have cost money.
   */
  end(fields?: Partial<LogFields>): void;
  deferEnd(): void;
};

/** Starts the log of one request. `now` is a clock in milliseconds. */
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
      const responseClass = classifyResponse(fields, facts);
      const line = toLogLine('request', { requestId, ...fields });
      const { route, method, kind } = fields;
      if (requestSampler().isWritten({ class: responseClass, route, method, kind }))
        writeLine(line);
      keepResponse(line, responseClass);
    },
  };
}

/** Writes one JSON object as a line; every string in it passes `toLogText`. */
export function writeLogLine(event: string, values: LogLine): void {
  writeLine(toLogLine(event, values));
}

/**
 * Writes what may be logged about something that other code printed. A request that makes Next print
 * can be repeated any number of times, so in a flood of one kind some are only counted.
 */
export function writePrintedLine(values: LogLine): void {
  const { by, errorClass, code, at } = values;
  if (printedSampler().isWritten({ by, errorClass, code, at })) writeLogLine('printed', values);
}

/** Writes the pending counts of lines that were not written. */
export function writeSampledCounts(): void {
  requestSampler().flush();
  printedSampler().flush();
}

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

const HINT_INTERVAL_MS = 60_000;

/**
 * Tells the operator in the log what to fix: the variable, the problem and the fix. The same hint is
 * written at most once a minute, since every request can run into the same problem.
 */
export function logOperatorHint(hint: ConfigProblem | string, now: number = Date.now()): void {
  const values =
    typeof hint === 'string'
      ? { hint }
      : { variable: hint.variable, reason: hint.reason, problem: hint.problem, fix: hint.fix };
  const identity = JSON.stringify(values);
  const { hintsWrittenAt } = registry();
  const writtenAt = hintsWrittenAt.get(identity);
  if (writtenAt !== undefined && now - writtenAt < HINT_INTERVAL_MS) return;
  // Hints come from the configuration, so there are few; this keeps other callers from filling memory.
  if (hintsWrittenAt.size > 100) hintsWrittenAt.clear();
  hintsWrittenAt.set(identity, now);
  writeLogLine('hint', values);
}

function toLogValue(value: LogValue): LogValue {
  if (typeof value === 'string') return toLogText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return Array.isArray(value) ? value.map(toLogText) : value;
}
