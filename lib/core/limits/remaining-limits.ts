/** `share` has only three steps, so that a visitor can't infer the size of the owner's budget. */
export type RemainingBudget = {
  share: 'plenty' | 'little' | 'none';
  /** What remains of each cap, for the operator; `null` for everyone else. */
  figures: { tokens: number | null; usd: number | null } | null;
};

/** What remains before a visitor reaches a limit of the site. `null`: no limit, or nothing used. */
export type RemainingLimits = {
  /** Messages remaining until the window ends, `resetMs` from now. */
  messages: { remaining: number; resetMs: number } | null;
  /** Today's budget, which ends at midnight UTC. */
  budget: RemainingBudget | null;
};

/**
 * The `RateLimit` header gives the daily budget in fifths: five while more than one remains, then
 * one, and zero when it is used up.
 */
export const FIFTHS: Record<RemainingBudget['share'], number> = { plenty: 5, little: 1, none: 0 };
