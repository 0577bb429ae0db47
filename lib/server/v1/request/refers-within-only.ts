import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

/** Where JSON Schema names another schema (drafts 4 to 2020-12), which some servers would fetch. */
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/**
 * Tells whether every reference in a JSON schema stays within the schema (`#/$defs/place`). One that
 * is relative does not: `$id` may have named another host before.
 */
export function refersWithinOnly(schema: unknown): boolean {
  if (!isObject(schema)) return true;
  return Object.entries(schema).every(
    ([name, value]) =>
      !(REFERENCES.includes(name) && typeof value === 'string' && !value.startsWith('#')) &&
      refersWithinOnly(value),
  );
}
