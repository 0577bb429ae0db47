/**
 * Why the store that counts for all instances cannot be used. `emptied`: it has lost what was counted, and is
 * closed for money until every instance has told what it knows.
 */
const STORE_FAULTS = [
  'unreachable',
  'timeout',
  'full',
  'read_only',
  'login',
  'loading',
  'emptied',
  'failed',
] as const;

export type StoreFault = (typeof STORE_FAULTS)[number];

/** Whether a reason is one of these. */
export function isStoreFault(reason: unknown): reason is StoreFault {
  return STORE_FAULTS.some((fault) => fault === reason);
}
