import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { atCreditPage, isOpenAi } from '../messages/operator-messages.ts';
import { untilOwnerActs } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

const MONEY_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

/** The account needs credit or a higher spend limit. Each message says first that waiting won't help. */
export const BILLING_ERRORS = {
  quota_exhausted: {
    ...MONEY_FIX,
    meaning: "The account is out of credit. The status is 429, but this isn't a rate limit.",
    causes: [
      'The credit you bought is used up or has expired.',
      "The account never had any: a ChatGPT subscription doesn't pay for the API.",
      "The account's monthly limit is reached; some providers send the same error.",
    ],
    visitor: (context) => ({
      title: 'this site is out of credit',
      sentence: untilOwnerActs(context, {
        active: 'adds more',
        passive: 'more is added',
      }),
      steps: [],
    }),
    operator: (context) => ({
      title: `the ${context.upstreamName} account is out of credit`,
      sentence: "This is not a rate limit. Waiting won't restore credit; the key is fine.",
      steps: isOpenAi(context)
        ? [
            'Add credit at platform.openai.com/settings/organization/billing; it takes effect within a few minutes.',
            'If there is credit, raise the monthly limit at platform.openai.com/settings/organization/limits.',
            "A ChatGPT subscription doesn't count; the API is billed separately.",
          ]
        : [
            `Add credit to your ${context.upstreamName} account${atCreditPage(context)}.`,
            'Then retry; it can take a few minutes to take effect.',
          ],
    }),
    link: OPENAI_PAGES.billing,
  },

  spend_limit_reached: {
    ...MONEY_FIX,
    meaning: "A monthly spend limit is reached. Any remaining credit can't be used.",
    causes: [
      'The project has its own spend limit; other projects still work.',
      'The organization has a spend limit.',
      "The account has reached the provider's monthly usage limit.",
    ],
    visitor: (context) => ({
      title: 'this site has reached its spending limit',
      sentence: untilOwnerActs(context, {
        active: 'raises it',
        passive: "it's raised",
      }),
      steps: [],
    }),
    operator: ({ details, upstreamName }) => spendLimitMessage(details.reason, upstreamName),
    link: OPENAI_PAGES.spendLimits,
  },

  billing_inactive: {
    ...MONEY_FIX,
    meaning: "The account can't be charged, so the provider refuses to serve it.",
    causes: [
      'There is no payment method, or a payment failed.',
      'The plan was canceled or has ended.',
    ],
    visitor: (context) => ({
      title: "this site's account isn't active",
      sentence: untilOwnerActs(context, {
        active: 'fixes it',
        passive: "it's fixed",
      }),
      steps: [],
    }),
    operator: (context) => ({
      title: `billing isn't active for the ${context.upstreamName} account`,
      sentence: "A payment failed or isn't set up; the key itself is fine.",
      steps: [
        isOpenAi(context)
          ? 'Update the payment method and pay what you owe: platform.openai.com/settings/organization/billing.'
          : `Update the payment method of your ${context.upstreamName} account${atCreditPage(context)}, and pay what you owe.`,
        'Then retry; it can take a few minutes to take effect.',
      ],
    }),
    link: OPENAI_PAGES.billing,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

const NEXT_MONTH = 'Or wait for the new month, when the limit resets.';

/** The upstream's code says which limit it is; without one, the operator has to check. */
function spendLimitMessage(reason: string | undefined, upstreamName: string): BannerMessage {
  switch (reason) {
    case 'project':
      return {
        title: 'the project has reached its monthly spend limit',
        sentence: 'This is not a rate limit. Other projects in the organization still work.',
        steps: ['Raise it at platform.openai.com: Settings → Project → Limits.', NEXT_MONTH],
      };
    case 'organization':
      return {
        title: 'the organization has reached its monthly spend limit',
        sentence: "This is not a rate limit. None of its projects work until it's raised.",
        steps: ['Raise it at platform.openai.com/settings/organization/limits.', NEXT_MONTH],
      };
    case 'usage_tier':
      return {
        title: 'the organization has reached its monthly usage limit',
        sentence: `${upstreamName} sets this limit by usage tier. No project works until it's raised.`,
        steps: ['Ask for more at platform.openai.com/settings/organization/limits.', NEXT_MONTH],
      };
    case 'key':
      return {
        title: 'this key has reached its spend limit',
        sentence: `It was set for this key at ${upstreamName}; the account may have credit.`,
        steps: [
          `Raise the key's limit at ${upstreamName}.`,
          "Or wait until it resets, if it's a daily or monthly limit.",
        ],
      };
    default:
      return {
        title: 'a monthly spend limit is reached',
        sentence: "It's the project's or the organization's; the error doesn't say which.",
        steps: [
          'Check platform.openai.com: Settings → Project → Limits, then Organization → Limits.',
          'Raise the one you reached, or wait for the new month.',
        ],
      };
  }
}
