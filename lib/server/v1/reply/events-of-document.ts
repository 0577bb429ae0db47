import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';

type JsonObject = Record<string, unknown>;

const ADDED = 'response.output_item.added';

/** The events that would have streamed a complete response (OpenAI API reference, "Streaming events"). */
export function* eventsOfDocument(response: JsonObject): Generator<JsonObject, void> {
  const output: unknown[] = Array.isArray(response['output']) ? response['output'] : [];
  yield {
    type: 'response.created',
    response: { ...response, status: 'in_progress', output: [], usage: null },
  };
  for (const [output_index, item] of output.entries()) yield* eventsOfItem(item, output_index);
  const isIncomplete = response['status'] === 'incomplete';
  yield { type: isIncomplete ? 'response.incomplete' : 'response.completed', response };
}

function* eventsOfItem(item: unknown, output_index: number): Generator<JsonObject, void> {
  const type = fieldOf(item, 'type');
  const place = { item_id: fieldOf(item, 'id'), output_index };
  const begun = isRecord(item) ? { ...item, status: 'in_progress' } : {};
  switch (type) {
    case 'message':
      yield { type: ADDED, output_index, item: { ...begun, content: [] } };
      yield* eventsOfParts(fieldOf(item, 'content'), place);
      break;
    case 'function_call':
    case 'custom_tool_call': {
      const member = type === 'function_call' ? 'arguments' : 'input';
      const text = fieldOf(item, member);
      const name = type === 'function_call' ? 'function_call_arguments' : 'custom_tool_call_input';
      yield { type: ADDED, output_index, item: { ...begun, [member]: '' } };
      yield { type: `response.${name}.delta`, ...place, delta: text };
      yield { type: `response.${name}.done`, ...place, [member]: text };
      break;
    }
    default:
      yield { type: ADDED, output_index, item };
  }
  yield { type: 'response.output_item.done', output_index, item };
}

function* eventsOfParts(parts: unknown, item: JsonObject): Generator<JsonObject, void> {
  if (!Array.isArray(parts)) return;
  for (const [content_index, part] of parts.entries()) {
    const place = { ...item, content_index };
    const isRefusal = fieldOf(part, 'type') === 'refusal';
    const member = isRefusal ? 'refusal' : 'text';
    const text = fieldOf(part, member);
    const type = isRefusal ? 'response.refusal' : 'response.output_text';
    yield {
      type: 'response.content_part.added',
      ...place,
      part: { type: fieldOf(part, 'type'), [member]: '' },
    };
    yield { type: `${type}.delta`, ...place, delta: text };
    yield { type: `${type}.done`, ...place, [member]: text };
    yield { type: 'response.content_part.done', ...place, part };
  }
}
