/** Whether a value can have properties: an object, an array or an error, but not null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
