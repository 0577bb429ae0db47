import { providerOfHost } from '../providers/find-provider.ts';
import { isLocalServer } from '../providers/local-servers.ts';
import { findPlaceholder } from './find-placeholder.ts';

/**
 * Who takes the key. `provider`: one in the table, which issues random keys. `local`: a server of one's
 * own, which may accept any value. `unknown`: a gateway, say, where people may choose the keys.
 */
export type KeyPlace = 'provider' | 'local' | 'unknown';

/** @param host the upstream's host, with its port if it has one */
export function keyPlaceOf(host: string): KeyPlace {
  if (providerOfHost(host) !== null) return 'provider';
  const url = URL.parse(`http://${host}`);
  return url !== null && isLocalServer(url.href) ? 'local' : 'unknown';
}

/** Whether a value is a placeholder for sure, at this place. */
export function isPlaceholderAt(value: string, place: KeyPlace): boolean {
  if (place === 'local') return false;
  const certainty = findPlaceholder(value);
  return certainty === 'certain' || (certainty === 'likely' && place === 'provider');
}
