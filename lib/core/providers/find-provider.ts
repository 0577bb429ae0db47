import { matchesHost, withoutPort } from './host-pattern.ts';
import { idOfUnmistakableKey } from './key-forms.ts';
import { idOfKeyPrefix, PROVIDER_NAMES } from './provider-names.ts';
import type { ProviderSite } from './provider-site.ts';
import { CHINESE_CLOUD_SITES } from './sites/chinese-cloud-sites.ts';
import { CHINESE_SITES } from './sites/chinese-sites.ts';
import { CLOUD_SITES } from './sites/cloud-sites.ts';
import { COMMUNITY_SITES } from './sites/community-sites.ts';
import { INFERENCE_SITES } from './sites/inference-sites.ts';
import { MODEL_MAKER_SITES } from './sites/model-maker-sites.ts';
import { OPENAI } from './sites/openai-site.ts';

/** A provider at one of its sites. */
export type Provider = ProviderSite & { name: string; keyPrefixes: readonly string[] };

/** The only table of providers, OpenAI first; a provider with two sites is in it twice. */
export const PROVIDERS: readonly Provider[] = [
  OPENAI,
  ...MODEL_MAKER_SITES,
  ...INFERENCE_SITES,
  ...CLOUD_SITES,
  ...COMMUNITY_SITES,
  ...CHINESE_SITES,
  ...CHINESE_CLOUD_SITES,
].map((site: ProviderSite) => ({ ...PROVIDER_NAMES[site.id], ...site }));

/** What was found for the latest host: a server asks for the same one several times a request. */
let latest: { host: string; provider: Provider | null } | null = null;

/**
 * The provider whose API is at this host; `null` if it is not in the table.
 *
 * @param host with or without a port, in any case
 */
export function providerOfHost(host: string): Provider | null {
  if (latest?.host !== host) latest = { host, provider: findByHost(host) };
  return latest.provider;
}

function findByHost(host: string): Provider | null {
  const name = withoutPort(host);
  const isAtHost = ({ hosts }: Provider) => hosts.some((pattern) => matchesHost(pattern, name));
  return PROVIDERS.find(isAtHost) ?? null;
}

/** The provider at whose website, console or former address this host is; `null` if none. */
export function providerOfWrongHost(host: string): Provider | null {
  const name = withoutPort(host);
  const isMeant = ({ wrongHosts }: Provider) =>
    wrongHosts.some((pattern) => matchesHost(pattern, name));
  return PROVIDERS.find(isMeant) ?? null;
}

/** The provider of a key, by its prefix or form; `null` if several have such keys. */
export function providerOfKey(key: string): Provider | null {
  const id = idOfKeyPrefix(key) ?? idOfUnmistakableKey(key);
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
