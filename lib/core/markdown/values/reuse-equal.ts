import { isRecord } from '../../json/is-record.ts';

/**
 * Returns `next` with every part that equals the same part of `previous` replaced by that part, and
 * `previous` itself if nothing changed. Equal parts keep their identity and are not rendered again.
 * For plain trees of objects, arrays, strings, numbers, booleans and null.
 */
export function reuseEqual<T>(previous: unknown, next: T): T {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) return reuseArray(previous, next) as T;
  if (isRecord(previous) && isRecord(next)) return reuseObject(previous, next) as T;
  return next;
}

// The casts above: both helpers return either `next` rebuilt part by part or an equal `previous`.

function reuseArray(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  let same = previous.length === next.length;
  const merged = next.map((item, index) => {
    const kept = reuseEqual(previous[index], item);
    if (!Object.is(kept, previous[index])) same = false;
    return kept;
  });
  return same ? previous : merged;
}

function reuseObject(
  previous: Record<string, unknown>,
  next: Record<string, unknown>,
): Record<string, unknown> {
  const names = Object.keys(next);
  let same = Object.keys(previous).length === names.length;
  const merged: Record<string, unknown> = {};
  for (const name of names) {
    merged[name] = reuseEqual(previous[name], next[name]);
    if (!Object.is(merged[name], previous[name])) same = false;
  }
  return same ? previous : merged;
}
