import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

type Members = Record<string, unknown>;

/**
 * Characters that a model has written in a chunk or a completion: all that is relayed of it and billed
 * by its length, in every choice. Signatures and ids are not the model's words, and a thought that
 * stands under two names was thought once.
 */
export function writtenLength(choices: readonly unknown[]): number {
  return choices.reduce<number>((sum, choice) => {
    const said = isRecord(choice) ? (choice['delta'] ?? choice['message']) : null;
    return isRecord(said) ? sum + lengthOfMessage(said) : sum;
  }, 0);
}

function lengthOfMessage(said: Members): number {
  const { content, refusal, reasoning, reasoning_content: thought, tool_calls: calls } = said;
  return (
    (Array.isArray(content) ? lengthOfParts(content) : lengthOf(content)) +
    lengthOf(refusal) +
    Math.max(lengthOf(reasoning), lengthOf(thought)) +
    lengthOfCalled(said['function_call']) +
    (Array.isArray(calls) ? calls.reduce<number>((sum, call) => sum + lengthOfCall(call), 0) : 0)
  );
}

function lengthOfParts(parts: readonly unknown[]): number {
  return parts.reduce<number>((sum, part) => {
    if (!isRecord(part)) return sum;
    const { text, thinking } = part;
    return sum + lengthOf(text) + (Array.isArray(thinking) ? lengthOfParts(thinking) : 0);
  }, 0);
}

function lengthOfCall(call: unknown): number {
  if (!isRecord(call)) return 0;
  return lengthOfCalled(call['function']) + lengthOfCalled(call['custom']);
}

function lengthOfCalled(called: unknown): number {
  if (!isRecord(called)) return 0;
  return lengthOf(called['name']) + lengthOf(called['arguments']) + lengthOf(called['input']);
}

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}
