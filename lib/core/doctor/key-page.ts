import type { KeySource } from '../catalogue/messages/key-problem-messages.ts';
import { type Provider, providerOfHost, providerOfKey } from '../providers/find-provider.ts';
import { shownPage } from '../providers/shown-page.ts';
import type { DoctorFacts } from './doctor-facts.ts';

type KeyPage = {
  /** Follows "at": the page for keys of the provider, or the upstream's name. */
  where: string;
  link: string | undefined;
};

/** The provider where requests go; `null` if it is not in the table. */
export function upstreamProvider({ upstream }: Pick<DoctorFacts, 'upstream'>): Provider | null {
  return providerOfHost(new URL(upstream.baseUrl).host);
}

/** Where keys are created and revoked: at the provider of the key in use, else where requests go. */
export function findKeyPage(facts: Pick<DoctorFacts, 'key' | 'upstream'>): KeyPage {
  return keyPageOf(providerOfKey(facts.key ?? '') ?? upstreamProvider(facts), facts);
}

/** Where keys for the address in use are created. */
export function findUpstreamKeyPage(facts: Pick<DoctorFacts, 'upstream'>): KeyPage {
  return keyPageOf(upstreamProvider(facts), facts);
}

/** Where a key for the address in use has to come from. */
export function keySourceOf(facts: Pick<DoctorFacts, 'upstream'>): KeySource {
  const provider = upstreamProvider(facts);
  return {
    name: provider?.name ?? facts.upstream.name,
    keysPage: provider?.pages.keys ?? null,
  };
}

/** "Create a key at console.groq.com/keys.", or "Get a key from llm.example." */
export function createKeyStep(facts: Pick<DoctorFacts, 'upstream'>): string {
  const { name, keysPage } = keySourceOf(facts);
  return keysPage === null ? `Get a key from ${name}.` : `Create a key at ${shownPage(keysPage)}.`;
}

function keyPageOf(provider: Provider | null, facts: Pick<DoctorFacts, 'upstream'>): KeyPage {
  const page = provider?.pages.keys ?? null;
  return page === null
    ? { where: provider?.name ?? facts.upstream.name, link: provider?.pages.docs }
    : { where: shownPage(page), link: page };
}
