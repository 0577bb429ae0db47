import type { ProviderId } from './provider-names.ts';

/** A provider's pages for its customers, as full addresses; `null` where none could be verified. */
export type ProviderPages = {
  /** Where to create a key. */
  keys: string | null;
  /** Where to add credit or a payment method. */
  credit: string | null;
  /** Usage or rate limits. */
  limits: string | null;
  models: string | null;
  status: string | null;
  docs: string;
};

/**
 * An OpenAI-compatible API of a provider. Two of one provider with separate accounts (a Chinese and an
 * international one) are two sites with one ID: a key of one does not work at the other.
 */
export type ProviderSite = {
  id: ProviderId;
  /** Replaces the provider's name where this site goes by another. */
  name?: string;
  /** In lower case, without a port. `*` stands for part of a name: a region, a resource. */
  hosts: readonly string[];
  /** The base URL for OpenAI clients. Words in capitals (`YOUR-RESOURCE`) are to be replaced. */
  baseUrl: string;
  /** Further paths where the API responds; `*` stands for one segment. */
  otherPaths?: readonly string[];
  /** Hosts that people enter instead: the provider's website and console, former addresses. */
  wrongHosts: readonly string[];
  /** Providers whose keys work here too; `all` for a gateway that passes them on. */
  acceptsKeysOf?: readonly ProviderId[] | 'all';
  pages: ProviderPages;
};
