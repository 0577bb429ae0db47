import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

type JsonObject = Record<string, unknown>;

/**
 * Builds the `delta` that delivers a field's held-back text. Fields are named as in `pickMessage`:
 * `['content']`, `['tool_calls', '0', 'function', 'arguments']`.
 */
export function toDelta([name = '', ...within]: readonly string[], text: string): JsonObject {
  if (name === 'thinking') return { content: [toThinkingPart(text)] };
  if (within.length === 0) return { [name]: text };
  if (name !== 'tool_calls') return { [name]: toDelta(within, text) };
  const [index, ...inCall] = within;
  return { tool_calls: [{ index: Number(index), ...toDelta(inCall, text) }] };
}

/** Appends a field's held-back text to that field of a complete message. */
export function appendHeldBack(
  message: JsonObject,
  [name = '', ...within]: readonly string[],
  text: string,
): void {
  const member = message[name];
  const { content } = message;
  if (name === 'thinking' && Array.isArray(content)) content.push(toThinkingPart(text));
  else if (typeof member === 'string') message[name] = member + text;
  else if (name === 'content' && Array.isArray(member)) member.push({ type: 'text', text });
  // Arrays too: their elements are named by index.
  else if (isObject(member)) appendHeldBack(member as JsonObject, within, text);
}

function toThinkingPart(text: string): JsonObject {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}
