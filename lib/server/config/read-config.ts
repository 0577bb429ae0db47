import 'server-only';
import { createHash } from 'node:crypto';
import { comesFromDeveloper } from '../http/development/comes-from-developer.ts';
import { NO_PROXIES } from '../proxies/proxies.ts';
import { registry } from '../registry.ts';
import { readAccessCodes, readSessionSecret } from './access-codes.ts';
import type { Config, SiteMode } from './config.ts';
import { type ConfigReader, createConfigReader, type Environment } from './config-reader.ts';
import { readFallbacks } from './fallback-settings.ts';
import { hostWithInstances } from './host-with-instances.ts';
import { reportUnknownVariables } from './known-variables.ts';
import { readLimits, warnAboutUnknownPrices } from './limit-settings.ts';
import { readPrices } from './price-settings.ts';
import { isProxyVariable, readProxies, warnAboutExtraCertificates } from './proxy-settings.ts';
import { assertNoPublicKey } from './public-key-check.mjs';
import {
  readContact,
  readModels,
  readModelTitles,
  readOrigin,
  readResponseLog,
} from './site-settings.ts';
import { readStore } from './store-settings.ts';
import { readTeamTokens } from './team-settings.ts';
import { readTools } from './tool-settings.ts';
import { DEMO_UPSTREAM, readApi, readUpstreamConfig } from './upstream-settings.ts';
import { warnAboutHostLimits } from './warn-about-host-limits.ts';
import { warnAboutShutdowns } from './warn-about-shutdowns.ts';

// Not read from the environment: next.config.mjs inlines it at build time.
const BUILD = process.env['STARLIGHT_BUILD'] ?? 'unbuilt';

/**
 * Reads and checks the whole environment. Never throws: a wrong value becomes a `ConfigProblem`,
 * which names the variable and never its value, and is replaced by a fallback.
 */
export function readConfig(env: Environment = process.env): Config {
  const reader = createConfigReader(env);
  const closed = reader.flag('STARLIGHT_CLOSED', true);
  const demo = reader.flag('STARLIGHT_DEMO');
  const isPublic = reader.flag('STARLIGHT_PUBLIC');
  const development = env['NODE_ENV'] === 'development';
  const onVercel = env['VERCEL'] === '1';
  const upstream = demo ? DEMO_UPSTREAM : readUpstreamConfig(env, reader);
  const codes = readAccessCodes(reader);
  const { processSecret } = registry();
  const origin = readOrigin(reader);
  const limits = readLimits(reader);
  const prices = readPrices(reader);
  const fallbacks = demo ? [] : readFallbacks(reader, { ...upstream, ...limits, prices });
  const baseUrls = [upstream, ...fallbacks].map(({ baseUrl }) => baseUrl);
  const settings = {
    ...upstream,
    proxies: demo ? NO_PROXIES : readProxies(env, reader, baseUrls),
    api: readApi(reader),
    ...codes,
    ...limits,
    ...readModels(reader, { demo }),
    prices,
    fallbacks,
    tools: readTools(reader, { demo }),
    systemPrompt: reader.text('STARLIGHT_SYSTEM_PROMPT'),
    sessionSecret: demo ? processSecret : readSessionSecret(env, reader, codes, processSecret),
    modelTitles: readModelTitles(reader),
    contact: readContact(reader),
    teamTokens: readTeamTokens(reader, limits.rateLimit),
    origin,
    responseLog: readResponseLog(reader),
    trustedProxyHops: reader.count('STARLIGHT_TRUSTED_PROXY_HOPS', {
      fallback: 0,
      min: 0,
      max: 10,
    }),
    onVercel,
    ...readStore(reader, { demo, host: hostWithInstances(env) }),
    setVariables: namesOfSetVariables(env),
    build: BUILD,
    development,
    accessRequired: codes.accessCode !== null && !demo && !development,
  };
  const open = !development && !demo && codes.accessCode === null && !isPublic;
  if (open) reportUnprotected(reader);
  if (!demo) {
    warnAboutUnknownPrices(settings, reader);
    warnAboutShutdowns(settings, reader);
    warnAboutExtraCertificates(env, reader);
    warnAboutHostLimits(settings, reader);
  }
  reportUnknownVariables(env, reader);
  return {
    ...settings,
    mode: chooseMode({ closed, demo, open, reader, keyWorks: upstream.apiKey !== null }),
    problems: reader.problems,
  };
}

/** The configuration of this process. Read once; development reads again when a variable changes. */
export function currentConfig(): Config {
  const cached = registry().config;
  if (cached && !cached.value.development) return cached.value;
  const fingerprint = fingerprintOf(process.env);
  if (cached?.fingerprint === fingerprint) return cached.value;
  const value = readConfig();
  registry().config = { fingerprint, value };
  return value;
}

const productionConfigs = new WeakMap<Config, Config>();

/**
 * The configuration for the client that sent these headers. In development, only the developer is
 * served without codes; anyone else gets the production configuration, where chat and the operator's
 * rights require codes, and a key without a code serves nobody.
 */
export function configFor(headers: Headers): Config {
  const config = currentConfig();
  if (!config.development || comesFromDeveloper(headers, config)) return config;
  const existing = productionConfigs.get(config);
  if (existing) return existing;
  const strict = readConfig({ ...process.env, NODE_ENV: 'production' });
  productionConfigs.set(config, strict);
  return strict;
}

/** @throws when a `NEXT_PUBLIC_*` variable of this process holds a key; see `assertNoPublicKey` */
export function assertNoPublicKeyInProcess(): void {
  assertNoPublicKey(process.env);
}

function chooseMode(inputs: {
  closed: boolean;
  demo: boolean;
  open: boolean;
  reader: ConfigReader;
  /** Whether the key may work; a key that can't is never sent. */
  keyWorks: boolean;
}): SiteMode {
  const { closed, demo, open, reader, keyWorks } = inputs;
  if (closed) return 'closed';
  if (demo) return 'demo';
  // A key that can't work leaves nothing to protect either.
  const blocking = reader.problems.filter(
    ({ severity, reason }) => severity === 'error' && reason !== 'unprotected',
  );
  if (!keyWorks || blocking.length > 0) return 'not_configured';
  return open ? 'unprotected' : 'live';
}

function reportUnprotected(reader: ConfigReader): void {
  reader.error(
    'STARLIGHT_ACCESS_CODE',
    'unprotected',
    'Nothing keeps strangers from spending your credit.',
    'Set STARLIGHT_ACCESS_CODE to a code that visitors enter, or STARLIGHT_PUBLIC=1 to let anyone chat within the limits.',
  );
}

function isOurs(name: string): boolean {
  return name.startsWith('STARLIGHT_') || name.startsWith('OPENAI_') || name === 'REDIS_URL';
}

function namesOfSetVariables(env: Environment): string[] {
  return Object.keys(env)
    .filter((name) => isOurs(name) && env[name]?.trim())
    .sort();
}

/** A hash, so that no second copy of the key stays in memory. */
function fingerprintOf(env: Environment): string {
  const relevant = Object.keys(env)
    .filter(
      (name) => isOurs(name) || isProxyVariable(name) || name === 'VERCEL' || name === 'NODE_ENV',
    )
    .sort();
  const values = JSON.stringify(relevant.map((name) => [name, env[name]]));
  return createHash('sha256').update(values).digest('base64');
}

/**
 * The raw environment, only for the doctor: it looks for problems in the raw values (a blank, a
 * misspelled name, a public variable), and `Config` holds checked values.
 */
export function processEnvironment(): Environment {
  return { ...process.env };
}
