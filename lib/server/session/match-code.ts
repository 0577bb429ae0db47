import 'server-only';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { normalizeCode } from '../config/access-codes.ts';
import type { Config } from '../config/config.ts';

/**
 * The role of a code, or null. Its timing reveals nothing: both codes are always compared, as HMACs
 * of equal length.
 */
export function matchCode(
  code: string,
  config: Pick<Config, 'accessCode' | 'operatorCode' | 'sessionSecret'>,
): 'visitor' | 'operator' | null {
  const digest = (text: string) => createHmac('sha256', config.sessionSecret).update(text).digest();
  const entered = digest(normalizeCode(code));
  const isAccess = timingSafeEqual(entered, digest(config.accessCode ?? ''));
  const isOperator = timingSafeEqual(entered, digest(config.operatorCode ?? ''));
  if (config.operatorCode !== null && isOperator) return 'operator';
  return config.accessCode !== null && isAccess ? 'visitor' : null;
}
