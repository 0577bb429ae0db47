import { isRecord } from './is-record.ts';

/** Reads an own field of a decoded JSON object; `undefined` if there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
