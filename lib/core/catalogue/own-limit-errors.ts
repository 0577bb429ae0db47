import type { ErrorKind } from '../error-kinds.ts';
import { amountWords, limitWords } from './amount-words.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { AND_RESTART } from './operator-words.ts';
import { keptWords } from './visitor-words.ts';

const PAUSE = {
  retry: 'wait',
  actions: { visitor: ['retry'], operator: ['retry'] },
  severity: 'wait',
  link: null,
} as const;

/** Limits that Starlight itself sets; the provider was not asked. */
export const OWN_LIMIT_ERRORS = {
  visitor_rate_limited: {
    ...PAUSE,
    meaning: 'This site takes only so many requests a minute from each visitor.',
    causes: [
      'Many messages, or several access codes, were sent within a minute.',
      'Behind a proxy that Starlight does not know, all visitors count as one.',
    ],
    visitor: (context) => ({
      title: 'this site asks for a short pause',
      sentence: `${shareSentence(context)} ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's limit for one visitor is reached",
      sentence: `${shareSentence(context)} ${context.upstreamName} was not asked.`,
      steps: [
        `To allow more messages, raise STARLIGHT_RATE_LIMIT and ${AND_RESTART}`,
        'If all visitors seem to share one limit, set STARLIGHT_TRUSTED_PROXY_HOPS behind a proxy.',
      ],
    }),
  },

  too_many_at_once: {
    ...PAUSE,
    meaning: 'This site writes only a few replies at the same time for one visitor.',
    causes: ['Replies in other tabs are still being written.'],
    visitor: (context) => ({
      title: 'other replies are still being written',
      sentence: `This site writes only a few at a time; when one ends or is stopped, this one can begin. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'other replies are still being written',
      sentence: `${atOnce(context)} When one ends or is stopped, this one can begin.`,
      steps: [],
    }),
  },

  budget_spent: {
    ...PAUSE,
    meaning:
      'The owner of this site set a budget for a day, and it is used up. It starts afresh at midnight UTC.',
    causes: [
      'The site was used more than the owner planned for.',
      'A few very long conversations used most of it.',
    ],
    visitor: (context) => ({
      title: "today's budget of this site is used up",
      sentence: `Its owner decides how much may be used in a day. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's budget for today is used up",
      sentence: `${budgetSentence(context)} It starts afresh at midnight UTC.`,
      steps: [
        `To go on today, raise ${budgetVariable(context)} and ${AND_RESTART}`,
        `Limits at ${context.upstreamName} are separate; this one is your own.`,
      ],
    }),
  },

  busy: {
    ...PAUSE,
    meaning: 'All visitors together ask for as much as this site takes, or its server can do.',
    causes: [
      'Many people are chatting at this moment.',
      'STARLIGHT_GLOBAL_RATE_LIMIT is low for the number of people.',
    ],
    visitor: (context) => ({
      title: 'many people are chatting right now',
      sentence: `There is room again in a moment. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'this site does as much as it may',
      sentence: `All visitors together are at its limit. The key and ${context.upstreamName} are fine.`,
      steps: [
        `To take more requests a minute, raise STARLIGHT_GLOBAL_RATE_LIMIT and ${AND_RESTART}`,
        'If the machine itself has too much to do, run a second instance or a larger one.',
      ],
    }),
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function shareSentence({ details }: BannerContext): string {
  const limit = limitWords(details) ?? 'only so many requests a minute';
  return `It takes ${limit} from each visitor.`;
}

function atOnce({ details }: BannerContext): string {
  return details.limit === undefined
    ? 'Starlight writes only so many replies at a time.'
    : `Starlight writes ${amountWords(details.limit, details.limitUnit ?? 'replies')} at a time.`;
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
  const limit = limitWords(context.details);
  const variable = budgetVariable(context);
  return limit === null
    ? `What ${variable} allows for a day is spent.`
    : `${variable} allows everyone together ${limit}.`;
}
