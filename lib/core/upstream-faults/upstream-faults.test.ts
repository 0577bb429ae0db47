import { describe, expect, it } from 'vitest';
import rows from '#tests/fixtures/openai-errors.json' with { type: 'json' };
import { classifyConnectionError } from '../classify/classify-connection-error.ts';
import { classifyErrorEvent, isErrorPayload } from '../classify/classify-error-event.ts';
import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { parseJson } from '../json/parse-json.ts';
import type { UpstreamFault } from './upstream-fault.ts';
import { faultsOfKind, UPSTREAM_FAULTS } from './upstream-faults.ts';

const NOT_COVERED: Readonly<Record<string, string>> = {
  'cfg.no_key': 'thrown by the SDK before any request; tested in classify-connection-error.test.ts',
  'cfg.browser': 'thrown in a browser; Starlight never runs the SDK there',
  'net.user_abort': 'our own abort, which is not a failure',
};
const NOT_IN_THE_REFERENCE = [
  'redirect',
  'proxy.407',
  'proxy.403',
  'proxy.502',
  'proxy.econnrefused',
];
/** Variants that share the name of a row but have their own source. */
const OWN_VARIANTS = new Set([
  'http.413:groq',
  'srv.server_error:auth_outage',
  'net.enotfound:temporary',
  'net.econnreset:closed',
  'cfg.header_newline',
  'cfg.header_non_latin1',
  ...[400, 401, 403, 408, 429, 502, 503].map((status) => `shape.openrouter:${status}`),
]);
/** Faults that have been seen, although part of their row is unconfirmed. */
const SEEN = new Set([
  'model.not_found',
  'net.tls_selfsigned:DEPTH_ZERO_SELF_SIGNED_CERT',
  'net.tls_wrong_version:ERR_SSL_WRONG_VERSION_NUMBER',
]);
const ROWS = new Map(rows.map((row) => [row.id, row]));
const referenced = UPSTREAM_FAULTS.flatMap((fault) => {
  const row = ROWS.get(rowIdOf(fault.id));
  return row && !OWN_VARIANTS.has(fault.id) ? [{ fault, row }] : [];
});

/** The reference row of a fault: its id, or the part before the variant. */
function rowIdOf(id: string): string {
  return id.split(':')[0] ?? id;
}

function failureOf(fault: UpstreamFault): Failure | null {
  switch (fault.wire.type) {
    case 'response': {
      const { status, headers, body } = fault.wire;
      return classifyUpstreamError({ status, headers: new Headers(headers), body }, 0);
    }
    case 'connection': {
      const named = Object.assign(new Error('x'), { code: fault.wire.code });
      return classifyConnectionError(new TypeError('fetch failed', { cause: named }));
    }
    case 'stream': {
      const errors = eventsOf(fault).filter(isErrorPayload);
      return errors.length > 0 ? classifyErrorEvent(errors[0]) : null;
    }
  }
}

/** The JSON values in a fault's events, including llama.cpp's `error:` field; other text is omitted. */
function eventsOf({ wire }: UpstreamFault): unknown[] {
  if (wire.type !== 'stream') return [];
  return wire.chunks
    .join('')
    .split('\n\n')
    .flatMap((event) => {
      const value = parseJson(event.replace(/^(?:data|error): /, ''));
      return value === undefined ? [] : [value];
    });
}

/** Samples of what no rule knows; everything else must be recognized by its body. */
const UNEXPLAINED = UPSTREAM_FAULTS.filter(({ id }) => rowIdOf(id) === 'shape.unexplained');

const unstreamed = UPSTREAM_FAULTS.filter(({ wire }) => wire.type !== 'stream');
const streams = UPSTREAM_FAULTS.filter(({ wire }) => wire.type === 'stream');

