import { formatCount } from '../../text/format-amount.ts';
import { type DoctorCheck, pass, skip, warn } from '../doctor-check.ts';
import { upstreamProvider } from '../key-page.ts';

type Headroom = { unit: string; remaining: number; limit: number; reset: string | null };
const LOW = 0.1;

/** What remains of the rate limits, and when they reset (`x-ratelimit-*`). */
export const headroomCheck: DoctorCheck = {
  id: 'headroom',
  label: 'Rate limits',
  needs: ['models'],
  uses: ['completion'],
  run({ facts, memory: { answer } }) {
    const found = ['requests', 'tokens'].flatMap((unit) => readHeadroom(unit, answer?.headers));
    if (found.length === 0) {
      return skip('Rate limits', { detail: `${facts.upstream.name} doesn't report them.` });
    }
    const amounts = found
      .map(
        ({ unit, remaining, limit }) =>
          `${formatCount(remaining)} of ${formatCount(limit)} ${unit}`,
      )
      .join(' and ');
    const resets = found.flatMap(({ unit, reset }) =>
      reset === null ? [] : `The limit on ${unit} resets in ${reset}.`,
    );
    const detail = resets.length > 0 ? { detail: resets.join(' ') } : {};
    const isLow = found.some(({ remaining, limit }) => remaining < limit * LOW);
    const isReached = found.some(({ remaining }) => remaining === 0);
    return isLow
      ? warn(`${isReached ? 'A limit is reached: only' : 'Only'} ${amounts} remaining`, {
          ...detail,
          fix: "Wait for the reset, or raise the limits in the account's settings.",
          link: upstreamProvider(facts)?.pages.limits ?? undefined,
        })
      : pass(`${amounts} remaining`, detail);
  },
};

function readHeadroom(
  unit: string,
  headers: { get(name: string): string | null } | undefined,
): Headroom[] {
  const remaining = readCount(headers?.get(`x-ratelimit-remaining-${unit}`));
  const limit = readCount(headers?.get(`x-ratelimit-limit-${unit}`));
  if (remaining === null || limit === null || limit === 0) return [];
  const reset = headers?.get(`x-ratelimit-reset-${unit}`)?.trim() ?? '';
  const isDuration = /^(\d[\d.]{0,15}(ms|[hmsd])){1,5}$/.test(reset);
  return [{ unit, remaining, limit, reset: isDuration ? reset : null }];
}

function readCount(text: string | null | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,15}$/.test(trimmed) ? Number(trimmed) : null;
}
