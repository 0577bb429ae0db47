import type { ErrorKind } from '../error-kinds.ts';
import type { BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { isOpenAi } from './operator-words.ts';
import { untilOwnerWords } from './visitor-words.ts';

const MONEY_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

/** The provider wants money, or a limit on it raised. No wait helps, which is said first. */
export const BILLING_ERRORS = {
  quota_exhausted: {
    ...MONEY_FIX,
    meaning: 'The account has no credit left. It is answered with 429, but it is no rate limit.',
    causes: [
      'The credit that was bought is used up or has expired.',
      'The account has never had any: a ChatGPT subscription does not pay for the API.',
      "The account's monthly limit is reached, which some answers do not tell apart.",
    ],
    visitor: (context) => ({
      title: 'this site has used up its credit',
      sentence: untilOwnerWords(context, {
        active: 'tops it up',
        passive: 'it is topped up',
      }),
      steps: [],
    }),
    operator: (context) => ({
      title: `the ${context.upstreamName} account has no credit left`,
      sentence: 'This is not a rate limit: waiting does not help, and the key is fine.',
      steps: isOpenAi(context)
        ? [
            'Add credit at platform.openai.com/settings/organization/billing; it works a few minutes later.',
            'If there is credit, raise the monthly limit at platform.openai.com/settings/organization/limits.',
            'A ChatGPT subscription does not count; the API is paid for separately.',
          ]
        : [
            `Top up the account at ${context.upstreamName}.`,
            'Then send again; it can take a few minutes to be seen.',
          ],
    }),
    link: OPENAI_PAGES.billing,
  },

  spend_limit_reached: {
    ...MONEY_FIX,
    meaning: 'A monthly limit on spending is reached. There may be credit; it may not be used.',
    causes: [
      'The project has a spend limit of its own, and other projects go on.',
      'The organization has a spend limit.',
      'The usage limit that the provider gives the account for a month is reached.',
    ],
    visitor: (context) => ({
      title: 'this site has reached its spending limit',
      sentence: untilOwnerWords(context, {
        active: 'raises it',
        passive: 'it is raised',
      }),
      steps: [],
    }),
    operator: ({ details, upstreamName }) => spendLimitWords(details.reason, upstreamName),
    link: OPENAI_PAGES.spendLimits,
  },

  billing_inactive: {
    ...MONEY_FIX,
    meaning: 'The account cannot be charged, so the provider does not work for it.',
    causes: [
      'There is no payment method, or a payment failed.',
      'The plan was cancelled or has ended.',
    ],
    visitor: (context) => ({
      title: "this site's account is not active",
      sentence: untilOwnerWords(context, {
        active: 'sees to it',
        passive: 'it is seen to',
      }),
      steps: [],
    }),
    operator: (context) => ({
      title: `billing is not active for the ${context.upstreamName} account`,
      sentence: 'A payment failed or is not set up; the key itself is fine.',
      steps: [
        isOpenAi(context)
          ? 'Renew the payment method, and pay what is open: platform.openai.com/settings/organization/billing.'
          : `Renew the payment method at ${context.upstreamName}, and pay what is open.`,
        'Then send again; it can take a few minutes to be seen.',
      ],
    }),
    link: OPENAI_PAGES.billing,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

const NEXT_MONTH = 'Or wait for the new month; the limit starts afresh then.';

/** The upstream's code tells the limits apart; without it the operator has to look. */
function spendLimitWords(reason: string | undefined, upstreamName: string): BannerWords {
  switch (reason) {
    case 'project':
      return {
        title: 'the project has reached its monthly spend limit',
        sentence: 'This is not a rate limit. Other projects of the organization still work.',
        steps: ['Raise it at platform.openai.com: Settings → Project → Limits.', NEXT_MONTH],
      };
    case 'organization':
      return {
        title: 'the organization has reached its monthly spend limit',
        sentence: 'This is not a rate limit. No project of it works until the limit is raised.',
        steps: ['Raise it at platform.openai.com/settings/organization/limits.', NEXT_MONTH],
      };
    case 'usage_tier':
      return {
        title: 'the organization has reached its monthly usage limit',
        sentence: `${upstreamName} sets this one, by the usage tier. No project works until it is raised.`,
        steps: ['Ask for more at platform.openai.com/settings/organization/limits.', NEXT_MONTH],
      };
    case 'key':
      return {
        title: 'this key has reached its spend limit',
        sentence: `It was set for this key at ${upstreamName}; the account may have credit left.`,
        steps: [
          `Raise the limit of the key at ${upstreamName}.`,
          'Or wait until it starts afresh, if it was set for a day or a month.',
        ],
      };
    default:
      return {
        title: 'a monthly spend limit is reached',
        sentence: "It is the project's or the organization's; this answer does not say which.",
        steps: [
          'Look at platform.openai.com: Settings → Project → Limits, then Organization → Limits.',
          'Raise the one that is used up, or wait for the new month.',
        ],
      };
  }
}
