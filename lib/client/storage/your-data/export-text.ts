import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import type { Preset } from '#lib/core/saved/preset.ts';
import type { Prompt } from '#lib/core/saved/prompt.ts';

/** Identifies a file as an export. */
export const EXPORT_FORMAT = 'starlight-conversations';

/** Deeper than any of our records, and far below the stack limit. */
const MAX_DEPTH = 50;

type StoreExport = {
  conversations: readonly Conversation[];
  messages: readonly ChatMessage[];
  /** Unreadable records as stored, each with its object store. */
  unreadable: readonly { from: string; record: unknown }[];
  presets?: readonly Preset[] | undefined;
  prompts?: readonly Prompt[] | undefined;
};

/** The JSON text of an export. Values that JSON lacks but IndexedDB allows are approximated. */
export function exportText(content: StoreExport): string {
  const { conversations, messages, unreadable, presets = [], prompts = [] } = content;
  const written = {
    format: EXPORT_FORMAT,
    version: 1,
    conversations,
    messages,
    ...(presets.length > 0 && { presets }),
    ...(prompts.length > 0 && { prompts }),
    unreadable: unreadable.map(({ from, record }) => ({ from, record: toJsonValue(record, []) })),
  };
  return JSON.stringify(written, null, 2);
}

function toJsonValue(value: unknown, ancestors: readonly object[]): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (!isObject(value)) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ancestors.includes(value) || ancestors.length >= MAX_DEPTH) return '[left out]';
  const inner = (child: unknown) => toJsonValue(child, [...ancestors, value]);
  if (Array.isArray(value) || value instanceof Set || value instanceof Map)
    return Array.from(value, inner);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, inner(child)]));
}
