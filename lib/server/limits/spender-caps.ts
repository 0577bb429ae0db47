import 'server-only';
import { MICRO_USD_PER_USD } from '#lib/core/prices/model-price.ts';
import type { Config } from '../config/config.ts';
import type { Caps, Spender } from './daily-budget.ts';

/**
 * The part of the daily caps that one spender may use: a team's explicit percentage, or an equal part
 * of the rest, which visitors and teams without a percentage share. The parts never exceed the cap.
 */
export function spenderCaps(
  spender: Spender,
  config: Pick<Config, 'dailyTokens' | 'dailySpendUsd' | 'teamTokens'>,
): Caps {
  const { dailyTokens, dailySpendUsd } = config;
  return {
    tokens: dailyTokens === null ? null : partOf(dailyTokens, spender, config),
    microUsd:
      dailySpendUsd === null ? null : partOf(dailySpendUsd * MICRO_USD_PER_USD, spender, config),
  };
}

function partOf(cap: number, spender: Spender, { teamTokens }: Pick<Config, 'teamTokens'>): number {
  // A team with two tokens, as during a rotation, is one spender.
  const shares = new Map(
    teamTokens.map(({ name, sharePercent }) => [`team:${name}`, sharePercent]),
  );
  const own = shares.get(spender) ?? null;
  if (own !== null) return (cap * own) / 100;
  const assignedPercent = Array.from(shares.values()).reduce<number>(
    (sum, share) => sum + (share ?? 0),
    0,
  );
  const equalParts = Array.from(shares.values()).filter((share) => share === null).length + 1;
  return (cap * (100 - assignedPercent)) / 100 / equalParts;
}
