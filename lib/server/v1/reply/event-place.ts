import 'server-only';
import type { TextKind } from './response-parts.ts';
import type { TextPlace } from './response-texts.ts';

type Picked = Record<string, unknown>;

/** The member that says where in its item a text is. */
export type PlaceName = 'content_index' | 'summary_index';

/** No response has as many items, or parts. */
export const MAX_INDEX = 10_000;
const INDEXES = ['output_index', 'content_index', 'summary_index', 'annotation_index'];

/** Whose text an event is about; null if an index is invalid. An item's only text has no name for it. */
export function placeOf(kind: TextKind, event: Picked, name: PlaceName | null): TextPlace | null {
  const item = indexOf(event['output_index']);
  const index = name === null ? 0 : indexOf(event[name]);
  return item === null || index === null ? null : { item, kind, index };
}

/** A valid index, or null. Gateways leave out an index that is 0. */
export function indexOf(value: unknown): number | null {
  const index = value ?? 0;
  const isIndex = Number.isSafeInteger(index) && Number(index) >= 0 && Number(index) < MAX_INDEX;
  return isIndex ? Number(index) : null;
}

/** Picks the members that say what an event is about. */
export function pickPlace(event: Picked, idOf: (id: unknown) => string | undefined): Picked {
  const picked: Picked = {};
  const id = idOf(event['item_id']);
  if (id !== undefined) picked['item_id'] = id;
  for (const name of INDEXES) {
    if (event[name] !== undefined && indexOf(event[name]) !== null) picked[name] = event[name];
  }
  return picked;
}
