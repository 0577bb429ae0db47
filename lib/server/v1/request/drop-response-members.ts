import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { edit, editEach } from './edit-members.ts';

/*
 * As in `drop-members.ts`: members that are null, and those that clients send but do not rely on. The
 * request's members would decide for the operator what is stored or paid for. OpenAI's replies, and the
 * SDKs that read them, add the members of items and parts, and clients send those items back unchanged.
 */
const REQUEST_MEMBERS = [
  'metadata',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'store',
];
const ITEM_MEMBERS = ['created_by', 'parsed_arguments'];
const PART_MEMBERS = ['annotations', 'logprobs', 'parsed', 'prompt_cache_breakpoint'];
// OpenAI's prefix.
const REASONING_ID = /^rs_/;

/** Returns the body of a request for a response without the dropped members; see also `toStateless`. */
export function dropResponseMembers(body: unknown): unknown {
  return edit(body, REQUEST_MEMBERS, {
    input: (input) => (Array.isArray(input) ? toStateless(input.map(dropFromItem)) : input),
    reasoning: (reasoning) => edit(reasoning, []),
    stream_options: (options) => edit(options, []),
    text: (text) => edit(text, [], { format: (format) => edit(format, []) }),
    tools: (tools) => editEach(tools, (tool) => edit(tool, [])),
  });
}

function dropFromItem(item: unknown): unknown {
  const kept = edit(item, ITEM_MEMBERS, {
    content: (content) => editEach(content, dropFromPart),
    output: (output) => editEach(output, dropFromPart),
  });
  if (!isRecord(kept) || kept['type'] !== undefined || kept['role'] === undefined) return kept;
  return { type: 'message', ...kept };
}

function dropFromPart(part: unknown): unknown {
  return edit(part, PART_MEMBERS);
}

/**
 * Drops reasoning that only storage could give back: the name of an item, without its content or with
 * nothing but a summary. Clients that expect storage send it (the AI SDK and the openai SDK by default),
 * and OpenAI refuses it when nothing is stored. The names of the other items go with it, because OpenAI
 * also refuses an item by name without the reasoning that belongs to it.
 */
function toStateless(items: readonly unknown[]): unknown[] {
  const kept = items.filter((item) => !isReasoningByName(item));
  return kept.length === items.length ? kept : kept.map(withoutName);
}

function isReasoningByName(item: unknown): boolean {
  if (!isRecord(item)) return false;
  const { type, id, content } = item;
  if (type === 'item_reference') return typeof id === 'string' && REASONING_ID.test(id);
  const hasContent = Array.isArray(content) && content.length > 0;
  return type === 'reasoning' && !hasContent && item['encrypted_content'] === undefined;
}

function withoutName(item: unknown): unknown {
  const type = fieldOf(item, 'type');
  return type === 'item_reference' || type === 'reasoning' ? item : edit(item, ['id']);
}
