import type { ErrorKind } from '../error-kinds.ts';
import { countWords, limitWords, usedWords } from './amount-words.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi } from './operator-words.ts';
import { keptWords } from './visitor-words.ts';

/** The provider wants a pause. Time helps, which is why none of these sounds like the bill. */
export const RATE_ERRORS = {
  rate_limited: {
    meaning: 'More requests or tokens came within a minute than the provider allows the account.',
    causes: [
      'Many people are chatting at once, or one very fast.',
      'Long conversations use up the tokens of a minute in few requests.',
      'The account is on a low usage tier.',
      'A program retries without a pause; refused requests count too.',
    ],
    visitor: (context) => ({
      title: 'the model is taking a breath',
      sentence: `It accepts the next request after a short wait. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'the model is taking a breath',
      sentence: rateSentence(context),
      steps: [
        isOpenAi(context)
          ? 'See which limit it is: platform.openai.com/settings/organization/limits.'
          : `See which limit it is in the account at ${context.upstreamName}.`,
        isOpenAi(context)
          ? 'To raise it, add credit: the usage tier, and the limits with it, grow with what was paid.'
          : 'To raise it, look for a larger plan there.',
        `To use less, lower STARLIGHT_RATE_LIMIT or STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
      ],
    }),
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.rateLimits,
  },

  rate_limited_daily: {
    meaning: 'The account has used up what the provider allows it for a day.',
    causes: [
      'The account is new or without a payment method, where daily limits are low.',
      'The site is used more than it was planned for.',
    ],
    visitor: (context) => ({
      title: "today's requests to this model are used up",
      sentence: `${dayWords(context)} ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "today's requests to this model are used up",
      sentence: dailySentence(context),
      steps: [
        'Offer another model in STARLIGHT_MODELS: limits are counted for each model.',
        isOpenAi(context)
          ? 'Add a payment method or credit; daily limits grow, or go, with the usage tier.'
          : `Raise the limit in the account at ${context.upstreamName}.`,
      ],
    }),
    retry: 'wait',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'retry'] },
    severity: 'wait',
    link: OPENAI_PAGES.limits,
  },

  overloaded: {
    meaning:
      'The model has more requests from everyone than it can answer. No limit of yours is involved.',
    causes: [
      'Many customers of the provider use the model at the same time.',
      'The traffic of this site rose very steeply.',
      'A local server is still loading the model.',
    ],
    visitor: (context) => ({
      title: 'the model has too much to do',
      sentence: `Everyone is asking it at once; a little later there is room. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} has no capacity for this model`,
      sentence: `${overloadCause(context.details.reason)} ${keptWords(context)}`,
      steps: isOpenAi(context)
        ? [
            'Offer a second model in STARLIGHT_MODELS for such times.',
            'If your own traffic rose steeply, let it grow slowly, over 15 minutes or more.',
          ]
        : [
            'A local server may still be loading the model: watch its log.',
            'Offer a second model in STARLIGHT_MODELS for such times.',
          ],
    }),
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function rateSentence({ upstreamName, details }: BannerContext): string {
  const limit = limitWords(details);
  const used = usedWords(details);
  if (limit === null) {
    return `More requests or tokens came in a minute than ${upstreamName} allows this account.`;
  }
  if (used === null) return `${upstreamName} allows this account ${limit}.`;
  const asked =
    details.requestedTokens === undefined
      ? ''
      : `, this request asks for ${countWords(details.requestedTokens)}`;
  return `${upstreamName} allows this account ${limit}; ${used} are used${asked}.`;
}

function dailySentence({ upstreamName, details, retryAfterMs }: BannerContext): string {
  const limit = limitWords(details);
  const what =
    limit === null
      ? `The daily limit of ${upstreamName} is reached.`
      : `${upstreamName} allows this account ${limit}.`;
  return `${what} ${
    isLong(retryAfterMs)
      ? 'The next ones come at the time below.'
      : 'They come free one by one, so a short wait lets one through.'
  }`;
}

function dayWords({ retryAfterMs }: BannerContext): string {
  if (isLong(retryAfterMs)) return 'It takes the next one at the time below.';
  return retryAfterMs === null
    ? 'One may pass now and then today; tomorrow all are back.'
    : 'One passes after this wait; tomorrow all are back.';
}

/** Some providers give a day's requests back one by one, others all at once: the wait tells which. */
function isLong(retryAfterMs: number | null): boolean {
  return retryAfterMs !== null && retryAfterMs > 3600 * 1000;
}

function overloadCause(reason: string | undefined): string {
  switch (reason) {
    case 'slow_down':
      return 'Requests rose too steeply, even if within your limits.';
    case 'model_loading':
      return 'The model is still being loaded.';
    default:
      return 'It is not your limit and not your key.';
  }
}
