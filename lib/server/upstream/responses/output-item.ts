import 'server-only';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { CompletePart, OutputPart, PartKind } from './output-part.ts';

type JsonObject = Record<string, unknown>;

/** A part of a complete item, with the annotations of its text, unread. */
export type ItemPart = CompletePart & { annotations: readonly unknown[] };

const KINDS: ReadonlyMap<unknown, PartKind> = new Map([
  ['output_text', 'text'],
  ['refusal', 'refusal'],
  ['summary_text', 'summary'],
  ['reasoning_text', 'reasoning'],
]);

/** The parts of a complete item that have text: of a message, or of reasoning. */
export function partsOfItem(item: JsonObject, items: OutputPart['items']): ItemPart[] {
  const { type, content, summary } = item;
  if (type === 'reasoning') {
    return [...partsOf(content, items, 'reasoning'), ...partsOf(summary, items, 'summary')];
  }
  return type === 'message' ? partsOf(content, items, 'text') : [];
}

/**
 * Reads a part of a message or of reasoning, as the end of a part has it too; null if it has no text.
 *
 * @param usual its kind if its type does not tell
 */
export function readPart(
  part: unknown,
  usual: PartKind,
): (Pick<ItemPart, 'text' | 'annotations'> & { kind: PartKind }) | null {
  if (!isRecord(part)) return null;
  const { text, refusal, annotations } = part;
  const kind = KINDS.get(part['type']) ?? usual;
  const written = kind === 'refusal' ? refusal : text;
  if (typeof written !== 'string' || written === '') return null;
  return { kind, text: written, annotations: Array.isArray(annotations) ? annotations : [] };
}

function partsOf(content: unknown, items: OutputPart['items'], kind: PartKind): ItemPart[] {
  const parts: readonly unknown[] =
    typeof content === 'string' ? [{ text: content }] : Array.isArray(content) ? content : [];
  return parts.flatMap((part, index) => {
    const read = readPart(part, kind);
    if (!read) return [];
    const { text, annotations } = read;
    return { part: { kind: read.kind, items, index }, text, annotations };
  });
}
