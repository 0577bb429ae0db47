import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { type Failure, StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody } from '../reply/completion-body.ts';
import type { ApiRequest } from './api-request.ts';
import { startAutomaticRetries } from './automatic-retries.ts';
import { openCompletion } from './open-completion.ts';
import type { RetryClock } from './retry-clock.ts';

type Outcome = 'ok' | Failure;
type Attempt = { outcome: Outcome; tookMs: number };

const BODY: CompletionBody = { model: 'm', messages: [], stream: true, temperature: 1 };
const FAILED: Attempt = { outcome: { kind: 'server_error', status: 500 }, tookMs: 10 };
const OK: Attempt = { outcome: 'ok', tookMs: 10 };
const REFUSED: Attempt = {
  outcome: { kind: 'unsupported_parameter', details: { parameter: 'temperature' } },
  tookMs: 10,
};

/** Simulates an upstream with its own clock; after the given attempts, it answers 200. */
async function open(
  attempts: readonly Attempt[],
  {
    deadlineMs = 100_000,
    signal = new AbortController().signal,
    retries = true,
    sleep = async () => undefined,
  }: {
    deadlineMs?: number;
    signal?: AbortSignal;
    retries?: boolean;
    sleep?: RetryClock['sleep'];
  } = {},
) {
  let now = 0;
  const startedAt: number[] = [];
  const sentAgain: number[] = [];
  const bodies: ApiRequest['body'][] = [];
  const clock: RetryClock = {
    now: () => now,
    random: () => 0.5,
    async sleep(ms, sleepSignal) {
      await sleep(ms, sleepSignal);
      now += ms;
    },
  };
  const transport = async ({ body }: ApiRequest) => {
    const { outcome, tookMs } = attempts[startedAt.length] ?? OK;
    startedAt.push(now);
    bodies.push(body);
    now += tookMs;
    if (outcome !== 'ok') throw new StarlightError(outcome);
    return new Response('');
  };
  const failure = await openCompletion(
    transport,
    { dialect: 'chat', body: BODY },
    { signal, clientRequestId: 'sl_test', onSentAgain: (times) => sentAgain.push(times) },
    { waitToRetry: retries ? startAutomaticRetries(clock, { deadlineMs, signal }) : null },
  ).then(
    () => null,
    (error: unknown) => error,
  );
  const kind: ErrorKind | null = failure instanceof StarlightError ? failure.kind : null;
  return { failure, kind, startedAt, sentAgain, bodies };
}

describe('a failed request', () => {
  it('is resent until it succeeds, and reports each resend', async () => {
    const { failure, startedAt, sentAgain } = await open([FAILED, FAILED, OK, FAILED]);
    expect(failure).toBeNull();
    expect(startedAt).toEqual([0, 260, 770]);
    expect(sentAgain).toEqual([1, 2]);
  });

  it('fails with its last failure', async () => {
    const last: Attempt = { outcome: { kind: 'overloaded', status: 503 }, tookMs: 10 };
    const { kind, sentAgain } = await open([FAILED, FAILED, last, OK]);
    expect(kind).toBe('overloaded');
    expect(sentAgain).toEqual([1, 2]);
  });

  it('is sent once if retries are off', async () => {
    const { kind, startedAt, sentAgain } = await open([FAILED, OK], { retries: false });
    expect(kind).toBe('server_error');
    expect([startedAt, sentAgain]).toEqual([[0], []]);
  });

  it('is repaired without a wait and without counting as a retry', async () => {
    const { failure, bodies, startedAt } = await open([FAILED, REFUSED, FAILED, OK]);
    expect(failure).toBeNull();
    expect(startedAt).toEqual([0, 260, 270, 780]);
    expect(bodies.map((body) => 'temperature' in body)).toEqual([true, true, false, false]);
  });

  it('is not resent when the wait is aborted', async () => {
    const controller = new AbortController();
    const left = new Error('the visitor left');
    const { failure, startedAt } = await open([FAILED, OK], {
      signal: controller.signal,
      async sleep(_ms, signal) {
        controller.abort(left);
        signal.throwIfAborted();
      },
    });
    expect(failure).toBe(left);
    expect(startedAt).toHaveLength(1);
  });
});

