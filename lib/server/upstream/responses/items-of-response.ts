import 'server-only';
import { fieldOf } from '#lib/core/json/field-of.ts';
import { isRecord } from '#lib/core/json/is-record.ts';
import type { OutputItem } from './item-results.ts';
import { itemNames } from './output-part.ts';

type JsonObject = Record<string, unknown>;

/** The items of a response's output, under their names. */
export function itemsOfResponse(response: JsonObject): OutputItem[] {
  const output = fieldOf(response, 'output');
  if (!Array.isArray(output)) return [];
  return output.flatMap((item: unknown, index) =>
    isRecord(item) ? [{ items: itemNames(index, item['id']), item }] : [],
  );
}

/** The item that an event adds or completes, under its names; null if it has none. */
export function itemOfEvent({ item, output_index: index }: JsonObject): OutputItem | null {
  return isRecord(item) ? { items: itemNames(index, item['id']), item } : null;
}
