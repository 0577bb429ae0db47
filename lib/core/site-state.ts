import type { Audience } from './catalogue/catalogue-entry.ts';
import type { RemainingLimits } from './limits/remaining-limits.ts';

/**
 * What the page may know about the site when it is drawn.
 * `sign_in`: an access code is asked for and this visitor has not given it. `setup`: something in
 * the environment is missing or wrong. `unprotected`: production with a key that nothing guards.
 */
export type SiteState = {
  mode: 'chat' | 'sign_in' | 'setup' | 'unprotected' | 'closed';
  /** Replies come from the simulated upstream. */
  demo: boolean;
  role: Audience;
  /** A code was entered in this browser. */
  signedIn: boolean;
  accessRequired: boolean;
  operatorCodeSet: boolean;
  /** Offered models, the default first. */
  models: string[];
  /** Whom visitors may ask. */
  contact: string | null;
  /** "OpenAI", or the host of another upstream. */
  upstreamName: string;
  /** Strangers get the names of the variables alone; `reason` is empty for them. */
  problems: SiteProblem[];
  maxBodyBytes: number;
  /** `/simulate <kind>` is understood. */
  simulateAllowed: boolean;
  development: boolean;
  /** What was left to this visitor when the page was drawn; each answer of the chat tells it anew. */
  left: RemainingLimits;
  /** The build that drew the page; a server that was replaced since then names another one. */
  build: string;
};

/** The header in which each answer of the API names the build of its server. */
export const BUILD_HEADER = 'x-starlight-build';

/** One variable that is missing or wrong, never its value. */
export type SiteProblem = {
  variable: string;
  reason: string;
  problem?: string | undefined;
  fix?: string | undefined;
  /** `warning`: chat works all the same. */
  severity?: 'error' | 'warning' | undefined;
};
