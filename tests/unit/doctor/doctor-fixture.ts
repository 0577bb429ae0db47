import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { Wire } from '#lib/core/doctor/doctor-facts.ts';
import type {
  CheckId,
  CheckResult,
  DoctorReport,
  DoctorScope,
} from '#lib/core/doctor/report/doctor-report.ts';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import { runDoctor } from '#lib/core/doctor/run-doctor.ts';
import { type FactSources, gatherFacts } from '#lib/server/doctor/gather-facts.ts';
import { createWire } from '#lib/server/doctor/wire-probe.ts';
import { upstreamFetch } from '#lib/server/upstream/request/upstream-fetch.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import {
  answer,
  type Exchange,
  type Script,
  type ScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';

/**
 * Shaped like a real key, including OpenAI's marker; no four characters of it occur in any word.
 */
export const KEY = 'sk-proj-aB3dE5gH7jK9mN1pQ2rT3BlbkFJxR8sZ2uV6wX4yZ0cF7hL1nP5tWq9f';
export const OTHER_KEY = 'sk-proj-Zz9yY8xX7wW6vV5uU4tT3BlbkFJsS3rR2qQ1pP0oO9nN8mM7lL6kKj4h';
export const MODELS = 'gpt-test,gpt-test-mini';

const RATE_LIMITS = {
  'x-request-id': 'req_doctor1',
  'x-ratelimit-limit-requests': '500',
  'x-ratelimit-remaining-requests': '499',
  'x-ratelimit-reset-requests': '120ms',
  'x-ratelimit-limit-tokens': '30000',
  'x-ratelimit-remaining-tokens': '29999',
  'x-ratelimit-reset-tokens': '2ms',
};

type Answers = {
  key?: string;
  offered?: readonly string[];
  models?: Script;
  completion?: Script;
  stream?: Script;
  /** Set if the key is refused whenever the request names an organization or project. */
  withIds?: Script;
};

/**
 * Answers as OpenAI does: each case overrides the answers it is about, and everything else works.
 */
export function openAi({ key = KEY, offered, ...overrides }: Answers = {}): Script {
  const ids = offered ?? MODELS.split(',');
  return async (exchange) => {
    await chooseAnswer(exchange, key, ids, overrides)(exchange);
  };
}

function chooseAnswer(
  { path: asked, headers, body }: Exchange,
  key: string,
  ids: readonly string[],
  { models, completion: whole, stream: streamed, withIds }: Omit<Answers, 'key' | 'offered'>,
): Script {
  if (headers['authorization'] === undefined) return refused(401, null, MISSING_KEY);
  if (headers['authorization'] !== `Bearer ${key}`)
    return refused(401, 'invalid_api_key', WRONG_KEY);
  if (withIds && (headers['openai-organization'] || headers['openai-project'])) return withIds;
  if (asked === '/v1/models') {
    const list = { object: 'list', data: ids.map((id) => ({ id, object: 'model' })) };
    return models ?? answer(200, list, { 'x-request-id': 'req_models1' });
  }
  if (asked !== '/v1/chat/completions') return refused(404, null, `Invalid URL (POST ${asked})`);
  if (body.includes('"stream":true')) return streamed ?? stream(reply('Hi'));
  return whole ?? answer(200, completion('Hi', 'length'), RATE_LIMITS);
}

const MISSING_KEY =
  "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).";
/** OpenAI masks the middle and shows the ends, which must not be passed on. */
const WRONG_KEY = `Incorrect API key provided: ${KEY.slice(0, 12)}***${KEY.slice(-4)}. You can find your API key at https://platform.openai.com/account/api-keys.`;

/** A refusal in OpenAI's envelope. */
export function refused(
  status: number,
  code: string | null,
  message: string,
  type?: string,
): Script {
  const error = { message, type: type ?? 'invalid_request_error', param: null, code };
  return answer(status, { error }, { 'x-request-id': 'req_refused1' });
}

export const invalidKey: Script = refused(401, 'invalid_api_key', WRONG_KEY);

export type Case = {
  env?: Record<string, string>;
  /** The shell's variables; defaults to `env`. Null if unknown, as in a running server. */
  shell?: Record<string, string> | null;
  files?: Record<string, string>;
  place?: FactSources['place'];
  startedAtMs?: number;
  /** Requests go to the scripted upstream whatever the base URL says. */
  upstream: ScriptableUpstream;
  /** Replaces parts of the network layer. */
  wire?: Partial<Wire>;
  /** Prepares the folder before the doctor looks at it. */
  prepare?: (folder: string) => void;
  scope?: DoctorScope;
  timeoutMs?: number;
  /** A clock in milliseconds from any starting point. */
  now?: () => number;
};

/** Runs the doctor in its own folder, and asserts that its output contains no part of a key. */
export async function examine(testCase: Case): Promise<DoctorReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
  try {
    for (const [name, text] of Object.entries(testCase.files ?? {})) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    testCase.prepare?.(folder);
    const env = { PATH: process.env['PATH'] ?? '', STARLIGHT_MODELS: MODELS, ...testCase.env };
    const facts = gatherFacts({
      place: testCase.place ?? 'terminal',
      folder,
      env,
      shellEnv: testCase.shell === undefined ? env : testCase.shell,
      startedAtMs: testCase.startedAtMs ?? null,
      createWire: (options) => ({
        ...rewired(options, testCase.upstream),
        ...testCase.wire,
      }),
    });
    const signal = AbortSignal.timeout(testCase.timeoutMs ?? 20_000);
    const options = { signal, scope: testCase.scope, ...(testCase.now && { now: testCase.now }) };
    for await (const event of runDoctor(facts, options)) {
      if (event.type !== 'report') continue;
      expectNoKey(JSON.stringify(event.report));
      expectNoKey(reportText(event.report));
      return event.report;
    }
    throw new Error('no report');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The doctor's network, with the scripted upstream in place of every host. */
function rewired(
  options: Parameters<typeof createWire>[0],
  upstream: ScriptableUpstream,
): ReturnType<typeof createWire> {
  const wire = createWire({
    ...options,
    fetch: (input, init) => {
      const { pathname, search } = new URL(String(input));
      return upstreamFetch(`http://127.0.0.1:${upstream.port}${pathname}${search}`, init);
    },
  });
  return {
    ...wire,
    resolve: async () => ['127.0.0.1'],
    connect: (_host, _port, signal) => wire.connect('127.0.0.1', upstream.port, signal),
    handshake: async () => 'TLSv1.3',
  };
}

/** No four consecutive characters of a key after its public prefix. */
export function expectNoKey(text: string): void {
  for (const key of [KEY, OTHER_KEY]) {
    const secret = key.replace('sk-proj-', '');
    for (let index = 0; index + 4 <= secret.length; index += 1) {
      expect(text).not.toContain(secret.slice(index, index + 4));
    }
  }
}

/** The result of one check. */
export function checkOf(report: DoctorReport, id: CheckId): CheckResult {
  const check = report.checks.find((candidate) => candidate.id === id);
  if (!check) throw new Error(`no check ${id}`);
  return check;
}
