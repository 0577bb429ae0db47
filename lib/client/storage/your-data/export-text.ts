import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { isObject } from '#lib/core/json/is-object.ts';

/** Says what a file is, so that no other is taken for it. */
export const EXPORT_FORMAT = 'starlight-conversations';

/** Deeper than any record of ours, and far from the end of the stack. */
const MAX_DEPTH = 50;

type StoreExport = {
  conversations: readonly Conversation[];
  messages: readonly ChatMessage[];
  /** What could not be read, as it lay in storage, and in which object store. */
  unreadable: readonly { from: string; record: unknown }[];
};

/** The JSON text of an export. What is not JSON (IndexedDB holds more) is written as near as can be. */
export function exportText({ conversations, messages, unreadable }: StoreExport): string {
  const written = {
    format: EXPORT_FORMAT,
    version: 1,
    conversations,
    messages,
    unreadable: unreadable.map(({ from, record }) => ({ from, record: toJsonValue(record, []) })),
  };
  return JSON.stringify(written, null, 2);
}

function toJsonValue(value: unknown, above: readonly object[]): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (!isObject(value)) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (above.includes(value) || above.length >= MAX_DEPTH) return '[left out]';
  const inner = (each: unknown) => toJsonValue(each, [...above, value]);
  if (Array.isArray(value) || value instanceof Set || value instanceof Map)
    return Array.from(value, inner);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, inner(each)]));
}
