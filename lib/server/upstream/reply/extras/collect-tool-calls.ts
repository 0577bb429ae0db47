import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import type { ToolCall } from '#lib/core/chat/reply-extras.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import { toShownLine } from './to-shown-line.ts';

type JsonObject = Record<string, unknown>;

/** Puts a reply's tool calls together. */
type ToolCallCollector = {
  take: (message: JsonObject) => void;
  /** The calls, once the reply has ended. */
  rest: () => ToolCall[];
};

type OpenCall = { id: unknown; name: string; arguments: string };

const MAX_NAME_LENGTH = 100;
const MAX_ARGUMENTS_LENGTH = 20_000;
const LEGACY = 'function_call';

/**
 * Reads `tool_calls` and `function_call` of messages and deltas (OpenAI API reference, "Chat Completions").
 * Calls belong together by index. Some servers send every call whole, under the same index (Ollama, Google)
 * or none (Mistral, MiniMax), so one with another ID is another call; and some send all of a call again each
 * time, so arguments that begin with those before replace them.
 */
export function createToolCallCollector(): ToolCallCollector {
  let calls: OpenCall[] = [];
  const byIndex = new Map<unknown, OpenCall>();

  const begin = (index: unknown, id: unknown): OpenCall | null => {
    if (calls.length >= MAX_EXTRAS.toolCalls) return null;
    const call = { id, name: '', arguments: '' };
    calls.push(call);
    byIndex.set(index, call);
    return call;
  };

  const add = (index: unknown, id: unknown, called: unknown) => {
    if (!isRecord(called)) return;
    const known = byIndex.get(index);
    const call = known && !isOther(known, id) ? known : begin(index, id);
    if (!call) return;
    call.id ??= id;
    const name = toShownLine(called['name'], MAX_NAME_LENGTH);
    const written = toText(called['arguments'] ?? called['input']);
    const repeats = name !== undefined && name === call.name && written.startsWith(call.arguments);
    const all = repeats ? written : call.arguments + written;
    call.arguments = all.slice(0, MAX_ARGUMENTS_LENGTH);
    call.name ||= name ?? '';
  };

  return {
    take(message) {
      const { tool_calls: written, function_call: legacy } = message;
      if (Array.isArray(written)) {
        for (const [at, call] of written.slice(0, MAX_EXTRAS.toolCalls).entries()) {
          const id = fieldOf(call, 'id') || undefined;
          const index = fieldOf(call, 'index') ?? (id === undefined ? at : `id ${id}`);
          add(index, id, fieldOf(call, 'function') ?? fieldOf(call, 'custom'));
        }
      }
      add(LEGACY, undefined, legacy);
    },
    rest() {
      const named = calls.filter(({ name }) => name !== '');
      calls = [];
      byIndex.clear();
      return named.map(({ name, arguments: written }) => ({
        name,
        arguments: written.toWellFormed(),
      }));
    },
  };
}

function isOther(known: OpenCall, id: unknown): boolean {
  return id !== undefined && known.id !== undefined && known.id !== id;
}

/** Ollama writes arguments as an object. */
function toText(written: unknown): string {
  if (typeof written === 'string') return written.slice(0, MAX_ARGUMENTS_LENGTH);
  return written === undefined || written === null ? '' : JSON.stringify(written);
}
