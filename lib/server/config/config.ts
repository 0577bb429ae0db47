import 'server-only';
import type { KeyInspection } from '#lib/core/key/inspect-key.ts';
import type { ApiSetting } from '#lib/core/models/choose-dialect.ts';
import type { ModelSelection } from '#lib/core/models/model-selection.ts';
import type { ProviderTool } from '#lib/core/models/provider-tools.ts';
import type { ModelPrice } from '#lib/core/prices/model-price.ts';
import type { Proxies } from '../proxies/proxies.ts';

/**
 * What Starlight does with a chat request.
 * `demo`: the simulated upstream. `live`: the real one. `not_configured`: the key or another
 * variable is missing or wrong; `apiKey` is null if it is the key. `unprotected`: production with a key, but neither an access code
 * nor STARLIGHT_PUBLIC=1. `closed`: STARLIGHT_CLOSED=1.
 */
export type SiteMode = 'demo' | 'live' | 'not_configured' | 'unprotected' | 'closed';

/**
 * A variable that is missing or wrong: its name, never its value. `problem` is one sentence, `fix`
 * says what to do. `error`: chat does not work until it is fixed. `warning`: chat still works.
 */
export type ConfigProblem = {
  variable: string;
  reason: string;
  problem: string;
  fix: string;
  severity: 'error' | 'warning';
};

/** One `name:token` pair of STARLIGHT_TEAM_TOKENS, and the limits of its team. */
export type TeamToken = {
  name: string;
  token: string;
  /** Requests per minute. */
  rateLimit: number;
  /** Of the daily caps; null for an equal part of what the explicit shares leave. */
  sharePercent: number | null;
};

/** A second upstream for a model: asked when the first is down, overloaded or out of credit. */
export type Fallback = {
  /** The model as visitors choose it; `*` for every model without an entry of its own. */
  model: string;
  /** Without a trailing slash. */
  baseUrl: string;
  apiKey: string;
  /** Its name there, if that is another. */
  modelThere: string | null;
};

/** Everything read from the environment, checked. */
export type Config = {
  mode: SiteMode;
  problems: readonly ConfigProblem[];
  /** `next dev`. Everything else, tests included, counts as production. */
  development: boolean;
  /** Null unless present and well-formed; always null in the demo. */
  apiKey: string | null;
  /** What the format of the key reveals. */
  keyInspection: KeyInspection;
  /** Without a trailing slash. */
  baseUrl: string;
  /** The provider's name, or the host of an unknown upstream. */
  upstreamName: string;
  /** The proxies of the network that requests to the upstream go through. */
  proxies: Proxies;
  /** Second upstreams, at most one for each model. */
  fallbacks: readonly Fallback[];
  /** In which of OpenAI's APIs the upstream is asked. */
  api: ApiSetting;
  organization: string | null;
  project: string | null;
  /** The names in STARLIGHT_MODELS; the first is the default. Can be empty if patterns decide. */
  models: readonly string[];
  /** Names and patterns, if the upstream's list decides what is offered; null if only names do. */
  modelSelection: ModelSelection | null;
  /** The operator's own prices by model, which come before those of the table. */
  prices: ReadonlyMap<string, ModelPrice>;
  /** What providers may run for visitors at extra cost, such as searches of the web. */
  tools: readonly ProviderTool[];
  /** Whether the model names new conversations. */
  modelTitles: boolean;
  systemPrompt: string | null;
  accessCode: string | null;
  operatorCode: string | null;
  /** Visitors must have entered the access code: never in development or in the demo. */
  accessRequired: boolean;
  /** Signs cookies (32 bytes). */
  sessionSecret: Uint8Array;
  contact: string | null;
  /** The most tokens of an answer, and the most that are added for thinking. */
  maxOutputTokens: number;
  maxThinkingTokens: number;
  maxBodyBytes: number;
  /** Requests per minute, for each visitor and for all visitors together. */
  rateLimit: number;
  globalRateLimit: number;
  /** Caps for everyone together, per UTC day; null without a cap. */
  dailyTokens: number | null;
  dailySpendUsd: number | null;
  ttfbTimeoutMs: number;
  idleTimeoutMs: number;
  totalTimeoutMs: number;
  teamTokens: readonly TeamToken[];
  /** `https://chat.example`, or null to compare with Host. */
  origin: string | null;
  trustedProxyHops: number;
  /** Where limits are counted for all instances; null for the memory of this one. Contains a password. */
  redisUrl: string | null;
  /** The file that remembers what was spent across restarts of one server; null if there is none. */
  stateFile: string | null;
  /** Whether recent responses are kept in memory for the operator's page. */
  responseLog: boolean;
  /** VERCEL=1: the platform overwrites the forwarding headers, so they can be trusted. */
  onVercel: boolean;
  /** Names of Starlight's variables that are set, for the start line. */
  setVariables: readonly string[];
  /** Identifies the build of the sources; pages compare theirs with it. */
  build: string;
};
