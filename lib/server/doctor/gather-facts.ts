import 'server-only';
import type { DoctorFacts, Wire } from '#lib/core/doctor/doctor-facts.ts';
import { alwaysSearches } from '#lib/core/models/web-search-methods.ts';
import { providerOfHost } from '#lib/core/providers/find-provider.ts';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/config-reader.ts';
import { readConfig } from '../config/read-config.ts';
import { isAffordable } from '../models/offered-models.ts';
import { chooseProxy } from '../proxies/choose-proxy.ts';
import { examineFile } from '../store/file/examine-file.ts';
import { examineRedis } from '../store/redis/examine-redis.ts';
import { createKeyDetector } from '../upstream/secrets/key-detector.ts';
import { webSearchOf } from '../upstream/web-search-access.ts';
import { findStrayFiles, readEnvFiles } from './env-files.ts';
import { readGitFacts } from './git-facts.ts';
import { findKeyInBuild } from './key-in-build.ts';
import { createWire, type WireOptions } from './wire-probe.ts';

export type FactSources = {
  place: DoctorFacts['place'];
  /** The project's folder. */
  folder: string;
  env: Environment;
  shellEnv: Environment | null;
  startedAtMs: number | null;
  createWire?: (options: WireOptions) => Wire;
};

/**
 * Gathers the facts for the checks. Reads env files and folders immediately; runs git and uses the
 * network only when a check needs them.
 */
export function gatherFacts({
  place,
  folder,
  env,
  shellEnv,
  startedAtMs,
  createWire: wireFor = createWire,
}: FactSources): DoctorFacts {
  const demo = /^(1|true)$/i.test(env['STARLIGHT_DEMO']?.trim() ?? '');
  // As if the demo were off, since the key is what is being checked.
  const config = readConfig({ ...env, STARLIGHT_DEMO: undefined });
  const {
    apiKey,
    keyInspection,
    baseUrl,
    organization,
    project,
    proxies,
    development,
    redisUrl,
    stateFile,
  } = config;
  const provider = providerOfHost(new URL(baseUrl).host)?.id ?? null;
  const key = env['OPENAI_API_KEY'];
  const holdsKey = createKeyDetector(key ?? '');
  return {
    place,
    development,
    demo,
    env,
    shellEnv,
    envFiles: readEnvFiles(folder, { development }),
    strayFiles: findStrayFiles(folder, { development }),
    startedAtMs,
    key,
    keyInspection,
    upstream: {
      baseUrl,
      name: config.upstreamName,
      api: config.api,
      organization,
      project,
      proxy: proxyFacts(config),
      models: config.models,
      modelSelection: config.modelSelection,
      mayMatch: (id) => isAffordable(id, config),
      alwaysSearch: config.models.filter((model) => alwaysSearches(provider, model)),
      ...(config.tools.includes('web_search') && {
        webSearch: config.models.filter((model) => webSearchOf(config, model) !== null),
      }),
    },
    problems: config.problems,
    readGit: (signal) =>
      readGitFacts({ folder, path: env['PATH'] ?? env['Path'], signal }, { key, holdsKey }),
    findKeyInBuild: (signal) => findKeyInBuild(folder, key, signal),
    ...(redisUrl !== null && { store: { examine: () => examineRedis(redisUrl) } }),
    ...(stateFile !== null && { store: { examine: async () => examineFile(stateFile) } }),
    wire: wireFor({ baseUrl, key: apiKey, organization, project, proxies }),
    holdsKey,
  };
}

/** Without its user and password. */
function proxyFacts({ baseUrl, proxies }: Config): DoctorFacts['upstream']['proxy'] {
  const url = new URL(baseUrl);
  const proxy = chooseProxy(url, proxies);
  if (proxy === null) return null;
  const { variable, hostname, port } = proxy;
  return { variable, hostname, port };
}
