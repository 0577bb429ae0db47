import 'server-only';
import { assertNever } from '#lib/core/assert-never.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';

const HEADER = 'x-starlight-demo';

/**
 * The same site on the simulated upstream, for the page `/demo`: it has no key and cannot spend
 * anything. Null if the site does not offer the demo: when it works for visitors or is closed.
 */
export function demoSiteOf(config: Config): Config | null {
  switch (config.mode) {
    case 'demo':
      return config;
    case 'closed':
      return null;
    case 'live':
      return config.development ? simulated(config) : null;
    case 'not_configured':
    case 'unprotected':
      return simulated(config);
    default:
      return assertNever(config.mode);
  }
}

/** The configuration for a request: the demo's if it comes from the page `/demo`. */
export function configForRequest(request: Request, config: Config): Config {
  const isFromDemo = request.headers.get(HEADER) === '1';
  return (isFromDemo && demoSiteOf(config)) || config;
}

const simulatedSites = new WeakMap<Config, Config>();

function simulated(config: Config): Config {
  const cached = simulatedSites.get(config);
  if (cached) return cached;
  const demo = readConfig({ STARLIGHT_DEMO: '1' });
  const site: Config = {
    ...config,
    mode: 'demo',
    problems: [],
    apiKey: null,
    keyInspection: demo.keyInspection,
    models: demo.models,
    modelSelection: null,
    tools: demo.tools,
    systemPrompt: null,
    accessRequired: false,
    upstreamName: demo.upstreamName,
    baseUrl: demo.baseUrl,
    redisUrl: demo.redisUrl,
    stateFile: demo.stateFile,
  };
  simulatedSites.set(config, site);
  return site;
}
