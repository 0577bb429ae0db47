import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/errors/error-kinds.ts';
import {
  OTHER_CAPACITY,
  parseResponseEntry,
  RESPONSE_FIELDS,
  ROOMS,
} from '#lib/core/response-log/response-log.ts';
import { registry, resetRegistry } from '../registry.ts';
import type { RequestFacts } from '../response-log/classify-response.ts';
import { keepResponse, responseMemory } from './keep-response.ts';
import { createRequestLog, writeLogLine } from './log.ts';
import type { LogFields } from './log-fields.ts';
import { LINES_PER_MINUTE } from './log-sampler.ts';

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

const end = (requestId: string, fields: LogFields = {}, facts: RequestFacts = {}) => {
  const log = createRequestLog(requestId, { route: '/api/chat', ...fields });
  log.note(facts);
  log.end();
};
const idsKept = () => kept().map(({ requestId }) => requestId);

describe('keepResponse', () => {
  it('keeps every field of the log line', () => {
    const fields: Required<LogFields> = {
      route: '/v1/chat/completions',
      method: 'POST',
      status: 429,
      kind: 'rate_limited',
      certainty: 'recognized',
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
      cachedTokens: 4,
      reasoningTokens: 5,
      costUsd: 0.004,
      finishReason: 'stop',
      upstreamRequestId: 'req_1',
      retries: 1,
      fallback: 'overloaded',
      fallbackTo: 'Groq llama',
    };
    end('sl_1', fields);
    const { event, ...line } = JSON.parse(written[0] ?? '');
    expect(event).toBe('request');
    expect(kept()).toEqual([line]);
    expect(Object.keys(kept()[0] ?? {}).sort()).toEqual([...RESPONSE_FIELDS].sort());
  });

  it('keeps no field that is not on the list', () => {
    keepResponse({ time: 'now', requestId: 'sl_1', prompt: 'hi', reply: 'yes' }, 'turn');
    expect(kept()).toEqual([{ time: 'now', requestId: 'sl_1' }]);
  });

  it('keeps no health checks, no reads of the log, and no lines that are not requests', () => {
    end('sl_1', { route: '/api/health' });
    end('sl_2', { route: '/api/log' });
    writeLogLine('start', { mode: 'live' });
    expect(written).toHaveLength(3);
    expect(kept()).toEqual([]);
  });

  it('drops the oldest turns beyond their capacity, regardless of visitor', () => {
    for (let index = 0; index < ROOMS.turn + 20; index += 1) {
      end(`sl_${index}`, { visitor: String(index % 7) }, { wasSent: true });
    }
    const ids = idsKept();
    expect(ids).toHaveLength(ROOMS.turn);
    expect(ids[0]).toBe(`sl_${ROOMS.turn + 19}`);
    expect(ids.at(-1)).toBe('sl_20');
  });

  it('lists all classes in the order in which they ended, newest first', () => {
    end('sl_1', { status: 401, kind: 'access_required' });
    end('sl_2', { status: 200 }, { isKnown: true, wasSent: true });
    end('sl_3', { status: 401, kind: 'access_code_wrong' });
    end('sl_4', { status: 204 }, { isKnown: true });
    end('sl_5', { status: 200 }, { wasSent: true });
    expect(idsKept()).toEqual(['sl_5', 'sl_4', 'sl_3', 'sl_2', 'sl_1']);
  });

  it('counts unknown paths and keeps none of them', () => {
    for (let index = 0; index < 7; index += 1) end(`sl_${index}`, { route: '/api/*', status: 404 });
    end('sl_7', { route: '/v1/*', status: 404 });
    expect(kept()).toEqual([]);
    expect(responseMemory().lines.notKept()).toEqual({ unknownPaths: 8, refusals: 0 });
  });

  it('counts rejections that newer ones replaced', () => {
    const refusal = { status: 401, kind: 'access_required' } as const;
    for (let index = 0; index < ROOMS.stranger + 7; index += 1) end(`sl_${index}`, refusal);
    expect(kept()).toHaveLength(ROOMS.stranger);
    expect(responseMemory().lines.notKept()).toEqual({ unknownPaths: 0, refusals: 7 });
  });

  it('never lets a visitor over their rate push out the rejections of others', () => {
    const overRate = { status: 429, kind: 'visitor_rate_limited' } as const;
    end('sl_other', { ...overRate, visitor: 'other' }, { isKnown: true });
    end('sl_team', { ...overRate, teamToken: 'bot' }, { isKnown: true });
    for (let index = 0; index < 1000; index += 1) {
      end(`sl_${index}`, { ...overRate, visitor: 'flooding' }, { isKnown: true });
    }
    expect(idsKept()).toEqual(expect.arrayContaining(['sl_other', 'sl_team']));
  });

  it('keeps nothing when it is turned off, and still writes the line', () => {
    end('sl_1');
    vi.stubEnv('STARLIGHT_RESPONSE_LOG', '0');
    registry().config = null;
    end('sl_2');
    expect(written).toHaveLength(2);
    expect(kept()).toEqual([]);
  });

  it('stores responses in the process’s registry, which all instances of its module share', () => {
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
    certainty: fc.constantFrom('recognized', 'guessed'),
    role: fc.constantFrom('visitor', 'operator'),
    finishReason: fc.constantFrom('stop', 'length'),
    status: number,
    durationMs: number,
    ttfbMs: number,
    inputTokens: number,
    outputTokens: number,
    cachedTokens: number,
    reasoningTokens: number,
    costUsd: number,
    retries: number,
  },
  { requiredKeys: [] },
);

const REFUSALS: readonly (LogFields & { isKnown?: boolean })[] = [
  { route: '/api/*', status: 404, kind: 'invalid_request' },
  { route: '/v1/*', status: 404 },
  { route: '*', status: 400, kind: 'invalid_request' },
  { route: '*', status: 405, kind: 'method_not_allowed' },
  { route: '/api/chat', status: 401, kind: 'access_required' },
  { route: '/api/chat', status: 405, kind: 'method_not_allowed' },
  { route: '/api/chat', status: 413, kind: 'body_too_large' },
  { route: '/api/chat', status: 429, kind: 'visitor_rate_limited', visitor: '0123456789ab' },
  { route: '/api/chat', status: 429, kind: 'visitor_rate_limited', visitor: 'f', isKnown: true },
  {
    route: '/api/chat',
    status: 429,
    kind: 'budget_spent',
    model: 'm',
    visitor: 'f',
    isKnown: true,
  },
  { route: '/api/session', status: 401, kind: 'access_code_wrong' },
  { route: '/api/session', status: 429, kind: 'visitor_rate_limited' },
  { route: '/api/session', status: 204 },
  { route: '/api/doctor', status: 403, kind: 'access_required', visitor: 'f', isKnown: true },
  { route: '/v1/chat/completions', status: 401, kind: 'access_required' },
  { route: '/v1/models', status: 429, kind: 'busy', teamToken: 'bot', isKnown: true },
  { route: '/v1/models', status: 200, teamToken: 'bot', isKnown: true },
  { route: '/api/health', status: 200 },
  { route: '/api/log', status: 401, kind: 'access_required' },
];

describe('a flood', () => {
  it('of 100,000 rejected requests, in ten mixes, pushes out no turn and is not written to the log', () => {
    const mix = fc.array(fc.constantFrom(...REFUSALS), { minLength: 1, maxLength: 40 });
    const lastTurns = fc.integer({ min: 1, max: ROOMS.turn });
    fc.assert(
      fc.property(mix, lastTurns, (refusals, turns) => {
        responseMemory().lines.clear();
        registry().slots.delete('log sampler');
        written.length = 0;
        const turn = { status: 200, visitor: 'paying' };
        for (let at = 0; at < turns; at += 1) end(`sl_turn${at}`, turn, { wasSent: true });
        end('sl_doctor', { route: '/api/doctor', visitor: 'owner' }, { isKnown: true });
        for (let at = 0; at < 10_000; at += 1) {
          const { isKnown, ...fields } = refusals[at % refusals.length] ?? {};
          end(`sl_${at}`, fields, { isKnown: isKnown ?? false });
        }
        const ids = new Set(idsKept());
        for (let at = 0; at < turns; at += 1) expect(ids.has(`sl_turn${at}`)).toBe(true);
        expect(ids.has('sl_doctor')).toBe(true);
        expect(ids.size).toBeLessThanOrEqual(ROOMS.turn + OTHER_CAPACITY);
        expect(written.filter((line) => line.includes('sl_turn'))).toHaveLength(turns);
        const floodLines = written.filter((line) => !/sl_turn|access_code_wrong/.test(line));
        expect(floodLines.length).toBeLessThanOrEqual(REFUSALS.length * LINES_PER_MINUTE + 1);
      }),
      { numRuns: 10 },
    );
  });
});

/** The longest possible entry: 12 strings of 300 characters, each escaped, and numbers. */
const LONGEST_LINE = 25_000;

describe('a kept response', () => {
  it('is one parsable line of JSON of bounded length, whatever the request logs', () => {
    fc.assert(
      fc.property(text, arbitraryFields, (requestId, fields) => {
        responseMemory().lines.clear();
        end(requestId, { ...fields, route: `/${fields.route ?? ''}` }, { wasSent: true });
        const [line = '', ...more] = responseMemory().lines.newestFirst();
        expect(more).toEqual([]);
        expect(line.match(/[\p{Cc}\p{Zl}\p{Zp}]/u)).toBeNull();
        expect(line.length).toBeLessThan(LONGEST_LINE);
        expect(parseResponseEntry(JSON.parse(line))).toEqual(JSON.parse(line));
      }),
    );
  });

  it('takes less than 4 MB together with all others, even with entries of the longest length', () => {
    const long = '"'.repeat(100_000);
    const fields = { model: long, reason: long, teamToken: long, visitor: long, errorClass: long };
    for (let index = 0; index < ROOMS.turn; index += 1) {
      end(`sl_${index}`, fields, { wasSent: true });
      end(`sl_${index}`, fields, { isKnown: true });
      end(`sl_${index}`, { ...fields, status: 429 }, { isKnown: true });
      end(`sl_${index}`, { ...fields, kind: 'access_code_wrong' });
      end(`sl_${index}`, fields);
    }
    const bytes = Buffer.byteLength(responseMemory().lines.newestFirst().join(''));
    expect(bytes).toBeGreaterThan(2_000_000);
    expect(bytes).toBeLessThan(4_000_000);
  });
});
