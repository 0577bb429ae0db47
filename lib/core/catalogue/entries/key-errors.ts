import type { ErrorDetails } from '../../errors/error-body.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import { KEY_PROBLEMS, type KeyProblem } from '../../key/key-problems.ts';
import { formatCount } from '../../text/format-amount.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { messageForKeyProblem } from '../messages/key-problem-messages.ts';
import { AND_RESTART, isOpenAi, newKeySteps, ON_VERCEL } from '../messages/operator-messages.ts';
import { ownerMustFix } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { OPERATOR_FIX } from './usual-fixes.ts';

/** The key is missing, malformed or rejected. */
export const KEY_ERRORS = {
  key_missing: {
    ...OPERATOR_FIX,
    meaning: "The provider received no usable key, so it can't tell who is asking.",
    causes: [
      'OPENAI_API_KEY is empty, misspelled or not loaded in the running server.',
      'The variable was added after the server started, or after the last deployment.',
      'An empty OPENAI_API_KEY in the shell overrides the one in .env.local.',
      'A proxy between the server and the provider removes the Authorization header.',
      'Your own code misplaces the header: axios.post takes { headers } as its third argument.',
    ],
    visitor: ownerMustFix("this site's API key is missing"),
    operator: (context) => ({
      title: `${context.upstreamName} received no key`,
      sentence:
        'The running server has no OPENAI_API_KEY, or a proxy along the way removes the header.',
      steps: [
        'Run npm run doctor to see whether the server has a key.',
        `Set OPENAI_API_KEY in .env.local, next to package.json, and ${AND_RESTART}`,
        'If the doctor finds the key, look for a proxy that drops the header.',
      ],
    }),
    link: OPENAI_PAGES.apiKeys,
  },

  key_malformed: {
    ...OPERATOR_FIX,
    meaning: "The value of OPENAI_API_KEY can't be a valid key.",
    causes: [
      'Quotation marks, brackets, spaces or the word Bearer were copied with the key.',
      'It contains a line break or an invisible character.',
      'A # or $ in an env file cut it short.',
      "It's a placeholder, a web address, an ID or the word undefined.",
    ],
    visitor: ownerMustFix("this site's API key isn't set up correctly"),
    operator: (context) =>
      keyProblemBanner(context) ?? {
        title: "the key isn't set up correctly",
        sentence: "The value of OPENAI_API_KEY doesn't look like a key.",
        steps: [
          'Run npm run doctor to find the wrong character.',
          `Fix OPENAI_API_KEY in .env.local and ${AND_RESTART}`,
        ],
      },
    link: OPENAI_PAGES.apiKeys,
  },

  key_invalid: {
    ...OPERATOR_FIX,
    meaning:
      "The value looks like a key, but the provider doesn't recognize it, or no longer does.",
    causes: [
      'The key was revoked, manually or because it was found in public.',
      'It had an end date, which has passed.',
      'Its project or owner was deleted.',
      "It's a new key that hasn't taken effect everywhere yet.",
      'It belongs to a provider other than the one in OPENAI_BASE_URL.',
      'A character was lost or changed when it was copied.',
    ],
    visitor: ownerMustFix("this site's API key was rejected"),
    operator: rejectedKeyMessage,
    link: OPENAI_PAGES.apiKeys,
  },

  wrong_credential_type: {
    ...OPERATOR_FIX,
    meaning: "The value is a credential, but it isn't meant for this API.",
    causes: [
      "It's an admin key, which manages an organization and can't call models.",
      "It's a token from a ChatGPT or Codex login, or from a dashboard session.",
      'It was issued for another product, account or tenant of the provider.',
      'A token exchange with an identity provider failed.',
    ],
    visitor: ownerMustFix("this site's API key isn't meant for this API"),
    operator: (context) =>
      keyProblemBanner(context) ?? {
        title: "this key isn't meant for this API",
        sentence: 'It may be an admin key, a login token, or for another product or account.',
        steps: newKeySteps(context),
      },
    link: OPENAI_PAGES.apiKeys,
  },

  account_deactivated: {
    ...OPERATOR_FIX,
    meaning: "The account the key belongs to isn't active at the provider.",
    causes: [
      'The provider closed the account because it violated the terms.',
      'The provider restricts it for a time, for example during a review.',
      'Its owner asked to close it.',
    ],
    visitor: ownerMustFix("the account behind this site isn't active at the provider"),
    operator: (context) => ({
      title: `this account isn't active at ${context.upstreamName}`,
      sentence: "It's closed, suspended or restricted, so a new key from it won't help.",
      steps: [
        "Look for an email to the account's owner; it should say why and how to appeal.",
        `Until then, set OPENAI_API_KEY to a key from another account and ${AND_RESTART}`,
      ],
    }),
    link: OPENAI_PAGES.helpCenter,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** The banner for a malformed key; `null` when the details don't say what is wrong with it. */
export function keyProblemBanner(context: BannerContext): BannerMessage | null {
  const { details, upstreamName: name, upstreamPages } = context;
  const problem = KEY_PROBLEMS.find((known: KeyProblem) => known === details.reason);
  if (problem === undefined) return null;
  const { title, sentence, fix } = messageForKeyProblem(problem, details, {
    name,
    keysPage: isOpenAi(context) ? OPENAI_PAGES.apiKeys.href : (upstreamPages?.keys ?? null),
  });
  return { title, sentence, steps: [fix, ON_VERCEL] };
}

function rejectedKeyMessage(context: BannerContext): BannerMessage {
  const { details, upstreamName } = context;
  switch (details.reason) {
    case 'leaked':
      return {
        title: `${upstreamName} turned this key off because it was found in public`,
        sentence: `It ${ending(details)}won't work again; whoever found it may have used it.`,
        steps: [
          'Remove the key from where it was published: a repository, a page or a chat.',
          ...newKeySteps(context),
        ],
      };
    case 'expired':
      return {
        title: 'this key has expired',
        sentence: `It ${ending(details)}only worked until its end date.`,
        steps: newKeySteps(context),
      };
    default:
      return {
        title: `${upstreamName} rejected this key`,
        sentence: isOpenAi(context)
          ? `It ${ending(details)}looks complete, so it was probably revoked or its project was deleted.`
          : `It ${ending(details)}may be revoked, or belong to a provider other than OPENAI_BASE_URL.`,
        steps: [
          ...newKeySteps(context),
          'If a new key is rejected too, wait: changes can take up to 15 minutes to take effect.',
          'If the shell sets the variable too, unset it there; it overrides .env.local.',
        ],
      };
  }
}

/** "ends in …9f, has 164 characters and ", or as much of it as is known. */
function ending({ keyEnd, keyLength }: ErrorDetails): string {
  if (keyEnd === undefined) return '';
  if (keyLength === undefined) return `ends in …${keyEnd} and `;
  return `ends in …${keyEnd}, has ${formatCount(keyLength)} characters and `;
}
