import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerArrival } from '#lib/core/doctor/arrival/answer-arrival.ts';
import { type Arrival, parseListenEvent } from '#lib/core/doctor/arrival/arrival-report.ts';
import { describeArrival } from '#lib/core/doctor/arrival/describe-arrival.ts';
import { arrivalText } from '#lib/core/doctor/report/report-text.ts';
import { expectNoKey, KEY } from './doctor-fixture.ts';

const BASE_URL = 'http://127.0.0.1:4567/v1';

/**
 * Text that programs put around a key, and the key itself in every form that preserves its parts.
 */
const pieces = fc.array(
  fc.constantFrom(
    KEY,
    KEY.slice(8),
    KEY.slice(8, 30),
    'Bearer ',
    ' ',
    ',',
    '"',
    '/',
    '?',
    '=',
    'x',
  ),
  { maxLength: 6 },
);
const text = pieces.map((parts) => parts.join(''));
const name = fc.oneof(
  text.map((value) => value.toLowerCase()),
  fc.constantFrom('authorization', 'content-type', 'user-agent', 'accept', 'x-api-key', 'cookie'),
);
const body = fc.oneof(
  text,
  fc.dictionary(text, text).map((value) => JSON.stringify(value)),
  text.map((value) => JSON.stringify({ model: value, messages: value, headers: value })),
);
const arrival: fc.Arbitrary<Arrival> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT'), text),
  path: fc.oneof(
    fc.constantFrom('/v1/chat/completions', '/v1/models', '/v1/v1/models'),
    text.map((value) => `/v1/${value}`),
  ),
  headers: fc.array(fc.tuple(name, text), { maxLength: 5 }),
  body,
});

describe('the description of a request', () => {
  it('contains no part of a key, wherever the key was', () => {
    fc.assert(
      fc.property(arrival, (received) => {
        const report = describeArrival(received, BASE_URL);
        const answer = answerArrival(report, received, 0);
        expectNoKey(JSON.stringify([report, answer]));
        expectNoKey(arrivalText(report));
        // As a header name it arrives in lower case.
        expect(JSON.stringify(report)).not.toContain(KEY.slice(8, 20).toLowerCase());
        expect(report.ok).toBe(report.call === null);
        expect(answer.status < 400).toBe(report.ok);
      }),
    );
  });

  it('is the same after being sent to the page', () => {
    fc.assert(
      fc.property(arrival, (received) => {
        const event = { type: 'arrival', atMs: 1, arrival: describeArrival(received, BASE_URL) };
        expect(parseListenEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
      }),
    );
  });

  it('accepts nothing else as an event', () => {
    for (const value of [null, {}, { type: 'listening', url: 'javascript' }, { type: 'arrival' }]) {
      expect(parseListenEvent(value)).toBeNull();
    }
  });
});
