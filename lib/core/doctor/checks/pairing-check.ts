import { isOpenAiHost } from '../../key/inspect-key.ts';
import { type Provider, providerOfKey } from '../../providers/find-provider.ts';
import { formThatKeyLacks } from '../../providers/key-forms.ts';
import { type DoctorCheck, type Finding, fail, pass, skip, warn } from '../doctor-check.ts';
import { findUpstreamKeyPage, upstreamProvider } from '../key-page.ts';
import { stepsText } from '../key-text.ts';

// "OpenAI" in base64, which is in the middle of every OpenAI key.
const OPENAI_MARK = 'T3BlbkFJ';

/** Whether the key and the address belong to the same provider. */
export const pairingCheck: DoctorCheck = {
  id: 'pairing',
  label: 'Key and address',
  needs: ['shape', 'address'],
  run({ facts }) {
    const { key = '', upstream } = facts;
    if (key.trim() === '') return skip('There is no key to compare with the address');
    const provider = upstreamProvider(facts);
    const owner = providerOfKey(key);
    const { where, link } = findUpstreamKeyPage(facts);
    if (provider?.id === 'azure' && owner?.id === 'openai') return openAiKeyAtAzure(link);
    if (owner !== null && provider !== null && !acceptsKeysOf(provider, owner)) {
      return fail(`The key is from ${owner.name}, but requests go to ${provider.name}`, {
        fix: stepsText([
          `OPENAI_BASE_URL=${owner.baseUrl}`,
          `Or put a key from ${provider.name} in OPENAI_API_KEY (create one at ${where}). Restart.`,
        ]),
        link,
      });
    }
    if (isOpenAiHost(new URL(upstream.baseUrl).host) && !key.includes(OPENAI_MARK)) {
      return warn('The key may belong to a service other than OpenAI', {
        detail:
          "OpenAI keys have a marker in the middle that this one lacks. A key bought from a relay only works at the relay's address.",
        fix: "If it's a relay's key, set OPENAI_BASE_URL to the relay's address and restart.",
      });
    }
    const form = provider && formThatKeyLacks(provider.id, key);
    if (provider && form) {
      return warn(`The key doesn't look like one from ${provider.name}`, {
        detail: `Its keys ${form}.`,
        fix: `Put a key from ${provider.name} in OPENAI_API_KEY (create one at ${where}) and restart.`,
        link,
      });
    }
    return pass('The key and the address appear to match');
  },
};

function openAiKeyAtAzure(link: string | undefined): Finding {
  return fail('This is an OpenAI key, but OPENAI_BASE_URL is an Azure address', {
    fix: stepsText([
      'Remove OPENAI_BASE_URL to use OpenAI, and restart.',
      'Or put the key from the Azure portal (Keys and Endpoint) in OPENAI_API_KEY.',
    ]),
    link,
  });
}

function acceptsKeysOf({ id, acceptsKeysOf: others = [] }: Provider, owner: Provider): boolean {
  return id === owner.id || others === 'all' || others.includes(owner.id);
}
