import { BASE_URL_MESSAGES } from '../../catalogue/messages/base-url-messages.ts';
import { inspectBaseUrl } from '../../key/inspect-base-url.ts';
import { type Correction, correctBaseUrl } from '../../providers/correct-base-url.ts';
import { correctLocalUrl, localServerNames } from '../../providers/local-servers.ts';
import { type DoctorCheck, type Finding, fail, pass, warn } from '../doctor-check.ts';

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

/**
 * Whether OPENAI_BASE_URL is usable, and the right one for its provider. A rejected URL is never shown,
 * since it may contain a password.
 */
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
    if (inspection.ok) return findingOfUsable(inspection.url);
    const { claim, sentence, fix } = BASE_URL_MESSAGES[inspection.reason];
    const correction = correctBaseUrl(text);
    return fail(`OPENAI_BASE_URL ${claim}`, {
      detail: sentence,
      fix: correction === null ? fix : `OPENAI_BASE_URL=${correction.baseUrl}`,
      link: correction?.provider.pages.docs,
    });
  },
};

function findingOfUsable(url: string): Finding {
  const correction = correctBaseUrl(url);
  if (correction !== null) return findingOfCorrection(correction, url);
  const local = localServerNames(url);
  const correctUrl = correctLocalUrl(url);
  if (local !== null && correctUrl !== null) {
    return warn('OPENAI_BASE_URL is missing /v1', {
      detail: `Requests go to ${url}. This is the default port of ${local}, with OpenAI's API under /v1.`,
      fix: `OPENAI_BASE_URL=${correctUrl}`,
    });
  }
  return pass(`Requests go to ${url}`, {
    detail: local === null ? undefined : `This may be ${local}, by its default port.`,
  });
}

/** The network checks show whether an unusual path works; a website would only receive the key. */
function findingOfCorrection(
  { provider: { id, name, pages }, baseUrl, isApiHost }: Correction,
  url: string,
): Finding {
  const text = { fix: `OPENAI_BASE_URL=${baseUrl}`, link: pages.docs };
  if (!isApiHost) {
    return fail(`OPENAI_BASE_URL isn't the address of ${name}'s API`, {
      detail: `${new URL(url).hostname} is for people, or no longer in use. The doctor sends no key there.`,
      ...text,
    });
  }
  return warn(`OPENAI_BASE_URL isn't the path of ${name}'s API`, {
    detail:
      id === 'azure'
        ? 'Azure only accepts the key in the Authorization header under /openai/v1.'
        : `Requests go to ${url}, but OpenAI's format is understood elsewhere.`,
    ...text,
  });
}
