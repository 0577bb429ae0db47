import type { OfferedModel } from '../listed-model.ts';
import type { ReasoningEffort } from '../reasoning-effort.ts';
import { USUAL_EFFORT } from './fit-effort.ts';

/** What the operator allows: the tokens of an answer, and the most tokens added for thinking. */
export type OutputAllowance = { maxOutputTokens: number; maxThinkingTokens: number };

/** The output limit to send if none is asked for, and the highest one a request can get, in tokens. */
type OutputRoom = { usual: number; most: number };

/** How much of the room for thinking an effort gets at first. */
const SHARE: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 1 / 8,
  low: 1 / 4,
  medium: 1 / 2,
  high: 3 / 4,
  xhigh: 1,
  max: 1,
};

/**
 * How many tokens a reply may have. Thinking counts toward the output limit, so a model that thinks gets
 * room for it on top of the answer's: as much as its effort suggests at first, and all of it on request.
 * The sum stays within what the model writes at most and within half its context, where those are known,
 * but the answer always keeps its room.
 *
 * @param effort what is sent; undefined for the model's default
 */
export function outputRoom(
  {
    thinks,
    contextTokens,
    outputTokens,
  }: Pick<OfferedModel, 'thinks' | 'contextTokens' | 'outputTokens'>,
  effort: ReasoningEffort | undefined,
  { maxOutputTokens, maxThinkingTokens }: OutputAllowance,
): OutputRoom {
  const doesThink = effort === undefined ? thinks === true : effort !== 'none';
  if (!doesThink) return { usual: maxOutputTokens, most: maxOutputTokens };
  const possible = Math.min(outputTokens ?? Infinity, Math.floor((contextTokens ?? Infinity) / 2));
  const within = (tokens: number) => Math.max(maxOutputTokens, Math.min(tokens, possible));
  const share = SHARE[effort ?? USUAL_EFFORT];
  return {
    usual: within(maxOutputTokens + Math.ceil(maxThinkingTokens * share)),
    most: within(maxOutputTokens + maxThinkingTokens),
  };
}
