import type { Field } from '../../evidence/collect-fields.ts';
import type { LimitDetails } from './limit-details.ts';
import { windowOfName, windowOfSeconds } from './read-limit-window.ts';

/**
 * The limit of which headers or the body say that nothing remains: `x-ratelimit-limit-tokens` if
 * `x-ratelimit-remaining-tokens` is 0, and likewise for any other provider's names.
 *
 * @param unit what it counts if its name does not say: `x-ratelimit-limit`
 */
export function readExhaustedLimit(
  fields: readonly Field[],
  unit: 'requests' | 'tokens' = 'requests',
): LimitDetails | undefined {
  for (const [name, value] of fields) {
    if (!name.includes('ratelimit') || !name.includes('remaining')) continue;
    const limitName = name.replace('remaining', 'limit');
    const limit = fields.find(([other]) => other === limitName)?.[1].trim() ?? '';
    // "50, 50;w=60" in older drafts of the IETF.
    const count = /^(\d{1,12})(?![\w.])/.exec(limit)?.[1];
    if (!isNothing(value) || count === undefined) continue;
    const limitWindow = windowOf(name, limit);
    const limitUnit = unitOfName(name) ?? unit;
    return { limit: Number(count), limitUnit, ...(limitWindow && { limitWindow }) };
  }
  return undefined;
}

function windowOf(name: string, limit: string): LimitDetails['limitWindow'] {
  const seconds = /;w=(\d{1,8})/.exec(limit)?.[1];
  if (seconds !== undefined) return windowOfSeconds(Number(seconds));
  return windowOfName(/minute|hour|day|week|month/.exec(name)?.[0] ?? '');
}

function isNothing(remaining: string): boolean {
  return /^\s?-?0(?:\.0{1,9})?\s?$/.test(remaining);
}

function unitOfName(name: string): 'requests' | 'tokens' | undefined {
  if (/token|tp[mdh]/.test(name)) return 'tokens';
  return /request|quer|rp[mdh]/.test(name) ? 'requests' : undefined;
}
