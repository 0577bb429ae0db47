import type { Audience } from './catalogue/catalogue-entry.ts';
import type { ErrorKind } from './errors/error-kinds.ts';
import type { RemainingLimits } from './limits/remaining-limits.ts';
import type { OfferedModel } from './models/listed-model.ts';
import type { ModelPrice } from './prices/model-price.ts';
import type { ProviderPages } from './providers/provider-site.ts';

/**
 * What the page may know about the site when it is rendered.
 * `sign_in`: an access code is required and this visitor has not entered it. `setup`: something in
 * the environment is missing or wrong. `unprotected`: production, with a key and no access control.
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
  /** Offered models, the default first. Empty only while the upstream's list is not known. */
  models: OfferedModel[];
  /** Why there is no model to choose; null if there is one, and on screens without chat. */
  modelTrouble: ModelTrouble | null;
  /** The known prices of the offered models by their names; null for visitors. */
  prices: Readonly<Record<string, ModelPrice>> | null;
  /** Whom visitors can ask for help. */
  contact: string | null;
  /** The provider's name, or the host of an unknown upstream. */
  upstreamName: string;
  /** Where requests go, up to `/v1`; `null` for visitors. */
  upstreamBaseUrl: string | null;
  /** The provider's pages, for the operator; null for strangers and an unknown upstream. */
  upstreamPages: ProviderPages | null;
  /** Strangers only get the variables' names; their `reason` is empty. */
  problems: SiteProblem[];
  maxBodyBytes: number;
  /** The model names new conversations (STARLIGHT_TITLES). */
  modelTitles: boolean;
  /** `/simulate <kind>` is understood. */
  simulateAllowed: boolean;
  development: boolean;
  /** This visitor's limits when the page was rendered; every response of the chat updates them. */
  remainingLimits: RemainingLimits;
  /** The build that rendered the page; a newer server names another one. */
  build: string;
};

/** The header that names the server's build on every API response. */
export const BUILD_HEADER = 'x-starlight-build';

/**
 * Why there is no model to choose: the upstream's list has not arrived yet, could not be read, or has
 * nothing that STARLIGHT_MODELS describes. Only the operator gets the kind of failure.
 */
export type ModelTrouble = {
  reason: 'loading' | 'failed' | 'none_match';
  kind?: ErrorKind | undefined;
};

/** One variable that is missing or wrong, never its value. */
export type SiteProblem = {
  variable: string;
  reason: string;
  problem?: string | undefined;
  fix?: string | undefined;
  /** `warning`: chat works anyway. */
  severity?: 'error' | 'warning' | undefined;
};
