import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { isLongWait } from '../long-wait.ts';
import { AND_RESTART, atCreditPage, isOpenAi } from '../messages/operator-messages.ts';
import { spendLimitMessage } from '../messages/spend-limit-messages.ts';
import { askContact, savedMessage, untilOwnerActs } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { OPERATOR_FIX } from './usual-fixes.ts';

/** The account needs credit or a higher spend limit. Each message says first that waiting won't help. */
export const BILLING_ERRORS = {
  quota_exhausted: {
    ...OPERATOR_FIX,
    meaning: "The account is out of credit. Even with the status 429, this isn't a rate limit.",
    causes: [
      'The credit you bought is used up or has expired.',
      "The account never had any: a ChatGPT subscription doesn't pay for the API.",
      "The account's monthly limit is reached; some providers send the same error.",
      'There is credit, but less than a long request with its full reply length could cost.',
    ],
    visitor: noCreditForVisitor,
    operator: noCreditForOperator,
    link: OPENAI_PAGES.billing,
  },

  spend_limit_reached: {
    ...OPERATOR_FIX,
    meaning:
      "A spend limit is reached. Any remaining credit can't be used until it resets or is raised.",
    causes: [
      'The project has its own spend limit; other projects still work.',
      'The organization has a spend limit.',
      "The account has reached the provider's usage limit for the month or a shorter time.",
    ],
    visitor: (context) => ({
      title: 'this site has reached its spending limit',
      sentence: isLongWait(context.retryAfterMs)
        ? `It resets at the time below. ${savedMessage(context)}`
        : untilOwnerActs(context, {
            active: 'raises it, or it resets',
            passive: "it's raised or resets",
          }),
      steps: [],
    }),
    operator: spendLimitMessage,
    link: OPENAI_PAGES.spendLimits,
  },

  billing_inactive: {
    ...OPERATOR_FIX,
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

function noCreditForVisitor(context: BannerContext): BannerMessage {
  if (context.details.reason === 'costly_request') {
    return {
      title: 'this site has too little credit for a request this long',
      sentence: `A new, shorter chat may work; if not, ${askContact(context.contact)}. ${savedMessage(context)}`,
      steps: [],
    };
  }
  return {
    title: 'this site is out of credit',
    sentence: untilOwnerActs(context, { active: 'adds more', passive: 'more is added' }),
    steps: [],
  };
}

function noCreditForOperator(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'costly_request') {
    return {
      title: 'the credit is too low for a request this long',
      sentence: 'There is some, but less than this request could cost with its full reply length.',
      steps: [
        'Start a new chat, or leave out the oldest messages.',
        `Or lower STARLIGHT_MAX_OUTPUT_TOKENS, which counts in full, and ${AND_RESTART}`,
        `Or add credit to your ${upstreamName} account${atCreditPage(context)}.`,
      ],
    };
  }
  return {
    title: `the ${upstreamName} account is out of credit`,
    sentence: "This is not a rate limit. Waiting won't restore credit; the key is fine.",
    steps: isOpenAi(context)
      ? [
          'Add credit at platform.openai.com/settings/organization/billing; it takes effect within a few minutes.',
          'If there is credit, raise the monthly limit at platform.openai.com/settings/organization/limits.',
          "A ChatGPT subscription doesn't count; the API is billed separately.",
        ]
      : [
          `Add credit to your ${upstreamName} account${atCreditPage(context)}.`,
          'Then retry; it can take a few minutes to take effect.',
        ],
  };
}
