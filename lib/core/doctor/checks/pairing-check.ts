import { isOpenAiHost } from '../../key/inspect-key.ts';
import { isAzureHost, providerOfHost, providerOfKey } from '../../key/providers.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';
import { stepsText } from '../key-words.ts';

// base64 of "OpenAI", which stands in the middle of every key of OpenAI's.
const OPENAI_MARK = 'T3BlbkFJ';
const AZURE_PATH = /\/openai\/v1$/;

/** Whether the key and the address belong to the same provider. */
export const pairingCheck: DoctorCheck = {
  id: 'pairing',
  label: 'Key and address belong together',
  needs: ['shape', 'address'],
  run({ facts: { key = '', upstream } }) {
    const url = new URL(upstream.baseUrl);
    const ofKey = providerOfKey(key);
    if (isAzureHost(url.host)) {
      if (/^sk-/.test(key)) {
        return fail('The key is one of OpenAI, but OPENAI_BASE_URL is an address of Azure', {
          fix: stepsText([
            'Remove OPENAI_BASE_URL to use OpenAI, and restart.',
            'Or put the key from the Azure portal (Keys and Endpoint) in OPENAI_API_KEY.',
          ]),
        });
      }
      return AZURE_PATH.test(url.pathname)
        ? pass('Key and address are both of Azure')
        : warn('The address of Azure does not end in /openai/v1', {
            detail: 'Only there does Azure take the key in the Authorization header.',
            fix: `OPENAI_BASE_URL=${url.origin}/openai/v1`,
          });
    }
    const ofHost = providerOfHost(url.host);
    if (ofKey && ofHost && ofKey.name !== ofHost.name) {
      return fail(`The key is one of ${ofKey.name}, but requests go to ${ofHost.name}`, {
        fix: stepsText([
          `OPENAI_BASE_URL=${ofKey.baseUrl}`,
          `Or put a key of ${ofHost.name} in OPENAI_API_KEY. Restart.`,
        ]),
      });
    }
    if (isOpenAiHost(url.host) && !key.includes(OPENAI_MARK)) {
      return warn('The key may belong to another service than OpenAI', {
        detail:
          "OpenAI's keys have a mark in the middle that this one lacks. A key that was bought from a relay works at the relay's address only.",
        fix: "If it is a relay's key, set OPENAI_BASE_URL to the address the relay gives, and restart.",
      });
    }
    return pass('Key and address fit, as far as can be seen');
  },
};