describe('any upstream', () => {
  const kind = fc.constantFrom(
    ...['server_error', 'overloaded', 'bad_gateway', 'connection_lost', 'upstream_timeout'].filter(
      isErrorKind,
    ),
  );
  const outcome = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Outcome>('ok') },
    {
      weight: 4,
      arbitrary: fc.record(
        { kind, status: fc.constant(503), retryAfterMs: fc.nat(6000) },
        { requiredKeys: ['kind', 'status'] },
      ),
    },
  );
  const attempt = fc.record({ outcome, tookMs: fc.oneof(fc.nat(1000), fc.nat(100_000)) });

  it('gets at most three attempts, none after a 2xx or past the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(attempt, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 300_000 }),
        async (attempts, deadlineMs) => {
          const { failure, startedAt } = await open(attempts, { deadlineMs });
          const outcomes = startedAt.map((_, at) => attempts[at]?.outcome ?? 'ok');
          expect(startedAt.length).toBeLessThanOrEqual(3);
          expect(Math.max(...startedAt)).toBeLessThanOrEqual(deadlineMs);
          expect(outcomes.slice(0, -1)).not.toContain('ok');
          expect(failure === null).toBe(outcomes.at(-1) === 'ok');
        },
      ),
    );
  });
});

describe('an API that is refused', () => {
  const IN_RESPONSES: ApiRequest = {
    dialect: 'responses',
    body: { model: 'm', input: [], stream: true, store: false, temperature: 1 },
  };
  const NO_PATH: Failure = { kind: 'wrong_url', status: 404, certainty: 'guessed' };
  const TEMPERATURE: Failure = {
    kind: 'unsupported_parameter',
    status: 400,
    details: { parameter: 'temperature' },
  };

  async function openIn(outcomes: readonly Outcome[], canTranslate = true) {
    const sent: string[] = [];
    const sentAgain: number[] = [];
    const transport = async ({ dialect, body }: ApiRequest) => {
      const outcome = outcomes[sent.length] ?? 'ok';
      sent.push('temperature' in body ? `${dialect}+temperature` : dialect);
      if (outcome === 'ok') return new Response('');
      const error = new StarlightError(outcome);
      error.cause = { type: null, code: null, refused: true };
      throw error;
    };
    const result = await openCompletion(
      transport,
      { dialect: 'chat', body: BODY },
      {
        signal: new AbortController().signal,
        clientRequestId: 'sl_test',
        onSentAgain: (times) => sentAgain.push(times),
        reserveRetry: () => {
          throw new Error('the other API is not paid twice');
        },
      },
      { inOtherDialect: canTranslate ? () => IN_RESPONSES : null, waitToRetry: null },
    ).catch((error: unknown) => error);
    return { result, sent, sentAgain };
  }

  it('is replaced by the other one, which counts as sent again', async () => {
    const { result, sent, sentAgain } = await openIn([NO_PATH]);
    expect(result).toMatchObject({ request: IN_RESPONSES, notices: [] });
    expect(sent).toEqual(['chat+temperature', 'responses+temperature']);
    expect(sentAgain).toEqual([1]);
  });

  it('is tried once: there is no way back', async () => {
    const named: Failure = { ...NO_PATH, certainty: 'recognized' };
    const { result, sent } = await openIn([NO_PATH, named, NO_PATH]);
    expect(result).toMatchObject({ failure: named });
    expect(sent).toHaveLength(2);
  });

  it('leaves the other one to be repaired anew, with its own notices', async () => {
    const { result, sent } = await openIn([TEMPERATURE, NO_PATH, TEMPERATURE]);
    expect(result).toMatchObject({ notices: ['dropped_temperature'] });
    expect(sent).toEqual(['chat+temperature', 'chat', 'responses+temperature', 'responses']);
  });

  it('stays refused where STARLIGHT_API rules the other one out', async () => {
    const { result, sent } = await openIn([NO_PATH], false);
    expect(result).toMatchObject({ failure: NO_PATH });
    expect(sent).toHaveLength(1);
  });

  it('is not what a missing model means', async () => {
    const { result, sent } = await openIn([{ kind: 'model_not_found', status: 404 }]);
    expect(result).toMatchObject({ kind: 'model_not_found' });
    expect(sent).toHaveLength(1);
  });

  it('costs at most one more request, whatever each API answers, and none after a 2xx', async () => {
    const outcome = fc.oneof(
      fc.constant<Outcome>('ok'),
      fc.constantFrom<Outcome>(
        NO_PATH,
        TEMPERATURE,
        { kind: 'wrong_url', status: 405 },
        { kind: 'model_wrong_endpoint', status: 400 },
        { kind: 'model_not_found', status: 404 },
        { kind: 'rate_limited', status: 429 },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(outcome, { maxLength: 8 }), async (outcomes) => {
        const { result, sent } = await openIn(outcomes);
        const apis = sent.map((each) => each.replace('+temperature', ''));
        expect(new Set(sent).size).toBe(sent.length);
        expect(apis).toEqual(apis.toSorted());
        expect(outcomes.slice(0, sent.length - 1)).not.toContain('ok');
        const isOk = (outcomes[sent.length - 1] ?? 'ok') === 'ok';
        expect(result instanceof StarlightError).toBe(!isOk);
      }),
    );
  });
});
