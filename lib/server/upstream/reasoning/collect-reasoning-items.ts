import 'server-only';
import { MAX_REASONING_LENGTH } from '#lib/core/chat/sealed-reasoning.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CarriedReasoning, MessageIdentity, ReasoningItem } from './carried-reasoning.ts';

/** Collects the reasoning items of a response. */
type ItemsCollector = {
  /** Takes an event of the stream. */
  take: (event: Readonly<Record<string, unknown>>) => void;
  /** Takes the complete response, whose output replaces what was collected. */
  complete: (response: Readonly<Record<string, unknown>>) => void;
  /** All of them; null if there are none, or if they can't be sent back. */
  end: () => CarriedReasoning | null;
};

type KeptItem = ReasoningItem | ({ type: 'message' } & MessageIdentity);

const ID = /^[A-Za-z0-9_-]{1,200}$/;
// Ollama writes the thinking itself there, as text.
const ENCRYPTED = /^[A-Za-z0-9+/_=.-]+$/;
const PHASES: ReadonlySet<unknown> = new Set(['commentary', 'final_answer']);
// More than can be sent back.
const MAX_ITEMS = 100;

/**
 * Reasoning is sent back if all of it is encrypted and one message followed it. OpenAI refuses reasoning
 * "without its required following item", so a reply in which a search or a second message followed
 * some of it, of which the conversation keeps no item, is sent as text alone.
 */
export function createItemsCollector(): ItemsCollector {
  let items: (KeptItem | null)[] = [];

  return {
    take({ type, item }) {
      if (type === 'response.output_item.done' && items.length < MAX_ITEMS) {
        items.push(readItem(item));
      }
    },
    complete(response) {
      const output = fieldOf(response, 'output');
      if (Array.isArray(output) && output.length > 0) {
        items = output.slice(0, MAX_ITEMS).map(readItem);
      }
    },
    end() {
      const message = items.at(-1);
      const reasoning = items.slice(0, -1).filter((item) => item?.type === 'reasoning');
      if (message?.type !== 'message' || reasoning.length !== items.length - 1) return null;
      if (reasoning.length === 0 || lengthOf(reasoning) > MAX_REASONING_LENGTH) return null;
      const { id, phase } = message;
      return { form: 'items', items: reasoning, message: { id, ...(phase && { phase }) } };
    },
  };
}

/** null for an item that can't be sent back. */
function readItem(item: unknown): KeptItem | null {
  if (!isRecord(item)) return null;
  const { type, id, phase, encrypted_content: encrypted, summary, content } = item;
  if (typeof id !== 'string' || !ID.test(id)) return null;
  if (type === 'message') {
    return { type, id, ...(typeof phase === 'string' && PHASES.has(phase) && { phase }) };
  }
  if (type !== 'reasoning' || typeof encrypted !== 'string') return null;
  if (encrypted.length > MAX_REASONING_LENGTH || !ENCRYPTED.test(encrypted)) return null;
  return {
    ...{ type, id, encrypted_content: encrypted },
    summary: Array.isArray(summary) ? summary : [],
    ...(Array.isArray(content) && { content }),
  };
}

function lengthOf(items: readonly ReasoningItem[]): number {
  return JSON.stringify(items).length;
}
