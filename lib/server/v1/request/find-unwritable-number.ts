import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

/**
 * The path of the first number that JSON cannot represent (`1e999999` is read as infinity and written as
 * null), or null if there is none. Such a request would be sent on differently from how it was checked.
 */
export function findUnwritableNumber(value: unknown): PropertyKey[] | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : [];
  if (!isObject(value)) return null;
  const isArray = Array.isArray(value);
  for (const [name, member] of Object.entries(value)) {
    const found = findUnwritableNumber(member);
    if (found) return [isArray ? Number(name) : name, ...found];
  }
  return null;
}
