import type { ErrorDetails } from '../error-body.ts';
import type { ErrorKind } from '../error-kinds.ts';
import { KEY_PROBLEMS, type KeyProblem } from '../key-problems.ts';
import { countWords } from './amount-words.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { wordsForKeyProblem } from './key-problem-words.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi, newKeySteps, ON_VERCEL } from './operator-words.ts';
import { ownerMustFix } from './visitor-words.ts';

const KEY_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

/** The key is missing, cannot be a key, or is not accepted. */
export const KEY_ERRORS = {
  key_missing: {
    ...KEY_FIX,
    meaning: 'The request arrived without a usable key, so nobody can tell whose it is.',
    causes: [
      'OPENAI_API_KEY is empty, misspelt or not loaded in the running server.',
      'The variable was added after the server started, or after the last deployment.',
      'OPENAI_API_KEY is set to nothing in the shell, which wins over .env.local.',
      'A proxy between the server and the provider removes the Authorization header.',
      'In code of your own, the header is in the wrong place: axios.post takes { headers } third.',
    ],
    visitor: ownerMustFix("this site's key is missing"),
    operator: (context) => ({
      title: `${context.upstreamName} received no key`,
      sentence:
        'The running server has no value in OPENAI_API_KEY, or a proxy on the way removes the header.',
      steps: [
        'Run npm run doctor: it says whether the server has a key.',
        `Put the key in OPENAI_API_KEY in .env.local, beside package.json, and ${AND_RESTART}`,
        'If the doctor finds the key, look for a proxy that drops Authorization.',
      ],
    }),
    link: OPENAI_PAGES.apiKeys,
  },

  key_malformed: {
    ...KEY_FIX,
    meaning: 'The value in OPENAI_API_KEY cannot be a key as it stands.',
    causes: [
      'Quotation marks, brackets, spaces or the word Bearer were copied with the key.',
      'A line break or an invisible character is inside it.',
      'A # or a $ in an env file cut it short.',
      'It is a placeholder, a web address, an id, or the word undefined.',
    ],
    visitor: ownerMustFix("this site's key is not set up correctly"),
    operator: (context) =>
      keyProblemBanner(context) ?? {
        title: 'the key is not set up correctly',
        sentence: 'The value in OPENAI_API_KEY does not have the shape of a key.',
        steps: [
          'Run npm run doctor: it names the character that is wrong.',
          `Correct OPENAI_API_KEY in .env.local and ${AND_RESTART}`,
        ],
      },
    link: OPENAI_PAGES.apiKeys,
  },

  key_invalid: {
    ...KEY_FIX,
    meaning: 'The value looks like a key, but the provider does not know it, or not any more.',
    causes: [
      'The key was revoked, by hand or because it was found published.',
      'Its project or its owner was deleted.',
      'It is a new key that is not known everywhere yet.',
      'It belongs to another provider than the one in OPENAI_BASE_URL.',
      'A character was lost or changed when it was copied.',
    ],
    visitor: ownerMustFix('the key of this site was not accepted'),
    operator: (context) => ({
      title: `${context.upstreamName} does not accept this key`,
      sentence: isOpenAi(context)
        ? `It ${ending(context.details)}looks complete, so it was probably revoked or belongs to a deleted project.`
        : `It ${ending(context.details)}may be revoked, or belong to another provider than OPENAI_BASE_URL.`,
      steps: [
        ...newKeySteps(context),
        'If a new key gets the same answer, wait: a change can take up to 15 minutes to be seen.',
        'If the shell sets the variable too, unset it there: it wins over .env.local.',
      ],
    }),
    link: OPENAI_PAGES.apiKeys,
  },

  wrong_credential_type: {
    ...KEY_FIX,
    meaning: 'The value signs in somewhere, but not for chat.',
    causes: [
      'It is an admin key, which manages an organization and calls no models.',
      'It is the token of a ChatGPT or Codex login, or of a dashboard session.',
      'A token exchange with an identity provider failed.',
    ],
    visitor: ownerMustFix("this site's key is of the wrong kind"),
    operator: (context) =>
      keyProblemBanner(context) ?? {
        title: 'this is not a key for chat',
        sentence: 'It is an admin key or the token of a login; chat needs a project key.',
        steps: newKeySteps(context),
      },
    link: OPENAI_PAGES.apiKeys,
  },

  account_deactivated: {
    ...KEY_FIX,
    meaning: 'The provider has closed the account that the key belongs to.',
    causes: ['The account broke a rule of the provider, or its owner asked for it to be closed.'],
    visitor: ownerMustFix('the account behind this site is closed'),
    operator: (context) => ({
      title: `${context.upstreamName} has deactivated this account`,
      sentence: 'All keys of the account stop with it, so a new one from there does not help.',
      steps: [
        "Read the mail to the account's owner: it says why and how to object.",
        `Until then put a key of another account in OPENAI_API_KEY and ${AND_RESTART}`,
      ],
    }),
    link: OPENAI_PAGES.helpCenter,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** The banner for a key whose shape is at fault; `null` when the details do not say which fault. */
export function keyProblemBanner({ details }: BannerContext): BannerWords | null {
  const problem = KEY_PROBLEMS.find((known: KeyProblem) => known === details.reason);
  if (problem === undefined) return null;
  const { title, sentence, fix } = wordsForKeyProblem(problem, details);
  return { title, sentence, steps: [fix, ON_VERCEL] };
}

/** "ends in …9f, has 164 characters and ", as far as it is known. */
function ending({ keyEnd, keyLength }: ErrorDetails): string {
  if (keyEnd === undefined) return '';
  if (keyLength === undefined) return `ends in …${keyEnd} and `;
  return `ends in …${keyEnd}, has ${countWords(keyLength)} characters and `;
}
