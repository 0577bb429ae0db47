import { describe, expect, it } from 'vitest';
import {
  type ReportedFailure,
  reportedFailures,
} from '#tests/fixtures/dialects/reported-failures.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { parseJson } from '../json/parse-json.ts';
import { providerOfHost } from '../providers/find-provider.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import { classifyErrorEvent, isErrorPayload } from './classify-error-event.ts';
import { classifyUpstreamError } from './classify-upstream-error.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const FAILURES = reportedFailures(NOW);

/** Known to be told wrongly, with the reason; anything else is a regression. */
const MISSES: Readonly<Record<string, string>> = {
  'a.gemini.invalid_auth': 'a wrong header is told as a wrong key',
  'a.copilot.editor': 'a missing header of the client is told as a wrong key',
  'wenxin.19': 'a total that is spent is told as a rate',
  'hunyuan.native.ServiceStop':
    'a service its owner stopped is told as an account that was stopped',
  'spark.noauth': 'only an abbreviation says that the app lacks a right',
  'spark.11210': 'only an abbreviation says what is used up',
  'newapi.ja.deprecated': 'a group of users is none of the words of a topic',
  'gateway.pt.token': 'its code means a session of ChatGPT elsewhere',
  'yandex.cloud': 'an inactive cloud is none of the words of a topic',
  'clova.40005': 'nothing says that the output was judged',
  'd.anthropic.request_not_allowed': 'two words that say nothing, from a firewall',
  'd.litellm.frozenset': 'a crash prints every finish reason there is',
  'd.litellm.vertex.empty': 'an empty text',
  'd.lmstudio.parser': 'a stack trace of a template',
  'd.continue.secret': 'only an environment variable is named',
  'e.vercel.stream_zod': 'the cause lies in JSON within JSON, three levels down',
  'e.stream.quota': 'two words that can mean money or a rate',
  'portal.html200': 'a page with a 200 is no API, whoever sends it',
};

function failureOf(
  { status, headers, body, events }: ReportedFailure,
  provider: ProviderId | null = null,
): Failure | null {
  if (events) {
    const failures = events.map((event) => failureOfEvent(event, provider));
    return failures.find((failure) => failure !== null) ?? null;
  }
  const all = new Headers({ 'content-type': 'application/json', ...headers });
  return classifyUpstreamError({ status, headers: all, body: body ?? '', provider }, NOW);
}

function failureOfEvent(event: string, provider: ProviderId | null): Failure | null {
  const data = event.replace(/^[\s\S]*?(?:data|error): ?/, '');
  const value = parseJson(data);
  return isErrorPayload(value) ? classifyErrorEvent(value, provider) : null;
}

function isRight(failure: ReportedFailure, provider: ProviderId | null = null): boolean {
  const kind = failureOf(failure, provider)?.kind ?? 'none';
  return (
    failure.kinds.includes(kind) || (kind !== 'none' && failure.acceptable?.includes(kind) === true)
  );
}

describe('failures of providers, as people reported them', () => {
  it.each(FAILURES.filter(({ id }) => !Object.hasOwn(MISSES, id)))(
    'tells $provider: $id ($status) as what it is',
    (failure) => {
      const allowed = [...failure.kinds, ...(failure.acceptable ?? [])];
      expect(allowed).toContain(failureOf(failure)?.kind ?? 'none');
    },
  );

  it('are told wrongly only where a reason is given', () => {
    const wrong = FAILURES.filter((failure) => !isRight(failure)).map(({ id }) => id);
    expect(wrong.toSorted()).toEqual(Object.keys(MISSES).toSorted());
    expect(wrong.length / FAILURES.length).toBeLessThan(0.025);
  });

  it('are told no worse where the provider is known', () => {
    const worse = FAILURES.filter((failure) => {
      const { host } = new URL(failure.baseUrl ?? 'https://unknown.example');
      const provider = providerOfHost(host)?.id ?? null;
      return isRight(failure) && !isRight(failure, provider);
    });
    expect(worse.map(({ id }) => id)).toEqual([]);
  });

  it.each(FAILURES.filter(({ retryAfterMs }) => retryAfterMs !== undefined))(
    'tells when $provider can be asked again: $id',
    (failure) => {
      const { retryAfterMs = Number.NaN } = failureOf(failure) ?? {};
      expect(Math.abs(retryAfterMs - (failure.retryAfterMs ?? 0))).toBeLessThanOrEqual(2000);
    },
  );

  it('are guessed from their status in few cases', () => {
    const guessed = FAILURES.filter((failure) => failureOf(failure)?.certainty === 'guessed');
    expect(guessed.length / FAILURES.length).toBeLessThan(0.1);
  });

  it('have ids of their own and a source', () => {
    expect(new Set(FAILURES.map(({ id }) => id)).size).toBe(FAILURES.length);
    expect(FAILURES.filter(({ source }) => source.length < 8)).toEqual([]);
  });
});
