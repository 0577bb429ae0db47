import 'server-only';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import type { DemoMessage } from '../stream/completion-request.ts';

const MAX_READ_LENGTH = 500;
const ASKS_TO_CALL =
  /^\W{0,16}(?:please |now |can you |could you )?(?:(?:call|use|run|invoke) (?:a|an|any|some|one|the) (?:function|tool)s?\b|(?:show|make|give|send) (?:me )?(?:a|an|some) (?:function|tool) calls?\b)/;

const CALL: ToolCall = {
  name: 'get_weather',
  arguments: '{"city":"Bergen","unit":"celsius"}',
};

/**
 * The function that the simulated model asks to call instead of answering, as a model does that was trained
 * with tools; null if the last message does not ask for it.
 */
export function requestedCall(messages: readonly DemoMessage[]): ToolCall | null {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  if (last?.role !== 'user') return null;
  return ASKS_TO_CALL.test(last.text.slice(0, MAX_READ_LENGTH).toLowerCase()) ? CALL : null;
}
