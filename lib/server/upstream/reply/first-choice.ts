import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';

type JsonObject = Record<string, unknown>;

/** The first choice of a chunk or a response, which is the only one that counts; null if there is none. */
export function firstChoice({ choices }: JsonObject): JsonObject | null {
  if (!Array.isArray(choices)) return null;
  const choice: unknown = choices.find((each) => isRecord(each) && (each['index'] ?? 0) === 0);
  return isRecord(choice) ? choice : null;
}

/** What the first choice of a chunk or a response says; null if it says nothing. */
export function messageOfChunk(chunk: unknown): JsonObject | null {
  const choice = isRecord(chunk) ? firstChoice(chunk) : null;
  return choice && messageOf(choice);
}

/** What a choice says: its `delta` or `message`; null if it has neither. */
export function messageOf(choice: JsonObject): JsonObject | null {
  const message = choice['delta'] ?? choice['message'];
  return isRecord(message) ? message : null;
}
