import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

/*
 * What the schemas of this folder do not name is refused by its path, so that nothing is paid for or
 * fetched that was not looked at. Dropped, and never sent on, is only what clients are known to send
 * without meaning anything by it:
 *
 * - a member that is null, which says the same as leaving it out; but not the content of a message,
 *   which is null beside a tool call;
 * - the lists below. The members of the request and `prompt_cache_breakpoint` would choose for the
 *   operator what is kept or paid. `cache_control` is Anthropic's. The members of an assistant's
 *   message and of its tool calls are what replies, and the SDKs that read them, add to a message
 *   that is then sent back as it came.
 */
const OF_REQUEST = [
  'metadata',
  'prompt_cache_key',
  'prompt_cache_options',
  'prompt_cache_retention',
  'safety_identifier',
  'service_tier',
  'store',
];
const OF_STREAM_OPTIONS = ['continuous_usage_stats'];
const OF_MESSAGE = ['cache_control'];
const OF_ASSISTANT = [
  ...OF_MESSAGE,
  'annotations',
  'parsed',
  'provider_specific_fields',
  'reasoning_details',
  'thinking_blocks',
];
const OF_TOOL_CALL = ['index', 'provider_specific_fields'];
const OF_FUNCTION = ['parsed_arguments'];
const OF_PART = ['cache_control', 'prompt_cache_breakpoint'];
const OF_TOOL = ['cache_control'];

/** The body of a request without the members that are dropped; anything else stays as it is. */
export function dropMembers(body: unknown): unknown {
  return edit(body, OF_REQUEST, {
    stream_options: (options) => edit(options, OF_STREAM_OPTIONS),
    messages: (messages) => editEach(messages, dropOfMessage),
    tools: (tools) =>
      editEach(tools, (tool) =>
        edit(tool, OF_TOOL, {
          function: (definition) => edit(definition, []),
          custom: (definition) => edit(definition, []),
        }),
      ),
    response_format: (format) =>
      edit(format, [], { json_schema: (definition) => edit(definition, []) }),
  });
}

function dropOfMessage(message: unknown): unknown {
  const role = isRecord(message) ? message['role'] : null;
  const kept = edit(message, role === 'assistant' ? OF_ASSISTANT : OF_MESSAGE, {
    content: (content) => editEach(content, dropOfPart),
    tool_calls: (calls) =>
      editEach(calls, (call) =>
        edit(call, OF_TOOL_CALL, { function: (called) => edit(called, OF_FUNCTION) }),
      ),
  });
  const isNull = isRecord(message) && message['content'] === null;
  return isNull && isRecord(kept) ? { ...kept, content: null } : kept;
}

function dropOfPart(part: unknown): unknown {
  return edit(part, OF_PART, { image_url: (image) => edit(image, []) });
}

/** An object without the named members and those that are null, each other one as `within` makes it. */
function edit(
  value: unknown,
  dropped: readonly string[],
  within: Readonly<Record<string, (member: unknown) => unknown>> = {},
): unknown {
  if (!isRecord(value)) return value;
  const kept: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === null || dropped.includes(name)) continue;
    const editMember = Object.hasOwn(within, name) ? within[name] : undefined;
    kept[name] = editMember ? editMember(member) : member;
  }
  return kept;
}

function editEach(list: unknown, editOne: (value: unknown) => unknown): unknown {
  return Array.isArray(list) ? list.map(editOne) : list;
}