describe('UPSTREAM_FAULTS', () => {
  it.each(unstreamed.map((fault) => [fault.id, fault] as const))(
    'has %s, which is classified as its kind',
    (_, fault) => {
      expect(failureOf(fault)?.kind).toBe(fault.kind);
    },
  );

  it.each(
    streams
      .filter(({ kind }) => ERROR_KINDS[kind].origin === 'upstream')
      .map((fault) => [fault.id, fault] as const),
  )('has %s, whose error event is classified as its kind', (_, fault) => {
    expect(failureOf(fault)?.kind).toBe(fault.kind);
  });

  it.each(
    streams
      .filter(({ kind }) => ERROR_KINDS[kind].origin === 'reply')
      .map((fault) => [fault.id, fault] as const),
  )('has %s, which has no error event, so its end decides', (_, fault) => {
    expect(failureOf(fault)).toBeNull();
    expect(eventsOf(fault).length).toBeGreaterThan(0);
  });

  it.each(UNEXPLAINED.map((fault) => [fault.id, fault] as const))(
    'has %s, whose kind is only a guess',
    (_, fault) => {
      expect(failureOf(fault)?.certainty).toBe('guessed');
    },
  );

  it('has error statuses that the classifier keeps', () => {
    for (const fault of unstreamed) {
      if (fault.wire.type !== 'response' || fault.wire.status < 400) continue;
      expect({ id: fault.id, status: failureOf(fault)?.status }).toEqual({
        id: fault.id,
        status: fault.wire.status,
      });
    }
  });

  it('covers every row of the reference except the listed ones', () => {
    const covered = new Set(UPSTREAM_FAULTS.map(({ id }) => rowIdOf(id)));
    const missing = rows.map(({ id }) => id).filter((id) => !covered.has(id) && !NOT_COVERED[id]);
    expect(missing).toEqual([]);
    expect(Object.keys(NOT_COVERED).filter((id) => covered.has(id))).toEqual([]);
  });

  it('has a row in the reference for every fault', () => {
    const unknown = UPSTREAM_FAULTS.map(({ id }) => rowIdOf(id)).filter(
      (id) => !ROWS.has(id) && !NOT_IN_THE_REFERENCE.includes(id),
    );
    expect(unknown).toEqual([]);
  });

  it.each(referenced)('has the kind of its row for $fault.id', ({ fault, row }) => {
    if (row.kind !== null) expect(fault.kind).toBe(row.kind);
    else expect(['shape', 'stream']).toContain(fault.id.split('.')[0]);
  });

  it.each(referenced)('has a status or code that its row names for $fault.id', ({ fault, row }) => {
    const { wire } = fault;
    const named = wire.type === 'connection' ? row.error_code : row.http_status;
    const sent = wire.type === 'response' ? wire.status : 200;
    const isFree = named === null || named === 'any' || !/\d|_|^E/.test(String(named));
    if (!isFree)
      expect(String(named)).toContain(String(wire.type === 'connection' ? wire.code : sent));
  });

  it.each(referenced)('confirms $fault.id only if its row is confirmed', ({ fault, row }) => {
    const isDoubtful =
      row.confidence === 'unconfirmed' ||
      row.fields_unconfirmed !== undefined ||
      row.example_message.includes('not captured');
    if (isDoubtful && !SEEN.has(fault.id)) expect(fault.confirmed).toBe(false);
  });

  it('has a unique ID for every fault', () => {
    const ids = UPSTREAM_FAULTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('faultsOfKind', () => {
  const causedByUpstreams = Object.entries(ERROR_KINDS)
    .filter(([, { origin }]) => origin === 'upstream' || origin === 'reply')
    .map(([kind]) => kind)
    .filter((kind) => kind !== 'reply_timeout' && kind !== 'unknown')
    .filter(isErrorKind);

  it.each(causedByUpstreams)('returns at least one fault for %s', (kind) => {
    const faults = faultsOfKind(kind);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every((fault) => fault.kind === kind)).toBe(true);
  });

  it('puts the typical fault first', () => {
    const first = (kind: UpstreamFault['kind']) => faultsOfKind(kind)[0]?.id;
    expect(first('key_invalid')).toBe('auth.invalid_key');
    expect(first('rate_limited')).toBe('rate.rpm');
    expect(first('overloaded')).toBe('srv.503_overloaded');
    expect(first('server_error')).toBe('srv.server_error');
    expect(first('reply_interrupted')).toBe('stream.truncated_clean');
    expect(first('wrong_url')).toBe('route.invalid_url');
  });

  it('returns none for kinds that only Starlight or a browser causes', () => {
    expect(faultsOfKind('offline')).toEqual([]);
    expect(faultsOfKind('budget_spent')).toEqual([]);
  });
});
