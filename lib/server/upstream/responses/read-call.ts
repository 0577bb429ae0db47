import 'server-only';
import {
  MAX_ARGUMENTS_LENGTH,
  MAX_NAME_LENGTH,
  type ToolCall,
} from '#lib/core/chat/reply-extras.ts';

/** A call that a response asks for. */
export type CalledFunction = ToolCall & {
  /** Empty if the upstream gave none. */
  id: string;
  /** Characters the model wrote. */
  written: number;
  /** For the client to run. xAI also writes its own tools' calls, as `custom_tool_call`. */
  isFunction: boolean;
};

const MAX_ID_LENGTH = 200;

/**
 * Reads an item of type `function_call` or `custom_tool_call`; null for any other, for one without a name,
 * and for one that was cut off. What exceeds the bounds of a `ToolCall` is left out.
 */
export function readCall(item: Record<string, unknown>): CalledFunction | null {
  const { type, name, status, call_id: id } = item;
  const isFunction = type === 'function_call';
  if (!isFunction && type !== 'custom_tool_call') return null;
  if (typeof name !== 'string' || name === '' || status === 'incomplete') return null;
  const input = isFunction ? item['arguments'] : item['input'];
  const text = typeof input === 'string' ? input : '';
  return {
    name: name.slice(0, MAX_NAME_LENGTH),
    arguments: text.slice(0, MAX_ARGUMENTS_LENGTH),
    id: typeof id === 'string' ? id.slice(0, MAX_ID_LENGTH) : '',
    written: name.length + text.length,
    isFunction,
  };
}
