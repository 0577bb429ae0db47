import { isDoneMarker } from '../chat/is-done-marker.ts';
import { classifyErrorEvent, isErrorPayload } from '../classify/classify-error-event.ts';
import { classifyUpstreamError } from '../classify/classify-upstream-error.ts';
import type { Failure } from '../errors/starlight-error.ts';
import { fieldOf } from '../json/field-of.ts';
import { parseJson } from '../json/parse-json.ts';
import type { ApiDialect } from '../models/choose-dialect.ts';
import type { ProviderId } from '../providers/provider-names.ts';
import type { WireAnswer } from './doctor-facts.ts';
import { isResponseDocument, readResponseEnd } from './read-response-end.ts';

/** `unstreamed`: a stream was requested, but the reply was not one. */
type ReadAnswer = { ok: true; unstreamed: boolean } | { ok: false; failure: Failure };

type Asked = { dialect: ApiDialect; streamed: boolean; provider: ProviderId | null };

/** How a reply failed; null if it ended well, undefined if this is none. */
type ReadEnd<Told> = (told: Told, provider: ProviderId | null) => Failure | null | undefined;

const READERS: Record<ApiDialect, { document: ReadEnd<unknown>; events: ReadEnd<unknown[]> }> = {
  chat: { document: readCompletion, events: readCompletionEvents },
  responses: { document: readResponse, events: readResponseEnd },
};

/** Reads the answer to a request for a short reply, in either API. */
export function readOneTokenAnswer(
  answer: WireAnswer,
  { dialect, streamed, provider }: Asked,
): ReadAnswer {
  const isAccepted = answer.status >= 200 && answer.status <= 299;
  const read = READERS[dialect];
  const ofDocument = isAccepted ? read.document(parseJson(answer.body), provider) : undefined;
  const events = isAccepted && streamed ? dataOfEvents(answer.body) : [];
  const ofEvents = events.length > 0 ? read.events(events, provider) : undefined;
  const told = ofDocument === undefined ? ofEvents : ofDocument;
  if (told === null) return { ok: true, unstreamed: streamed && ofDocument === null };
  const failure = told ?? classifyUpstreamError({ ...answer, provider }, answer.receivedAtMs);
  return { ok: false, failure };
}

function readCompletion(value: unknown): null | undefined {
  return fieldOf(value, 'choices') === undefined || isErrorPayload(value) ? undefined : null;
}

function readCompletionEvents(events: unknown[], provider: ProviderId | null): Failure | null {
  const error = events.find(isErrorPayload);
  if (error !== undefined) return classifyErrorEvent(error, provider);
  return events.some(endsCompletion) ? null : { kind: 'reply_interrupted' };
}

function endsCompletion(event: unknown): boolean {
  if (typeof event === 'string') return isDoneMarker(event);
  const choices = fieldOf(event, 'choices');
  return (
    Array.isArray(choices) &&
    choices.some((choice) => typeof fieldOf(choice, 'finish_reason') === 'string')
  );
}

function readResponse(value: unknown, provider: ProviderId | null): Failure | null | undefined {
  return isResponseDocument(value) ? readResponseEnd([value], provider) : undefined;
}

/** What the events of a stream hold: JSON as its value, anything else as its text. */
function dataOfEvents(body: string): unknown[] {
  return body
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length).trim())
    .map((text) => parseJson(text) ?? text);
}
