import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import { edit, editEach } from './edit-members.ts';

/*
 * The schemas in this folder refuse unknown members and name their path, so that nothing unchecked is
 * paid for or fetched. Only members that clients send but do not rely on are dropped instead, and never
 * sent on:
 *
 * - members that are null, which is the same as leaving them out, except for a message's content, which
 *   is null beside a tool call;
 * - the lists below. The request's members and `prompt_cache_breakpoint` would decide for the operator
 *   what is stored or paid for. `cache_control` is Anthropic's. Replies, and the SDKs that read them, add
 *   the members of assistant messages and tool calls, and clients send those messages back unchanged.
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
const STREAM_OPTIONS_MEMBERS = ['continuous_usage_stats'];
const MESSAGE_MEMBERS = ['cache_control'];
const ASSISTANT_MEMBERS = [
  ...MESSAGE_MEMBERS,
  'annotations',
  'parsed',
  'provider_specific_fields',
  'reasoning_details',
  'thinking_blocks',
];
const TOOL_CALL_MEMBERS = ['index', 'provider_specific_fields'];
const FUNCTION_MEMBERS = ['parsed_arguments'];
const PART_MEMBERS = ['cache_control', 'prompt_cache_breakpoint'];
const TOOL_MEMBERS = ['cache_control'];

/** Returns the request body without the dropped members; everything else is unchanged. */
export function dropMembers(body: unknown): unknown {
  return edit(body, REQUEST_MEMBERS, {
    stream_options: (options) => edit(options, STREAM_OPTIONS_MEMBERS),
    messages: (messages) => editEach(messages, dropFromMessage),
    tools: (tools) =>
      editEach(tools, (tool) =>
        edit(tool, TOOL_MEMBERS, {
          function: (definition) => edit(definition, []),
          custom: (definition) => edit(definition, []),
        }),
      ),
    response_format: (format) =>
      edit(format, [], { json_schema: (definition) => edit(definition, []) }),
  });
}

function dropFromMessage(message: unknown): unknown {
  const role = isRecord(message) ? message['role'] : null;
  const kept = edit(message, role === 'assistant' ? ASSISTANT_MEMBERS : MESSAGE_MEMBERS, {
    content: (content) => editEach(content, dropFromPart),
    tool_calls: (calls) =>
      editEach(calls, (call) =>
        edit(call, TOOL_CALL_MEMBERS, {
          function: (functionCall) => edit(functionCall, FUNCTION_MEMBERS),
        }),
      ),
  });
  const isNull = isRecord(message) && message['content'] === null;
  return isNull && isRecord(kept) ? { ...kept, content: null } : kept;
}

function dropFromPart(part: unknown): unknown {
  return edit(part, PART_MEMBERS, { image_url: (image) => edit(image, []) });
}
