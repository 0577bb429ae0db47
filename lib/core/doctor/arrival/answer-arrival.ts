import { fieldOf } from '../../json/field-of.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { Arrival, ArrivalReport } from './arrival-report.ts';

/** The response to the program: JSON, or the events of a stream. */
type ArrivalAnswer = { status: number; contentType: string; body: string };

const JSON_TYPE = 'application/json';
const EVENTS_TYPE = 'text/event-stream';
const REPLY = 'Your request was received correctly.';

/**
 * Responds in OpenAI's format: an error with the diagnosis as its message (401 if the key did not
 * arrive, else 400), or a short reply of the requested kind. Never repeats what was received.
 *
 * @param nowMs milliseconds since 1970
 */
export function answerArrival(
  report: ArrivalReport,
  arrival: Pick<Arrival, 'path' | 'body'>,
  nowMs: number,
): ArrivalAnswer {
  if (!report.ok) {
    const message = [...report.problems, report.correction ?? ''].filter(Boolean).join(' ');
    const error = { message, type: 'invalid_request_error', param: null, code: null };
    return json(report.correction === null ? 400 : 401, { error });
  }
  const path = arrival.path.split('?', 1)[0];
  const created = Math.floor(nowMs / 1000);
  if (path === '/v1/models') return json(200, { object: 'list', data: [] });
  if (path === '/v1/responses') return json(200, responseOf(created));
  if (path === '/v1/embeddings') return json(200, EMBEDDING);
  const id = { id: 'chatcmpl-doctor', created, model: 'doctor' };
  return wantsStream(arrival.body) ? streamedChat(id) : json(200, fullChat(id));
}

type ChatId = { id: string; created: number; model: string };

const USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
const EMBEDDING = {
  object: 'list',
  model: 'doctor',
  data: [{ object: 'embedding', index: 0, embedding: [0] }],
  usage: { prompt_tokens: 0, total_tokens: 0 },
};

function fullChat(id: ChatId) {
  const message = { role: 'assistant', content: REPLY, refusal: null };
  const choices = [{ index: 0, message, finish_reason: 'stop', logprobs: null }];
  return { ...id, object: 'chat.completion', choices, usage: USAGE };
}

function streamedChat(id: ChatId): ArrivalAnswer {
  const chunk = (delta: object, finish_reason: string | null) =>
    `data: ${JSON.stringify({ ...id, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  const body = [
    chunk({ role: 'assistant', content: REPLY }, null),
    chunk({}, 'stop'),
    'data: [DONE]\n\n',
  ];
  return { status: 200, contentType: EVENTS_TYPE, body: body.join('') };
}

function responseOf(created_at: number) {
  const content = [{ type: 'output_text', text: REPLY, annotations: [] }];
  const message = { type: 'message', id: 'msg_doctor', status: 'completed', role: 'assistant' };
  return {
    id: 'resp_doctor',
    object: 'response',
    created_at,
    status: 'completed',
    model: 'doctor',
    output: [{ ...message, content }],
  };
}

function wantsStream(body: string): boolean {
  return fieldOf(parseJson(body), 'stream') === true;
}

function json(status: number, value: unknown): ArrivalAnswer {
  return { status, contentType: JSON_TYPE, body: JSON.stringify(value) };
}
