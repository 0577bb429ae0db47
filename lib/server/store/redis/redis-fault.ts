import 'server-only';
import type { StoreFault } from '#lib/core/errors/store-faults.ts';

const FAULTS: Readonly<Record<string, StoreFault>> = {
  OOM: 'full',
  READONLY: 'read_only',
  NOAUTH: 'login',
  WRONGPASS: 'login',
  NOPERM: 'login',
  LOADING: 'loading',
  MASTERDOWN: 'loading',
  // Redis refuses writes while it cannot save them, or has too few replicas.
  MISCONF: 'read_only',
  NOREPLICAS: 'read_only',
};
// Redis 6 wraps what a script ran into: "ERR Error running script (...): @user_script:13: -OOM ...".
const CODE = /\b(OOM|READONLY|NOAUTH|WRONGPASS|NOPERM|LOADING|MASTERDOWN|MISCONF|NOREPLICAS)\b/;
const CODE_IS_WITHIN = 300;
const REPLY_CLASSES = new Set(['ErrorReply', 'SimpleError', 'BlobError']);

/** What is wrong with a store, by an error of its client, whose text stays here: it can hold an address. */
export function faultOf(error: unknown): StoreFault {
  if (!(error instanceof Error)) return 'failed';
  const code = CODE.exec(error.message.slice(0, CODE_IS_WITHIN))?.[1];
  if (code !== undefined) return FAULTS[code] ?? 'failed';
  return isRedisReply(error) ? 'failed' : 'unreachable';
}

/** Whether Redis itself answered with this error. By name, because the client is loaded only when needed. */
export function isRedisReply(error: unknown): boolean {
  return error instanceof Error && REPLY_CLASSES.has(error.constructor.name);
}

/** Whether Redis does not have the script of a digest. */
export function isMissingScript(error: unknown): boolean {
  return isRedisReply(error) && error instanceof Error && error.message.startsWith('NOSCRIPT');
}
