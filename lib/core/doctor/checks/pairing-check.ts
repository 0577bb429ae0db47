import { isOpenAiHost } from '../../key/inspect-key.ts';
import { isAzureHost, providerOfHost, providerOfKey } from '../../key/providers.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';
import { stepsText } from '../key-text.ts';

// "OpenAI" in base64, which is in the middle of every OpenAI key.
const OPENAI_MARK = 'T3BlbkFJ';
const AZURE_PATH = /\/openai\/v1$/;

/** Whether the key and the address belong to the same provider. */
export const pairingCheck: DoctorCheck = {
  id: 'pairing',
  label: 'Key and address',
  needs: ['shape', 'address'],
  run({ facts: { key = '', upstream } }) {
    const url = new URL(upstream.baseUrl);
    const keyProvider = providerOfKey(key);
    if (isAzureHost(url.host)) {
      if (/^sk-/.test(key)) {
        return fail('This is an OpenAI key, but OPENAI_BASE_URL is an Azure address', {
          fix: stepsText([
            'Remove OPENAI_BASE_URL to use OpenAI, and restart.',
            'Or put the key from the Azure portal (Keys and Endpoint) in OPENAI_API_KEY.',
          ]),
        });
      }
      return AZURE_PATH.test(url.pathname)
        ? pass('The key and the address are both from Azure')
        : warn("The Azure address doesn't end in /openai/v1", {
            detail: 'Azure only accepts the key in the Authorization header there.',
            fix: `OPENAI_BASE_URL=${url.origin}/openai/v1`,
          });
    }
    const hostProvider = providerOfHost(url.host);
    if (keyProvider && hostProvider && keyProvider.name !== hostProvider.name) {
      return fail(`The key is from ${keyProvider.name}, but requests go to ${hostProvider.name}`, {
        fix: stepsText([
          `OPENAI_BASE_URL=${keyProvider.baseUrl}`,
          `Or put a key from ${hostProvider.name} in OPENAI_API_KEY. Restart.`,
        ]),
      });
    }
    if (isOpenAiHost(url.host) && !key.includes(OPENAI_MARK)) {
      return warn('The key may belong to a service other than OpenAI', {
        detail:
          "OpenAI keys have a marker in the middle that this one lacks. A key bought from a relay only works at the relay's address.",
        fix: "If it's a relay's key, set OPENAI_BASE_URL to the relay's address and restart.",
      });
    }
    return pass('The key and the address appear to match');
  },
};
