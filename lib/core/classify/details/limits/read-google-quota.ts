import type { Field } from '../../evidence/collect-fields.ts';
import type { LimitDetails } from './limit-details.ts';
import { type LimitWindow, windowOfName } from './read-limit-window.ts';

type Quota = LimitDetails & { limitWindow: LimitWindow };

/**
 * Google's `QuotaFailure`: `{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier",
 * "quotaValue":"50"}` is 50 requests a day. Of several violations the one of a day counts: after a
 * minute it is still there.
 */
export function readGoogleQuota(fields: readonly Field[]): LimitDetails | undefined {
  const quotas = fields.flatMap(([name, id], index): Quota[] => {
    const limitWindow = windowOfName(/Per(Minute|Hour|Day)(?![a-z])/.exec(id)?.[1] ?? '');
    if (name !== 'quota-id' || !limitWindow) return [];
    const limit = valueBeside(index, fields);
    const limitUnit = /Tokens?Per/.test(id) ? 'tokens' : 'requests';
    return [{ limitWindow, ...(limit !== undefined && { limit, limitUnit }) }];
  });
  return quotas.find(({ limitWindow }) => limitWindow === 'day') ?? quotas[0];
}

/** The `quotaValue` of the same violation. 0 means that the plan does not include the model. */
function valueBeside(index: number, fields: readonly Field[]): number | undefined {
  const nearby = fields.slice(index + 1, index + 4);
  const next = nearby.findIndex(([name]) => name === 'quota-id');
  const ofThis = next === -1 ? nearby : nearby.slice(0, next);
  const value = ofThis.find(([name]) => name === 'quota-value')?.[1] ?? '';
  return /^[1-9]\d{0,11}$/.test(value) ? Number(value) : undefined;
}
