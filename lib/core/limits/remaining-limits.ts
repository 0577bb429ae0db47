/** `share` of a day's budget in steps so coarse that they tell a visitor nothing of the owner's figures. */
export type RemainingBudget = {
  share: 'plenty' | 'little' | 'none';
  /** What is left of each cap that there is; for the operator alone, null for everyone else. */
  figures: { tokens: number | null; usd: number | null } | null;
};

/** What a visitor may still do before a limit of the site is met. `null`: not limited, or nothing used. */
export type RemainingLimits = {
  /** Messages until the window is over, which is `resetMs` from now. */
  messages: { left: number; resetMs: number } | null;
  /** Of today, which ends at midnight UTC. */
  budget: RemainingBudget | null;
};

/**
 * A day's budget in the `RateLimit` header is told in fifths: five while more than one is left, one
 * from there on, none when it is used up.
 */
export const FIFTHS: Record<RemainingBudget['share'], number> = { plenty: 5, little: 1, none: 0 };
