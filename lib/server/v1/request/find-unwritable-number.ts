import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

/**
 * Where a number stands that JSON cannot write (`1e999999` is read as infinity, and written as null):
 * what is sent on would be another request than the one that was checked. Null: nowhere.
 */
export function findUnwritableNumber(value: unknown): PropertyKey[] | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : [];
  if (!isObject(value)) return null;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    const found = findUnwritableNumber(member);
    if (found) return [isList ? Number(name) : name, ...found];
  }
  return null;
}
