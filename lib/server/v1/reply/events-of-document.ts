import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';

type JsonObject = Record<string, unknown>;

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
  if (type !== 'message') {
    yield { type: 'response.output_item.added', output_index, item };
  } else {
    const begun = { ...(item as JsonObject), status: 'in_progress', content: [] };
    yield { type: 'response.output_item.added', output_index, item: begun };
    yield* eventsOfParts(fieldOf(item, 'content'), place);
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
