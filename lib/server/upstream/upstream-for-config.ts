import 'server-only';
import type { Config } from '../config/config.ts';
import { createDemoFetch } from '../demo/demo-fetch.ts';
import {
  createSimulationMemory,
  type SimulationMemory,
} from '../demo/simulation/simulation-memory.ts';
import { perProcess } from '../registry.ts';
import { createUpstream, type Upstream } from './create-upstream.ts';
import { retryClock } from './request/retry-clock.ts';
import { upstreamFetchThrough } from './request/upstream-fetch.ts';
import type { WebSearchAccess } from './upstream.ts';
import { noteRefusedWebSearch, webSearchOf } from './web-search-access.ts';

// The demo accepts any key at any address; these are never sent anywhere.
const DEMO_KEY = 'demo';
const DEMO_BASE_URL = 'https://api.openai.com/v1';
const DEMO_IDLE_MS = 5_000;
const DEMO_TOTAL_MS = 30_000;

const realUpstreams = new WeakMap<Config, Upstream>();
const demoUpstreams = new WeakMap<Config, Upstream>();

/** The upstream for this configuration: the simulated one in demo mode, otherwise the real one. */
export function upstreamFor(config: Config): Upstream {
  return config.mode === 'demo' ? demoUpstreamFor(config) : realUpstreamFor(config);
}

/**
 * The simulated upstream, which the operator may ask for failures in any mode. It has no automatic
 * retries: someone who asks for a failure wants to see it, and a retry would succeed.
 */
export function demoUpstreamFor(config: Config): Upstream {
  return getOrCreate(demoUpstreams, config, () =>
    createUpstream({
      ...sharedOptions(config),
      deadlines: demoDeadlines(config),
      // The simulated model is no one's, so it has the usual API unless the operator wants to see the other.
      api: config.api === 'auto' ? 'chat' : config.api,
      apiKey: DEMO_KEY,
      baseUrl: DEMO_BASE_URL,
      organization: null,
      project: null,
      webSearch: webSearchAccess({ ...config, mode: 'demo' }),
      fetch: createDemoFetch({ memory: simulationMemory(), models: config.models }),
    }),
  );
}

/** The process-wide record of turns that failed on request, in demo mode or not. */
export function simulationMemory(): SimulationMemory {
  return perProcess('simulation-memory', createSimulationMemory);
}

function realUpstreamFor(config: Config): Upstream {
  const { apiKey, baseUrl, api, organization, project } = config;
  // Callers have already refused an unusable key; a request without one would fail with a misleading error.
  if (apiKey === null) throw new Error('the real upstream needs a key');
  return getOrCreate(realUpstreams, config, () =>
    createUpstream({
      ...sharedOptions(config),
      apiKey,
      baseUrl,
      api,
      organization,
      project,
      fetch: upstreamFetchThrough(config.proxies),
      webSearch: webSearchAccess(config),
      retries: retryClock(),
    }),
  );
}

/** Shorter deadlines: nobody waits a minute to see what a stalled reply looks like. */
function demoDeadlines({ ttfbTimeoutMs, idleTimeoutMs, totalTimeoutMs }: Config) {
  return {
    ttfbMs: ttfbTimeoutMs,
    idleMs: Math.min(idleTimeoutMs, DEMO_IDLE_MS),
    totalMs: Math.min(totalTimeoutMs, DEMO_TOTAL_MS),
  };
}

function sharedOptions({ ttfbTimeoutMs, idleTimeoutMs, totalTimeoutMs, systemPrompt }: Config) {
  return {
    deadlines: { ttfbMs: ttfbTimeoutMs, idleMs: idleTimeoutMs, totalMs: totalTimeoutMs },
    systemPrompt,
  };
}

function webSearchAccess(config: Config): WebSearchAccess {
  return {
    methodFor: (model) => webSearchOf(config, model),
    noteRefused: (model) => noteRefusedWebSearch(config, model),
  };
}

function getOrCreate(
  cache: WeakMap<Config, Upstream>,
  config: Config,
  create: () => Upstream,
): Upstream {
  const existing = cache.get(config);
  if (existing) return existing;
  const created = create();
  cache.set(config, created);
  return created;
}
