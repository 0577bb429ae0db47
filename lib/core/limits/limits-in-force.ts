/** The use of a daily cap, in tokens or US dollars. */
export type DayUse = { cap: number; spent: number; setAside: number };

/** A share of the daily caps and today's use of it; `null` if there is no such cap. */
export type ShareInForce = { tokens: DayUse | null; usd: DayUse | null };

/** A team with its own rate limit and share. */
export type TeamInForce = ShareInForce & { name: string; rateLimit: number; requests: number };

/** Every limit of the site and its current use, in the process that responds. */
export type LimitsInForce = {
  /** Requests per minute and visitor, the number of active visitors, and the requests of the busiest. */
  visitors: { limit: number; active: number; most: number };
  everyone: { limit: number; requests: number };
  replies: { visitor: number; team: number; process: number; open: number };
  maxOutputTokens: number;
  maxThinkingTokens: number;
  maxBodyBytes: number;
  maxMessages: number;
  /** `null` if nothing is spent (the demo) or the reader may not see it. */
  day: {
    /** For the whole site; `null` without a cap. */
    tokensCap: number | null;
    usdCap: number | null;
    visitors: ShareInForce;
    teams: readonly TeamInForce[];
  } | null;
};
