import 'server-only';

/** Whether a value is one of these words. */
export function isOneOf(allowed: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && allowed.includes(value);
}
