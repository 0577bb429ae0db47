/** What counts against a cap of a day: tokens, or US dollars. */
export type DayUse = { cap: number; spent: number; setAside: number };

/** A part of the caps, and what was used of it today; null where there is no such cap. */
export type ShareInForce = { tokens: DayUse | null; usd: DayUse | null };

/** A team, its own rate and share. */
export type TeamInForce = ShareInForce & { name: string; rateLimit: number; requests: number };

/** Every limit of the site, and what is used of it now in the process that answers. */
export type LimitsInForce = {
  /** Requests a minute for each visitor: how many visitors are counted, and the busiest one's requests. */
  visitors: { limit: number; active: number; most: number };
  everyone: { limit: number; requests: number };
  replies: { visitor: number; team: number; process: number; open: number };
  maxOutputTokens: number;
  maxBodyBytes: number;
  maxMessages: number;
  /** Null where nothing is spent (the demo) or it is not the reader's business. */
  day: {
    /** Of the whole site; null without a cap. */
    tokensCap: number | null;
    usdCap: number | null;
    visitors: ShareInForce;
    teams: readonly TeamInForce[];
  } | null;
};
