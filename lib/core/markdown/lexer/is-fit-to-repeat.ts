import { destinationOf } from '../links/link-host.ts';
import { safeHref } from '../links/safe-href.ts';
import { decodeEntities } from './decode-entities.ts';

// Longer than addresses in practice, and than a host name (253, RFC 1035) or a mailbox (254, RFC
// 5321) can be.
const MAX_REPEATED_LENGTH = 2_048;
const MAX_REPEATED_HOST_LENGTH = 254;

/**
 * Whether the address of a definition is short enough. A definition of a few characters can be used
 * thousands of times, and each use renders its whole address or, for an image, everything said about
 * its destination.
 */
export function isFitToRepeat(rawHref: string): boolean {
  const href = safeHref(decodeEntities(rawHref));
  if (href === null || href.length > MAX_REPEATED_LENGTH) return false;
  return destinationOf(href).length <= MAX_REPEATED_HOST_LENGTH;
}
