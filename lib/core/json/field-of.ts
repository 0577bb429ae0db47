import { isRecord } from './is-record.ts';

/** A field of a decoded JSON object; `undefined` where there is none. Nothing is read from a prototype. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
