import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import { readMessage } from './read-message.ts';

type JsonObject = Record<string, unknown>;

/**
 * Characters the model wrote in a chunk or a completion, across all choices: everything that is relayed
 * and billed by length, thinking included. Signatures and ids do not count, and thinking that appears under
 * two names counts once.
 */
export function writtenLength(choices: readonly unknown[]): number {
  return choices.reduce<number>((sum, choice) => {
    const message = isRecord(choice) ? (choice['delta'] ?? choice['message']) : null;
    return isRecord(message) ? sum + lengthOfMessage(message) : sum;
  }, 0);
}

function lengthOfMessage(message: JsonObject): number {
  const { thinking, text } = readMessage(message);
  const calls = message['tool_calls'];
  return (
    thinking.length +
    text.length +
    lengthOf(message['refusal']) +
    lengthOfFunction(message['function_call']) +
    (Array.isArray(calls) ? calls.reduce<number>((sum, call) => sum + lengthOfCall(call), 0) : 0)
  );
}

function lengthOfCall(call: unknown): number {
  if (!isRecord(call)) return 0;
  return lengthOfFunction(call['function']) + lengthOfFunction(call['custom']);
}

function lengthOfFunction(functionCall: unknown): number {
  if (!isRecord(functionCall)) return 0;
  return (
    lengthOf(functionCall['name']) +
    lengthOf(functionCall['arguments']) +
    lengthOf(functionCall['input'])
  );
}

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}
