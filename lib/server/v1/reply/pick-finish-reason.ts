import 'server-only';
import { isBrokenOff, readUpstreamEnding } from '../../upstream/reply/upstream-ending.ts';

/**
 * The finish reason of a choice as a value that OpenAI documents (API reference, "The chat completion
 * object"); undefined if it has none. An unknown reason becomes `length`, because the reply may be
 * incomplete, and a failure would make clients pay for it again. A failure has no reason: it follows.
 */
export function pickFinishReason(choice: Record<string, unknown>): string | null | undefined {
  const { finish_reason: reason } = choice;
  if (reason === undefined) return undefined;
  const ending = readUpstreamEnding(choice);
  if (ending === null || isBrokenOff(ending)) return null;
  switch (ending) {
    case 'unknown':
      return 'length';
    case 'refusal':
      return 'content_filter';
    case 'tool_calls':
      return reason === 'function_call' ? reason : ending;
    default:
      return ending;
  }
}
