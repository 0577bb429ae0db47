import { isDoneMarker } from '../chat/is-done-marker.ts';
import { classifyErrorEvent, isErrorPayload } from '../classify/classify-error-event.ts';
import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import { parseJson } from '../json/parse-json.ts';
import { isOpenAiHost } from '../key/inspect-key.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import type { DoctorFacts, WireAnswer } from './doctor-facts.ts';
import { upstreamProvider } from './key-page.ts';
import { defaultModelOf } from './model-to-ask.ts';

/** The result of a one-token request. `unstreamed`: a stream was requested, but the reply was not one. */
type OneTokenAnswer = { answer: WireAnswer } & (
  | { ok: true; unstreamed: boolean }
  | { ok: false; failure: Failure }
);

const LIMIT_NAMES = ['max_completion_tokens', 'max_tokens'] as const;

/**
 * Asks the default model for one token. Servers use different names for the limit and reject the other
 * name before spending anything, so the request is repeated with the other name.
 */
export async function askOneToken(
  { upstream, wire }: Pick<DoctorFacts, 'upstream' | 'wire'>,
  options: { stream: boolean; withoutIds?: boolean },
  signal: AbortSignal,
): Promise<OneTokenAnswer> {
  const isOpenAi = isOpenAiHost(new URL(upstream.baseUrl).host);
  const names = isOpenAi ? LIMIT_NAMES : LIMIT_NAMES.toReversed();
  const ask = async (limitName: string) => {
    const answer = await wire.request(
      {
        path: '/chat/completions',
        body: {
          model: defaultModelOf({ upstream }),
          messages: [{ role: 'user', content: 'Hi' }],
          stream: options.stream,
          [limitName]: 1,
        },
        withoutIds: options.withoutIds ?? false,
      },
      signal,
    );
    return readAnswer(answer, options.stream, upstreamProvider({ upstream })?.id ?? null);
  };
  const [first = 'max_tokens', second = 'max_completion_tokens'] = names;
  const result = await ask(first);
  const rejectedName = !result.ok && result.failure.details?.parameter === first;
  return rejectedName ? await ask(second) : result;
}

function readAnswer(
  answer: WireAnswer,
  streamed: boolean,
  provider: ProviderId | null,
): OneTokenAnswer {
  const { status, body } = answer;
  const value = parseJson(body);
  const ok = status >= 200 && status <= 299;
  if (ok && fieldOf(value, 'choices') !== undefined && !isErrorPayload(value)) {
    return { ok: true, answer, unstreamed: streamed };
  }
  const events = ok && streamed ? readEvents(body) : null;
  if (events === null) {
    return {
      ok: false,
      answer,
      failure: classifyUpstreamError({ ...answer, provider }, answer.receivedAtMs),
    };
  }
  const error = events.values.find(isErrorPayload);
  if (error !== undefined)
    return { ok: false, answer, failure: classifyErrorEvent(error, provider) };
  if (events.ended) return { ok: true, answer, unstreamed: false };
  return { ok: false, answer, failure: { kind: 'reply_interrupted' } };
}

/** The events of a stream; null for a body without events. */
function readEvents(body: string): { values: unknown[]; ended: boolean } | null {
  const lines = body.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return null;
  const data = lines.map((line) => line.slice('data:'.length).trim());
  const values = data.flatMap((text) => parseJson(text) ?? []);
  const finished = /"finish_reason"\s*:\s*"/.test(body);
  return { values, ended: finished || data.some(isDoneMarker) };
}
