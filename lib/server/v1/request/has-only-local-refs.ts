import 'server-only';
import { isObject } from '#lib/core/json/is-object.ts';

/** JSON Schema's keywords that refer to another schema (drafts 4 to 2020-12), which some servers fetch. */
const REFERENCES = ['$ref', '$dynamicRef', '$recursiveRef'];

/**
 * Whether every reference in a JSON schema stays within that schema (`#/$defs/place`). A relative
 * reference does not: `$id` may have set another host as its base.
 */
export function hasOnlyLocalRefs(schema: unknown): boolean {
  if (!isObject(schema)) return true;
  return Object.entries(schema).every(
    ([name, value]) =>
      !(REFERENCES.includes(name) && typeof value === 'string' && !value.startsWith('#')) &&
      hasOnlyLocalRefs(value),
  );
}
