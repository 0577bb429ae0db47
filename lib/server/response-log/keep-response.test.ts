import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/error-kinds.ts';
import { parseResponseEntry, RESPONSE_CAPACITY, RESPONSE_FIELDS } from '#lib/core/response-log.ts';
import { createRequestLog, type LogFields, writeLogLine } from '../log.ts';
import { registry, resetRegistry } from '../registry.ts';
import { keepResponse, responseMemory } from './keep-response.ts';

let written: string[];

beforeEach(() => {
  resetRegistry();
  written = [];
  registry().writeLine = (line) => written.push(line);
});
afterEach(() => vi.unstubAllEnvs());

const kept = (): Record<string, unknown>[] =>
  responseMemory()
    .lines.newestFirst()
    .map((line) => JSON.parse(line));

const end = (requestId: string, fields: LogFields = {}) =>
  createRequestLog(requestId, { route: '/api/chat', ...fields }).end();

describe('keepResponse', () => {
  it('keeps what the log line says, field by field', () => {
    const fields: Required<LogFields> = {
      route: '/v1/chat/completions',
      method: 'POST',
      status: 429,
      kind: 'rate_limited',
      reason: 'tokens',
      errorClass: 'TypeError',
      model: 'gpt-test',
      role: 'visitor',
      visitor: '0123456789ab',
      teamToken: 'reports',
      ttfbMs: 12,
      durationMs: 345,
      inputTokens: 6,
      outputTokens: 7,
      finishReason: 'stop',
      upstreamRequestId: 'req_1',
      retries: 1,
    };
    end('sl_1', fields);
    const { event, ...line } = JSON.parse(written[0] ?? '');
    expect(event).toBe('request');
    expect(kept()).toEqual([line]);
    expect(Object.keys(kept()[0] ?? {}).sort()).toEqual([...RESPONSE_FIELDS].sort());
  });

  it('keeps no field that is not on the list', () => {
    keepResponse({ ...writeLogLine('request', { requestId: 'sl_1' }), prompt: 'hi', reply: 'yes' });
    expect(kept()).toEqual([{ time: expect.any(String), requestId: 'sl_1' }]);
  });

  it('keeps nothing of health checks and of its own reading, and no line about anything else', () => {
    end('sl_1', { route: '/api/health' });
    end('sl_2', { route: '/api/log' });
    writeLogLine('start', { mode: 'live' });
    expect(written).toHaveLength(3);
    expect(kept()).toEqual([]);
  });

  it('forgets the oldest beyond its capacity', () => {
    for (let index = 0; index < RESPONSE_CAPACITY + 20; index += 1) end(`sl_${index}`);
    const ids = kept().map(({ requestId }) => requestId);
    expect(ids).toHaveLength(RESPONSE_CAPACITY);
    expect(ids[0]).toBe(`sl_${RESPONSE_CAPACITY + 19}`);
    expect(ids.at(-1)).toBe('sl_20');
  });

  it('keeps nothing where it is switched off, and still writes the line', () => {
    end('sl_1');
    vi.stubEnv('STARLIGHT_RESPONSE_LOG', '0');
    registry().config = null;
    end('sl_2');
    expect(written).toHaveLength(2);
    expect(kept()).toEqual([]);
  });

  it('is in the registry of the process, which every instance of this module shares', () => {
    end('sl_1');
    expect([...registry().slots.values()]).toContain(responseMemory());
    resetRegistry();
    expect(kept()).toEqual([]);
  });
});

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 2000 }));
const number = fc.oneof(fc.double(), fc.integer());
const arbitraryFields: fc.Arbitrary<LogFields> = fc.record(
  {
    route: text,
    method: text,
    model: text,
    reason: text,
    errorClass: text,
    visitor: text,
    teamToken: text,
    upstreamRequestId: text,
    kind: fc.constantFrom(...(Object.keys(ERROR_KINDS) as ErrorKind[])),
    role: fc.constantFrom('visitor', 'operator'),
    finishReason: fc.constantFrom('stop', 'length'),
    status: number,
    durationMs: number,
    ttfbMs: number,
    inputTokens: number,
    outputTokens: number,
    retries: number,
  },
  { requiredKeys: [] },
);

/** What one entry can come to at most: 12 texts of 300 characters, each escaped, and numbers. */
const LONGEST_LINE = 25_000;

describe('whatever a request leaves in its log', () => {
  it('an entry is one line of JSON of bounded length, and can be read', () => {
    fc.assert(
      fc.property(text, arbitraryFields, (requestId, fields) => {
        responseMemory().lines.clear();
        end(requestId, { ...fields, route: `/${fields.route ?? ''}` });
        const [line = '', ...more] = responseMemory().lines.newestFirst();
        expect(more).toEqual([]);
        expect(line.match(/[\p{Cc}\p{Zl}\p{Zp}]/u)).toBeNull();
        expect(line.length).toBeLessThan(LONGEST_LINE);
        expect(parseResponseEntry(JSON.parse(line))).toEqual(JSON.parse(line));
      }),
    );
  });

  it('500 entries that are as long as can be stay below 2 MB', () => {
    const long = '"'.repeat(100_000);
    const fields = { model: long, reason: long, teamToken: long, visitor: long, errorClass: long };
    for (let index = 0; index < RESPONSE_CAPACITY; index += 1) end(`sl_${index}`, fields);
    const bytes = Buffer.byteLength(responseMemory().lines.newestFirst().join(''));
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(bytes).toBeLessThan(2_000_000);
  });
});
