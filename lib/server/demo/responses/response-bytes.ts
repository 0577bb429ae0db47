import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { createItemWriter } from './response-items.ts';

type JsonObject = Record<string, unknown>;

/** Writes a response from the chunks of the completion it translates. */
export type ResponseWriter = {
  /** The events for a chunk, or for an error instead of one. */
  take: (chunk: unknown) => string;
  /** The event that ends the stream, after the last chunk. */
  end: () => string;
  /** The response as it is now. */
  response: () => JsonObject;
};

type Identity = {
  model: string;
  /** What the response repeats of its request. */
  settings: object;
  createId: (prefix: string) => string;
};

const DATA_URL = /^data:image\/([a-z]{3,4});base64,/;

/** Writes a response like OpenAI (API reference, "Responses: streaming events"), each event numbered. */
export function createResponseWriter({ model, settings, createId }: Identity): ResponseWriter {
  const id = createId('resp_');
  let created: unknown = null;
  let next = 0;
  let finish: unknown = null;
  let usage: JsonObject | null = null;

  const emit = (type: string, fields: JsonObject): string => {
    const event = { type, sequence_number: next, ...fields };
    next += 1;
    return `event: ${type}\ndata: ${JSON.stringify(event)}\n\n`;
  };
  const items = createItemWriter(emit, createId);
  const statusOf = (): string => {
    if (finish === null) return 'in_progress';
    return reasonOf(finish) === null ? 'completed' : 'incomplete';
  };
  const response = (): JsonObject => {
    const reason = reasonOf(finish);
    return {
      ...{ id, object: 'response', created_at: created, status: statusOf(), background: false },
      error: null,
      incomplete_details: reason === null ? null : { reason },
      model,
      output: items.output(),
      ...settings,
      usage,
    };
  };

  const takeDelta = (delta: unknown, padding: JsonObject): string => {
    const text = (name: string) => String(fieldOf(delta, name) ?? '');
    const annotations = listOf(delta, 'annotations').map((each) => ({
      type: 'url_citation',
      ...recordOf(fieldOf(each, 'url_citation')),
    }));
    const thinking = text('reasoning_content');
    const refusal = text('refusal');
    const content = text('content');
    return [
      thinking && items.text('thinking', thinking, padding),
      content && items.text('text', content, padding),
      refusal && items.text('refusal', refusal, padding),
      ...annotations.map(items.annotate),
      ...listOf(delta, 'images').map(takeImage),
      ...listOf(delta, 'tool_calls').map(takeCall),
    ].join('');
  };
  const takeImage = (image: unknown): string => {
    const url = String(fieldOf(fieldOf(image, 'image_url'), 'url'));
    const [start = '', format = 'png'] = DATA_URL.exec(url) ?? [];
    return items.image(url.slice(start.length), format);
  };
  const takeCall = (call: unknown): string => {
    const { name, arguments: piece } = recordOf(fieldOf(call, 'function'));
    const callId = fieldOf(call, 'id');
    return items.call({
      ...(typeof callId === 'string' && { id: callId }),
      ...(typeof name === 'string' && { name }),
      arguments: typeof piece === 'string' ? piece : '',
    });
  };

  const begin = (chunk: unknown): string => {
    if (created !== null) return '';
    created = fieldOf(chunk, 'created') ?? 0;
    const start = { response: response() };
    return emit('response.created', start) + emit('response.in_progress', start);
  };

  return {
    take(chunk) {
      const error = fieldOf(chunk, 'error');
      if (error !== undefined) return emit('error', { error });
      const started = begin(chunk);
      usage = usageOf(fieldOf(chunk, 'usage')) ?? usage;
      const [choice] = listOf(chunk, 'choices');
      finish = fieldOf(choice, 'finish_reason') ?? finish;
      const obfuscation = fieldOf(chunk, 'obfuscation');
      const padding = obfuscation === undefined ? {} : { obfuscation };
      return started + takeDelta(fieldOf(choice, 'delta') ?? fieldOf(choice, 'message'), padding);
    },
    end() {
      const closed = items.close(statusOf());
      return closed + emit(`response.${statusOf()}`, { response: response() });
    },
    response,
  };
}

/** Why a response is incomplete; null if it is not. */
function reasonOf(finish: unknown): string | null {
  if (typeof finish !== 'string' || finish === 'stop' || finish === 'tool_calls') return null;
  return finish === 'length' ? 'max_output_tokens' : finish;
}

function usageOf(usage: unknown): JsonObject | null {
  if (!isRecord(usage)) return null;
  const { prompt_tokens, completion_tokens, total_tokens, completion_tokens_details } = usage;
  return {
    input_tokens: prompt_tokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: completion_tokens,
    output_tokens_details: {
      reasoning_tokens: fieldOf(completion_tokens_details, 'reasoning_tokens') ?? 0,
    },
    total_tokens,
  };
}

function listOf(value: unknown, name: string): unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}

function recordOf(value: unknown): JsonObject {
  return isRecord(value) ? value : {};
}
