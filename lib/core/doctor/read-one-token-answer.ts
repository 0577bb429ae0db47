import { isDoneMarker } from '../chat/is-done-marker.ts';
import { classifyErrorEvent, isErrorPayload } from '../classify/classify-error-event.ts';
import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import { parseJson } from '../json/parse-json.ts';
import type { ApiDialect } from '../models/choose-dialect.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import type { WireAnswer } from './doctor-facts.ts';

/** `unstreamed`: a stream was requested, but the reply was not one. */
type ReadAnswer = { ok: true; unstreamed: boolean } | { ok: false; failure: Failure };

type Asked = { dialect: ApiDialect; streamed: boolean; provider: ProviderId | null };

/** What a document of a reply has, and what the end of its stream has. */
const SIGNS: Record<ApiDialect, { member: string; end: RegExp }> = {
  chat: { member: 'choices', end: /"finish_reason"\s*:\s*"/ },
  responses: { member: 'output', end: /"type"\s*:\s*"response\.(?:completed|incomplete)"/ },
};

/** Reads the answer to a request for a short reply, in either API. */
export function readOneTokenAnswer(
  answer: WireAnswer,
  { dialect, streamed, provider }: Asked,
): ReadAnswer {
  const { status, body } = answer;
  const value = parseJson(body);
  const ok = status >= 200 && status <= 299;
  if (ok && fieldOf(value, SIGNS[dialect].member) !== undefined && !isErrorPayload(value)) {
    return { ok: true, unstreamed: streamed };
  }
  const events = ok && streamed ? readEvents(body, dialect) : null;
  if (events === null) {
    const failure = classifyUpstreamError({ ...answer, provider }, answer.receivedAtMs);
    return { ok: false, failure };
  }
  const error = events.values.find(isErrorPayload);
  // A failed response has its error inside.
  const told = fieldOf(fieldOf(error, 'response'), 'error');
  if (error !== undefined) {
    return { ok: false, failure: classifyErrorEvent(told ? { error: told } : error, provider) };
  }
  if (events.ended) return { ok: true, unstreamed: false };
  return { ok: false, failure: { kind: 'reply_interrupted' } };
}

/** The events of a stream; null for a body without events. */
function readEvents(
  body: string,
  dialect: ApiDialect,
): { values: unknown[]; ended: boolean } | null {
  const lines = body.split(/\r\n|\r|\n/).filter((line) => line.startsWith('data:'));
  if (lines.length === 0) return null;
  const data = lines.map((line) => line.slice('data:'.length).trim());
  const values = data.flatMap((text) => parseJson(text) ?? []);
  return { values, ended: SIGNS[dialect].end.test(body) || data.some(isDoneMarker) };
}
