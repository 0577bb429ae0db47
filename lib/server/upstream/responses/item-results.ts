import 'server-only';
import { MAX_EXTRAS } from '#lib/core/chat/extra-limits.ts';
import type { ReplyExtra } from '#lib/core/chat/reply-extras.ts';
import { imageUrlOf } from './image-url.ts';
import type { OutputPart } from './output-part.ts';
import { type CalledFunction, readCall } from './read-call.ts';

type JsonObject = Record<string, unknown>;

/** An item of the output under its names. */
export type OutputItem = { items: OutputPart['items']; item: JsonObject };

/** Reads the items that are a result of their own, a function call or an image, each once. */
type ItemResults = {
  /** Takes a complete item of the stream. */
  take: (item: OutputItem) => ReplyExtra[];
  /** Takes all items, at the end. */
  takeAll: (items: readonly OutputItem[]) => ReplyExtra[];
  /** Whether a function was called. A tool that the provider may run itself counts if nothing was said. */
  hasCalls: (hasText: boolean) => boolean;
  /** Characters the model wrote in its calls. */
  written: () => number;
};

type Result = { extra: ReplyExtra; identity: string; call: CalledFunction | null };

// Twice what a reply keeps, so that the end of a response is recognized as what was already said.
const MAX_RESULTS = 2 * (MAX_EXTRAS.toolCalls + MAX_EXTRAS.images);

export function createItemResults(): ItemResults {
  const byName = new Map<string, string>();
  const said = new Map<string, number>();
  const calls = { functions: 0, others: 0, written: 0 };

  const say = ({ extra, identity, call }: Result): ReplyExtra[] => {
    if (call) {
      calls[call.isFunction ? 'functions' : 'others'] += 1;
      calls.written += call.written;
    }
    if (said.size >= MAX_RESULTS) return [];
    said.set(identity, (said.get(identity) ?? 0) + 1);
    return [extra];
  };

  return {
    take({ items, item }) {
      const result = readResult(item);
      if (!result || byName.get(items[0]) === result.identity) return [];
      if (byName.size < MAX_RESULTS) byName.set(items[0], result.identity);
      return say(result);
    },
    takeAll(items) {
      const left = new Map(said);
      return items.flatMap(({ item }) => {
        const result = readResult(item);
        if (!result) return [];
        const count = left.get(result.identity) ?? 0;
        left.set(result.identity, count - 1);
        return count > 0 ? [] : say(result);
      });
    },
    hasCalls: (hasText) => calls.functions > 0 || (calls.others > 0 && !hasText),
    written: () => calls.written,
  };
}

/** What an item results in; null if nothing. The same result has the same identity. */
function readResult(item: JsonObject): Result | null {
  if (item['type'] === 'image_generation_call') {
    const url = imageUrlOf(item['result'], item['output_format']);
    return url === null ? null : { extra: { type: 'image', url }, identity: url, call: null };
  }
  const call = readCall(item);
  if (!call) return null;
  const { id, name, arguments: written } = call;
  return {
    extra: { type: 'tool_call', call: { name, arguments: written } },
    identity: `${id}\n${name}\n${written}`,
    call,
  };
}
