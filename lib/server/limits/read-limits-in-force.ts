import 'server-only';
import { MAX_MESSAGES } from '#lib/core/chat/max-messages.ts';
import type {
  DayUse,
  LimitsInForce,
  ShareInForce,
  TeamInForce,
} from '#lib/core/limits/limits-in-force.ts';
import { MICRO_USD_PER_USD } from '#lib/core/prices/model-price.ts';
import type { Config, TeamToken } from '../config/config.ts';
import { storeFor } from '../store/store-for-config.ts';
import type { Spender } from './daily-budget.ts';
import { countRepliesOpen, MAX_CONCURRENT_REPLIES } from './limit-concurrent-replies.ts';
import { everyoneRate, visitorRate } from './limit-visitor-rate.ts';
import { spenderCaps } from './spender-caps.ts';

/**
 * Every limit of the site and its current use, as counted by the store, except for the replies of this process.
 *
 * @param isOwner false in a demo that is open to everyone, which omits budget and teams
 * @throws `store_unavailable`
 */
export async function readLimitsInForce(
  config: Config,
  { isOwner }: { isOwner: boolean },
): Promise<LimitsInForce> {
  const { rateLimit, globalRateLimit, maxOutputTokens, maxThinkingTokens, maxBodyBytes } = config;
  const store = storeFor(config);
  const everyone = await store.peekRate(everyoneRate(config));
  const { active, most } = await store.busiestOf(
    visitorRate({ limitKey: '', policy: 'visitor' }, rateLimit),
  );
  return {
    visitors: { limit: rateLimit, active, most },
    everyone: {
      limit: globalRateLimit,
      requests: Math.min(everyone?.used ?? 0, globalRateLimit),
    },
    replies: {
      visitor: MAX_CONCURRENT_REPLIES.visitor,
      team: MAX_CONCURRENT_REPLIES.team,
      process: MAX_CONCURRENT_REPLIES.process,
      open: countRepliesOpen(),
    },
    maxOutputTokens,
    maxThinkingTokens,
    maxBodyBytes,
    maxMessages: MAX_MESSAGES,
    day: isOwner && config.mode !== 'demo' ? await readDay(config) : null,
  };
}

async function readDay(config: Config): Promise<LimitsInForce['day']> {
  const teams = new Map(config.teamTokens.map((team) => [team.name, team]));
  return {
    tokensCap: config.dailyTokens,
    usdCap: config.dailySpendUsd,
    visitors: await shareOf('visitors', config),
    teams: await Promise.all(Array.from(teams.values(), (team) => readTeam(team, config))),
  };
}

async function readTeam({ name, rateLimit }: TeamToken, config: Config): Promise<TeamInForce> {
  const spender = `team:${name}` as const;
  const rate = visitorRate({ limitKey: spender, policy: 'team' }, rateLimit);
  const points = await storeFor(config).peekRate(rate);
  const requests = Math.min(points?.used ?? 0, rateLimit);
  return { name, rateLimit, requests, ...(await shareOf(spender, config)) };
}

async function shareOf(spender: Spender, config: Config): Promise<ShareInForce> {
  const caps = spenderCaps(spender, config);
  const { settled, inFlight } = await storeFor(config).readDay(spender);
  const use = (unit: 'tokens' | 'microUsd', scale: number): DayUse | null => {
    const cap = caps[unit];
    return cap === null
      ? null
      : { cap: cap / scale, spent: settled[unit] / scale, setAside: inFlight[unit] / scale };
  };
  return { tokens: use('tokens', 1), usd: use('microUsd', MICRO_USD_PER_USD) };
}
