import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';

/** What a part of the output is: text of the answer, a refusal, or thinking in one of two forms. */
export type PartKind = 'text' | 'refusal' | 'summary' | 'reasoning';

/** A part of an item of the output. */
export type OutputPart = {
  kind: PartKind;
  /** The names of its item, the most reliable first: never empty. See `itemNames`. */
  items: readonly [string, ...string[]];
  /** Its place among the parts of its kind in the item. */
  index: number;
};

/** A part and its complete text. */
export type CompletePart = { part: OutputPart; text: string };

const MAX_ID_LENGTH = 200;
const INDEXED = '#';

/**
 * The names of an item: its place in the output, then its ID. GitHub Copilot gives each event of an item
 * another ID (BerriAI/litellm#30072), so the place counts if it is known.
 */
export function itemNames(index: unknown, id: unknown): OutputPart['items'] {
  const name = typeof id === 'string' ? id.slice(0, MAX_ID_LENGTH) : '';
  if (!Number.isSafeInteger(index)) return [name];
  return name === '' ? [`${INDEXED}${index}`] : [`${INDEXED}${index}`, name];
}

/** Whether two names are of different items for sure. */
export function areDifferentItems(one: string, other: string): boolean {
  return one !== other && one.startsWith(INDEXED) && other.startsWith(INDEXED);
}

/** The part that an event is about: `content_index`, or `summary_index` of a summary. */
export function partOfEvent(kind: PartKind, event: Record<string, unknown>): OutputPart {
  const index = fieldOf(event, kind === 'summary' ? 'summary_index' : 'content_index');
  return {
    kind,
    items: itemNames(event['output_index'], event['item_id']),
    index: Number.isSafeInteger(index) ? Number(index) : 0,
  };
}
