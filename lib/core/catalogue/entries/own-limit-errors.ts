import type { ErrorKind } from '../../errors/error-kinds.ts';
import { isStoreFault } from '../../errors/store-faults.ts';
import { formatAmount, formatLimit } from '../../text/format-amount.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import { storeFaultMessage } from '../messages/store-fault-messages.ts';
import { savedMessage } from '../messages/visitor-messages.ts';

const PAUSE = {
  retry: 'wait',
  actions: { visitor: ['retry'], operator: ['retry'] },
  severity: 'wait',
  link: null,
} as const;

/** Limits that Starlight itself sets; the provider isn't called. */
export const OWN_LIMIT_ERRORS = {
  visitor_rate_limited: {
    ...PAUSE,
    meaning: 'This site limits how many requests a visitor can send a minute.',
    causes: [
      'Many messages, or several access codes, were sent in a minute.',
      "Behind a proxy Starlight doesn't know, all visitors count as one.",
    ],
    visitor: (context) => ({
      title: "this site's rate limit is reached",
      sentence: `${shareSentence(context)} ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's limit per visitor is reached",
      sentence: `${shareSentence(context)} ${context.upstreamName} wasn't called.`,
      steps: [
        `To allow more messages, raise STARLIGHT_RATE_LIMIT and ${AND_RESTART}`,
        'If visitors behind a proxy seem to share one limit, set STARLIGHT_TRUSTED_PROXY_HOPS.',
      ],
    }),
  },

  too_many_at_once: {
    ...PAUSE,
    meaning: 'This site writes only a few replies at a time for each visitor.',
    causes: ['Replies in other tabs are still being written.'],
    visitor: (context) => ({
      title: 'other replies are still being written',
      sentence: `This site writes only a few at a time; wait for one to end, or stop one. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'other replies are still being written',
      sentence: `${concurrencySentence(context)} Wait for one to end, or stop one.`,
      steps: [],
    }),
  },

  budget_spent: {
    ...PAUSE,
    meaning: "The site owner's daily budget is used up. It resets at midnight UTC.",
    causes: [
      'The site was used more than the owner planned.',
      'A few very long conversations used most of it.',
    ],
    visitor: (context) => ({
      title: "this site's daily budget is used up",
      sentence: `The site owner sets how much can be used in a day. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's budget for today is used up",
      sentence: `${budgetSentence(context)} It resets at midnight UTC.`,
      steps: [
        `To continue today, raise ${budgetVariable(context)} and ${AND_RESTART}`,
        `Limits at ${context.upstreamName} are separate; this one is your own.`,
      ],
    }),
  },

  busy: {
    ...PAUSE,
    meaning: 'All visitors together have reached the limit of this site or its server.',
    causes: [
      'Many people are chatting right now.',
      'STARLIGHT_GLOBAL_RATE_LIMIT is low for the number of people.',
    ],
    visitor: (context) => ({
      title: 'many people are chatting right now',
      sentence: `Try again in a moment. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'this site is at capacity',
      sentence: `All visitors together are at its limit. The key and ${context.upstreamName} are fine.`,
      steps: [
        `To allow more requests a minute, raise STARLIGHT_GLOBAL_RATE_LIMIT and ${AND_RESTART}`,
        'If the machine itself is overloaded, run a second instance or a larger one.',
      ],
    }),
  },

  store_unavailable: {
    ...PAUSE,
    actions: { visitor: ['retry'], operator: ['retry', 'open_setup'] },
    meaning:
      "The store that counts this site's limits doesn't answer, or has lost what it counted. Without it, nothing is sent that costs money.",
    causes: [
      'Redis was stopped, is overloaded, out of memory, or refuses to write; or a disk is full.',
      'REDIS_URL has the wrong address or password, or a firewall is in the way.',
    ],
    visitor: (context) => ({
      title: "this site can't check its limits right now",
      sentence: `It sends nothing until it can, usually within seconds. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => {
      const { reason, variable = 'REDIS_URL' } = context.details;
      const fault = isStoreFault(reason) ? reason : 'unreachable';
      const { title, fix } = storeFaultMessage(fault, variable);
      return {
        title,
        sentence: `Limits and budgets are counted there, so nothing is sent that costs money. ${context.upstreamName} wasn't called.`,
        steps: [
          fix,
          `The doctor's check of the store says more. After a change of ${variable}, ${AND_RESTART}`,
        ],
      };
    },
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function shareSentence({ details }: BannerContext): string {
  const limit = formatLimit(details) ?? 'only so many requests a minute';
  return `It allows each visitor ${limit}.`;
}

function concurrencySentence({ details }: BannerContext): string {
  return details.limit === undefined
    ? 'Starlight limits how many replies it writes at once.'
    : `Starlight writes ${formatAmount(details.limit, details.limitUnit ?? 'replies')} at a time.`;
}

function budgetVariable({ details }: BannerContext): string {
  if (details.variable !== undefined) return details.variable;
  if (details.limitUnit === 'usd') return 'STARLIGHT_DAILY_SPEND';
  if (details.limitUnit === 'tokens' || details.limitTokens !== undefined) {
    return 'STARLIGHT_DAILY_TOKENS';
  }
  return 'STARLIGHT_DAILY_TOKENS or STARLIGHT_DAILY_SPEND';
}

function budgetSentence(context: BannerContext): string {
  const limit = formatLimit(context.details);
  const variable = budgetVariable(context);
  return limit === null
    ? `The day's ${variable} is used up.`
    : `${variable} allows everyone together ${limit}.`;
}
