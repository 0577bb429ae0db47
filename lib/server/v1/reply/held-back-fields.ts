import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

type Members = Record<string, unknown>;

/**
 * A text that was held back of a field, as the `delta` that brings it. Fields are named as
 * `pickMessage` names them: `['content']`, `['tool_calls', '0', 'function', 'arguments']`.
 */
export function toDelta([name = '', ...within]: readonly string[], text: string): Members {
  if (name === 'thinking') return { content: [toThought(text)] };
  if (within.length === 0) return { [name]: text };
  if (name !== 'tool_calls') return { [name]: toDelta(within, text) };
  const [index, ...inCall] = within;
  return { tool_calls: [{ index: Number(index), ...toDelta(inCall, text) }] };
}

/** Puts such a text to the end of its field in a whole message. */
export function appendHeldBack(
  message: Members,
  [name = '', ...within]: readonly string[],
  text: string,
): void {
  const member = message[name];
  const { content } = message;
  if (name === 'thinking' && Array.isArray(content)) content.push(toThought(text));
  else if (typeof member === 'string') message[name] = member + text;
  else if (name === 'content' && Array.isArray(member)) member.push({ type: 'text', text });
  // A list as well: its places are named by their numbers.
  else if (isObject(member)) appendHeldBack(member as Members, within, text);
}

function toThought(text: string): Members {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}
