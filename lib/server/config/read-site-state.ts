import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { RemainingLimits } from '#lib/core/limits/remaining-limits.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { findPrice } from '#lib/core/prices/find-price.ts';
import type { ModelPrice } from '#lib/core/prices/model-price.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { SiteProblem, SiteState } from '#lib/core/site-state.ts';
import { readRemainingLimits } from '../limits/read-remaining-limits.ts';
import { offeredModelsForPage } from '../models/offered-models.ts';
import { readSessionToShow, roleOf } from '../session/read-session.ts';
import type { Session } from '../session/session-token.ts';
import { webSearchOf } from '../upstream/web-search-access.ts';
import type { Config, ConfigProblem } from './config.ts';
import { configFor } from './read-config.ts';

const INTERNAL_HOST = /\.(internal|local|localhost|lan|home|corp|intranet|test)$/i;

/** For screens without chat. */
const NOTHING_IS_LIMITED: RemainingLimits = { messages: null, budget: null };

/**
 * The state that the page needs to render. Never throws, and contains no secrets: all of it is visible in
 * the page's source. Calls the upstream only for its list of models, in the background, and waits at most
 * a second for it if there is no model to show.
 *
 * @param cookieHeader the request's `Cookie` header
 * @param requestHeaders its headers, for the scheme of the request
 * @param config the configuration of the site, or of its demo
 */
export async function readSiteState(
  cookieHeader: string | null,
  requestHeaders: Headers,
  config: Config = configFor(requestHeaders),
): Promise<SiteState> {
  const headers = new Headers(requestHeaders);
  headers.set('cookie', cookieHeader ?? '');
  const session = await readSessionToShow(headers, config);
  const role = roleOf(session, config);
  const demo = config.mode === 'demo';
  const mode = screenMode(config, session);
  const offered = await modelsFor(mode, role, config);
  return {
    mode,
    demo,
    role,
    signedIn: session !== null && session.role !== 'anonymous',
    accessRequired: config.accessRequired,
    operatorCodeSet: config.operatorCode !== null,
    ...offered,
    prices:
      role === 'operator'
        ? pricesOf(
            offered.models.map(({ id }) => id),
            config,
          )
        : null,
    contact: config.contact,
    upstreamName: role === 'operator' ? config.upstreamName : publicUpstreamName(config),
    upstreamBaseUrl: role === 'operator' ? config.baseUrl : null,
    upstreamPages:
      role === 'operator' ? (providerOfHost(new URL(config.baseUrl).host)?.pages ?? null) : null,
    problems: visibleProblems(config.problems, role, mode),
    maxBodyBytes: config.maxBodyBytes,
    modelTitles: config.modelTitles,
    simulateAllowed: demo || role === 'operator',
    development: config.development,
    remainingLimits:
      mode === 'chat'
        ? await readRemainingLimits(session, headers, config, role)
        : NOTHING_IS_LIMITED,
    build: config.build,
  };
}

const FREE: ModelPrice = { inputUsd: 0, outputUsd: 0 };

/** Simulated replies cost nothing. */
function pricesOf(
  models: readonly string[],
  { prices: own, mode }: Pick<Config, 'prices' | 'mode'>,
): Record<string, ModelPrice> {
  const known = models.flatMap((model): [string, ModelPrice][] => {
    const price = mode === 'demo' ? FREE : findPrice(model, own);
    return price === null ? [] : [[model, price]];
  });
  return Object.fromEntries(known);
}

async function modelsFor(
  mode: SiteState['mode'],
  role: Audience,
  config: Config,
): Promise<Pick<SiteState, 'models' | 'modelTrouble'>> {
  if (mode !== 'chat') return { models: config.models.map((id) => ({ id })), modelTrouble: null };
  const { models, trouble } = await offeredModelsForPage(config);
  if (models.length > 0) {
    return { models: models.map((model) => toShownModel(model, config)), modelTrouble: null };
  }
  const kind = trouble?.reason === 'failed' ? trouble.failure.kind : undefined;
  return {
    models: [],
    modelTrouble: {
      reason: trouble?.reason ?? 'none_match',
      ...(role === 'operator' && kind !== undefined && { kind }),
    },
  };
}

/** Without what only the server needs, for hundreds of models. */
function toShownModel(
  { outputTokens, efforts = [], ...shown }: OfferedModel,
  config: Config,
): OfferedModel {
  return {
    ...shown,
    ...(efforts.length > 0 && { efforts }),
    ...(webSearchOf(config, shown.id) !== null && { webSearch: true }),
  };
}

/** Everyone may see a public host name; an internal one is hidden from visitors. */
function publicUpstreamName({ upstreamName, baseUrl }: Config): string {
  const { hostname } = new URL(baseUrl);
  const isPublic = /\.[a-z]{2,}$/i.test(hostname) && !INTERNAL_HOST.test(hostname);
  return isPublic ? upstreamName : 'the model server';
}

function screenMode(config: Config, session: Session | null): SiteState['mode'] {
  switch (config.mode) {
    case 'closed':
    case 'unprotected':
      return config.mode;
    case 'not_configured':
      return 'setup';
    default:
      return config.accessRequired && session === null ? 'sign_in' : 'chat';
  }
}

/** The operator sees everything; strangers see only variable names, and only while chat is off. */
function visibleProblems(
  problems: readonly ConfigProblem[],
  role: Audience,
  mode: SiteState['mode'],
): SiteProblem[] {
  if (role === 'operator') return problems.map((problem) => ({ ...problem }));
  if (mode !== 'setup' && mode !== 'unprotected') return [];
  const names = problems.filter(({ severity }) => severity === 'error').map((p) => p.variable);
  return [...new Set(names)].map((variable) => ({ variable, reason: '' }));
}
