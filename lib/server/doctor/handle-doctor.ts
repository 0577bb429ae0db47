import 'server-only';
import {
  type DoctorEvent,
  type DoctorScope,
  doctorScopeSchema,
} from '#lib/core/doctor/report/doctor-report.ts';
import { runDoctor } from '#lib/core/doctor/run-doctor.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ConfigProblem } from '../config/config.ts';
import { processEnvironment } from '../config/read-config.ts';
import { limitDeclaredLength } from '../guards/limit-declared-length.ts';
import { readJsonBody } from '../guards/read-json-body.ts';
import { requireJson } from '../guards/require-json.ts';
import { findHostProblem, requireSameOrigin } from '../guards/require-same-origin.ts';
import type { ApiContext } from '../http/api-route.ts';
import { visitorRateLimited } from '../limits/limit-visitor-rate.ts';
import { consumePoint, limiterFor } from '../limits/rate-limiter.ts';
import { gatherFacts } from './gather-facts.ts';
import { requireOperator } from './require-operator.ts';

const MAX_BYTES = 1024;
const BODY_TIMEOUT_MS = 10_000;
const DEADLINE_MS = 50_000;
const RUNS_PER_MINUTE = 30;
const EVENTS = 'application/x-ndjson';

/**
 * `POST /api/doctor`, for the operator in every mode of the site: the report as JSON, or with
 * `Accept: application/x-ndjson` its progress, one `DoctorEvent` per line. The body is a
 * `DoctorScope`: `{}` for all checks.
 */
export async function examineSite(
  context: ApiContext,
  { bodyTimeoutMs = BODY_TIMEOUT_MS }: { bodyTimeoutMs?: number } = {},
): Promise<Response> {
  const { request, config, log } = context;
  requireJson(request);
  requireSameOrigin(request, config);
  const { seesKey } = await requireOperator(request, config);
  log.set({ role: 'operator' });
  log.note({ isKnown: seesKey });
  limitDeclaredLength(request, MAX_BYTES);
  const { signal } = request;
  const read = { maxBytes: MAX_BYTES, timeoutMs: bodyTimeoutMs, signal };
  const parsed = doctorScopeSchema.safeParse(await readJsonBody(request, read));
  if (!parsed.success) {
    throw new StarlightError({ kind: 'invalid_request', details: { field: 'check' } });
  }
  await limitRuns();
  const stop = new AbortController();
  const events = runDoctor(
    factsOfProcess({ seesKey, hostProblem: findHostProblem(request, config) }),
    {
      signal: AbortSignal.any([signal, stop.signal, AbortSignal.timeout(DEADLINE_MS)]),
      scope: scopeFor(parsed.data, seesKey),
    },
  );
  if (request.headers.get('accept')?.includes(EVENTS)) return streamEvents(events, stop);
  return Response.json(await reportOf(events));
}

/** A demo that is open to everyone shows only the mode. */
function scopeFor(requested: DoctorScope, seesKey: boolean): DoctorScope {
  return seesKey ? requested : { check: 'mode' };
}

async function limitRuns(): Promise<void> {
  const own = await consumePoint(limiterFor('doctor', RUNS_PER_MINUTE), 'everyone');
  if (!own.ok) throw visitorRateLimited(RUNS_PER_MINUTE, own.retryAfterMs);
}

function factsOfProcess({
  seesKey,
  hostProblem,
}: {
  seesKey: boolean;
  hostProblem: ConfigProblem | null;
}) {
  const env = processEnvironment();
  const facts = gatherFacts({
    place: 'server',
    folder: process.cwd(),
    // Hides even whether there is a key.
    env: seesKey ? env : { ...env, OPENAI_API_KEY: undefined },
    // Next has merged the env files into the environment, so the shell's own is unknown.
    shellEnv: null,
    startedAtMs: Date.now() - process.uptime() * 1000,
  });
  return hostProblem ? { ...facts, problems: [...facts.problems, hostProblem] } : facts;
}

async function reportOf(events: AsyncGenerator<DoctorEvent, void>): Promise<unknown> {
  for await (const event of events) {
    if (event.type === 'report') return event.report;
  }
  throw new StarlightError('internal');
}

function streamEvents(events: AsyncGenerator<DoctorEvent, void>, stop: AbortController): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel() {
      stop.abort();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': `${EVENTS}; charset=utf-8`,
      // If compressed, or buffered by a proxy, the lines would arrive all at once.
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
