import { responseEvents } from './response-events.ts';

/** Complete replies of `POST /responses` as OpenAI writes them, streamed and not. */

type JsonObject = Record<string, unknown>;

const USAGE = {
  input_tokens: 7,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 3,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 10,
};

/** A response that is not streamed. */
export function responseOf(output: readonly JsonObject[], fields: JsonObject = {}): JsonObject {
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: 'gpt-test',
    output,
    usage: USAGE,
    ...fields,
  };
}

export function messageItem(text: string): JsonObject {
  return {
    id: 'msg_1',
    type: 'message',
    status: 'completed',
    role: 'assistant',
    content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
  };
}

export function callItem(name: string, args: string): JsonObject {
  return {
    id: 'fc_1',
    type: 'function_call',
    status: 'completed',
    call_id: 'call_1',
    name,
    arguments: args,
  };
}

export function reasoningItem(fields: JsonObject = {}): JsonObject {
  return {
    id: 'rs_1',
    type: 'reasoning',
    summary: [{ type: 'summary_text', text: 'They want the weather.' }],
    encrypted_content: null,
    ...fields,
  };
}

/** The events of a response with these items, each text in these pieces. */
export function streamedResponse(
  output: readonly JsonObject[],
  split: (text: string) => readonly string[] = (text) => [text],
): string {
  const begun = responseOf([], { status: 'in_progress', usage: null });
  const events = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...output.flatMap((item, output_index) => eventsOfItem(item, output_index, split)),
    { type: 'response.completed', response: responseOf(output) },
  ];
  return responseEvents(
    ...events.map((event, sequence_number): JsonObject => ({ ...event, sequence_number })),
  );
}

function eventsOfItem(
  item: JsonObject,
  output_index: number,
  split: (text: string) => readonly string[],
): JsonObject[] {
  const place = { item_id: item['id'], output_index };
  const textEvents = (type: string, member: string, text: string, at: JsonObject) => [
    ...split(text).map((delta) => ({ type: `${type}.delta`, ...at, delta })),
    { type: `${type}.done`, ...at, [member]: text },
  ];
  const partEvents = (
    name: string,
    type: string,
    part: { type: string; text: string },
    at: JsonObject,
  ) => [
    { type: `response.${name}.added`, ...at, part: { ...part, text: '' } },
    ...textEvents(type, 'text', part.text, at),
    { type: `response.${name}.done`, ...at, part },
  ];
  const within = (): JsonObject[] => {
    switch (item['type']) {
      case 'function_call':
        return textEvents(
          'response.function_call_arguments',
          'arguments',
          String(item['arguments']),
          place,
        );
      case 'reasoning':
        return (item['summary'] as { type: string; text: string }[]).flatMap(
          (part, summary_index) =>
            partEvents('reasoning_summary_part', 'response.reasoning_summary_text', part, {
              ...place,
              summary_index,
            }),
        );
      default:
        return (item['content'] as { type: string; text: string }[]).flatMap(
          (part, content_index) =>
            partEvents('content_part', 'response.output_text', part, { ...place, content_index }),
        );
    }
  };
  const empty = { arguments: '', content: [], summary: [] };
  const begun = Object.fromEntries(
    Object.entries({ ...item, ...empty }).filter(([name]) => name in item),
  );
  return [
    { type: 'response.output_item.added', output_index, item: { ...begun, status: 'in_progress' } },
    ...within(),
    { type: 'response.output_item.done', output_index, item },
  ];
}
