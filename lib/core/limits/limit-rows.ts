import { formatAmount, formatCount } from '../text/format-amount.ts';
import type { DayUse, LimitsInForce, ShareInForce } from './limits-in-force.ts';

/** One limit as the operator reads it; `used` is null if nothing is counted. */
type LimitRow = {
  what: string;
  limit: string;
  used: string | null;
  /** The variable that sets it; null if the limit is fixed. */
  variable: string | null;
};

/** Every limit in force, one row each, in the order a request meets them. */
export function limitRows(limits: LimitsInForce): readonly LimitRow[] {
  const { visitors, everyone, replies, maxBodyBytes, maxMessages, day } = limits;
  return [
    {
      what: 'Each visitor',
      limit: `${formatAmount(visitors.limit, 'requests')} a minute`,
      used:
        visitors.active === 0
          ? 'none now'
          : `${formatCount(visitors.active)} active now; the busiest sent ${formatCount(visitors.most)}`,
      variable: 'STARLIGHT_RATE_LIMIT',
    },
    {
      what: 'Everyone together',
      limit: `${formatAmount(everyone.limit, 'requests')} a minute`,
      used: nowText(everyone.requests),
      variable: 'STARLIGHT_GLOBAL_RATE_LIMIT',
    },
    {
      what: 'Replies at once',
      limit: `${formatCount(replies.visitor)} per visitor, ${formatCount(replies.team)} per team, ${formatCount(replies.process)} total`,
      used: nowText(replies.open),
      variable: null,
    },
    {
      what: 'Largest request',
      limit: `${formatAmount(maxBodyBytes, 'bytes')}, ${formatAmount(maxMessages, 'messages')}`,
      used: null,
      variable: 'STARLIGHT_MAX_BODY_BYTES',
    },
    {
      what: 'Longest answer',
      limit: formatAmount(limits.maxOutputTokens, 'tokens'),
      used: null,
      variable: 'STARLIGHT_MAX_OUTPUT_TOKENS',
    },
    {
      what: 'Added for thinking',
      limit: formatAmount(limits.maxThinkingTokens, 'tokens'),
      used: null,
      variable: 'STARLIGHT_MAX_THINKING_TOKENS',
    },
    ...(day ? dayRows(day) : []),
  ];
}

function dayRows(day: NonNullable<LimitsInForce['day']>): LimitRow[] {
  const { tokensCap, usdCap, visitors, teams } = day;
  const all = [visitors, ...teams];
  return [
    {
      what: 'Tokens per day',
      limit: tokensCap === null ? 'no cap' : formatAmount(tokensCap, 'tokens'),
      used: sumOf(all, 'tokens'),
      variable: 'STARLIGHT_DAILY_TOKENS',
    },
    {
      what: 'Dollars per day',
      limit: usdCap === null ? 'no cap' : formatAmount(usdCap, 'usd'),
      used: sumOf(all, 'usd'),
      variable: 'STARLIGHT_DAILY_SPEND',
    },
    ...(teams.length > 0 && (tokensCap !== null || usdCap !== null)
      ? [shareRow('Page visitors', null, visitors)]
      : []),
    ...teams.map((team) => shareRow(`Team ${team.name}`, team, team)),
  ];
}

/** One share of the daily caps; a team also has a rate limit. */
function shareRow(
  what: string,
  rate: { rateLimit: number; requests: number } | null,
  share: ShareInForce,
): LimitRow {
  const limits = [
    ...(rate === null ? [] : [`${formatAmount(rate.rateLimit, 'requests')} a minute`]),
    ...inUnits(share, ({ cap }) => cap).map((amount) => `${amount} a day`),
  ];
  const used = [
    ...(rate === null
      ? []
      : [rate.requests === 0 ? 'none now' : `${formatAmount(rate.requests, 'requests')} now`]),
    ...inUnits(share, ({ spent, setAside }) => spent + setAside).map((amount) => `${amount} today`),
  ];
  return {
    what,
    limit: limits.join(', ') || 'no cap',
    used: used.join(', ') || null,
    variable: null,
  };
}

function inUnits({ tokens, usd }: ShareInForce, amountOf: (use: DayUse) => number): string[] {
  return [
    ...(tokens === null ? [] : [formatAmount(Math.floor(amountOf(tokens)), 'tokens')]),
    ...(usd === null ? [] : [formatAmount(amountOf(usd), 'usd')]),
  ];
}

/** The total used of a cap, and the amount reserved for replies still being written. */
function sumOf(shares: readonly ShareInForce[], unit: 'tokens' | 'usd'): string | null {
  const uses = shares.flatMap((share) => share[unit] ?? []);
  if (uses.length === 0) return null;
  const sum = (name: 'spent' | 'setAside') => uses.reduce((before, use) => before + use[name], 0);
  const setAside = sum('setAside');
  const spent = `${formatAmount(sum('spent'), unit)} today`;
  return setAside === 0 ? spent : `${spent}, ${formatAmount(setAside, unit)} reserved`;
}

function nowText(count: number): string {
  return count === 0 ? 'none now' : `${formatCount(count)} now`;
}
