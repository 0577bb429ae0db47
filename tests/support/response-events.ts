/** Server-sent events of `POST /responses` as OpenAI writes them, for tests that specify the reply. */

type JsonObject = Record<string, unknown>;

/** Writes events, each under its type. */
export function responseEvents(...events: readonly JsonObject[]): string {
  return events
    .map((event) => `event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}

/** The `Response` object, in the fields that matter. */
export function response(fields: JsonObject): JsonObject {
  return { id: 'resp_1', object: 'response', status: 'completed', error: null, ...fields };
}

export const CREATED = {
  type: 'response.created',
  response: response({ status: 'in_progress', output: [] }),
};

/** The event that ends a response with its status. */
export function ended(fields: JsonObject, status = 'completed'): JsonObject {
  return { type: `response.${status}`, response: response({ status, ...fields }) };
}

export function textDelta(delta: string, at: JsonObject = {}): JsonObject {
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  return { type: 'response.output_text.delta', ...place, delta, ...at };
}

export function message(text: string, fields: JsonObject = {}): JsonObject {
  const content = [{ type: 'output_text', text, annotations: [] }];
  return { id: 'msg_1', type: 'message', role: 'assistant', content, ...fields };
}

export const USED = { input_tokens: 9, output_tokens: 30, total_tokens: 39 };

export const USAGE = { inputTokens: 9, outputTokens: 30 };
