import { BASE_URL_MESSAGES } from '../../catalogue/messages/base-url-messages.ts';
import { inspectBaseUrl } from '../../key/inspect-base-url.ts';
import { type DoctorCheck, fail, pass, warn } from '../doctor-check.ts';

const NEAR_NAMES = [
  'OPENAI_API_BASE',
  'OPENAI_API_BASE_URL',
  'OPENAI_BASEURL',
  'OPENAI_API_URL',
  'OPENAI_API_HOST',
  'OPENAI_ENDPOINT',
  'OPENAI_URL',
  'OPENAI_PROXY_URL',
];

/** Whether OPENAI_BASE_URL is usable. A rejected URL is never shown, since it may contain a password. */
export const addressCheck: DoctorCheck = {
  id: 'address',
  label: 'OPENAI_BASE_URL',
  needs: ['mode'],
  run({ facts: { env, upstream } }) {
    const text = env['OPENAI_BASE_URL']?.trim();
    if (!text) {
      const nearName = NEAR_NAMES.find((name) => env[name]?.trim());
      return nearName === undefined
        ? pass(`Requests go to ${upstream.baseUrl}, the default`)
        : warn(`${nearName} is set, but Starlight reads OPENAI_BASE_URL`, {
            detail: `So requests go to ${upstream.baseUrl}.`,
            fix: `To send them elsewhere, rename ${nearName} to OPENAI_BASE_URL and restart.`,
          });
    }
    const allowHttp = /^(1|true)$/i.test(env['STARLIGHT_ALLOW_HTTP_UPSTREAM']?.trim() ?? '');
    const inspection = inspectBaseUrl(text, { allowHttp });
    if (inspection.ok) return pass(`Requests go to ${inspection.url}`);
    const { claim, sentence, fix } = BASE_URL_MESSAGES[inspection.reason];
    return fail(`OPENAI_BASE_URL ${claim}`, { detail: sentence, fix });
  },
};
