import type { ErrorKind } from '../../errors/error-kinds.ts';
import { formatCount, formatLimit, formatUsed } from '../../text/format-amount.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, atLimitsPage, isOpenAi } from '../messages/operator-messages.ts';
import { savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** The provider's rate limits and capacity. Waiting helps, so none of this may sound like billing. */
export const RATE_ERRORS = {
  rate_limited: {
    meaning: 'The account sent more requests or tokens in a minute than the provider allows.',
    causes: [
      'Many people are chatting at once, or one is very fast.',
      "Long conversations use up a minute's tokens in a few requests.",
      'The account is on a low usage tier.',
      'A program retries without waiting; rejected requests count too.',
    ],
    visitor: (context) => ({
      title: 'rate limit reached',
      sentence: `Too many requests; try again shortly. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'rate limit reached',
      sentence: rateSentence(context),
      steps: [
        isOpenAi(context)
          ? 'See which limit was hit at platform.openai.com/settings/organization/limits.'
          : `See which limit was hit in your ${context.upstreamName} account${atLimitsPage(context)}.`,
        isOpenAi(context)
          ? 'To raise it, add credit: the usage tier and its limits grow with what you have paid.'
          : 'To raise it, choose a larger plan there.',
        `To use less, lower STARLIGHT_RATE_LIMIT or STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
      ],
    }),
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.rateLimits,
  },

  rate_limited_daily: {
    meaning: "The account has reached the provider's daily limit.",
    causes: [
      'The account is new or has no payment method, so its daily limits are low.',
      'The site is used more than planned.',
    ],
    visitor: (context) => ({
      title: 'daily limit reached for this model',
      sentence: `${dayMessage(context)} ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'daily limit reached for this model',
      sentence: dailySentence(context),
      steps: [
        'Offer another model in STARLIGHT_MODELS; each model has its own limits.',
        isOpenAi(context)
          ? 'Add a payment method or credit; higher usage tiers raise or lift daily limits.'
          : `Raise the limit in your ${context.upstreamName} account${atLimitsPage(context)}.`,
      ],
    }),
    retry: 'wait',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'retry'] },
    severity: 'wait',
    link: OPENAI_PAGES.limits,
  },

  overloaded: {
    meaning:
      'The model is getting more requests than it can handle. Your own limits are not involved.',
    causes: [
      "Many of the provider's customers are using the model at once.",
      "This site's traffic rose very quickly.",
      'A local server is still loading the model.',
    ],
    visitor: (context) => ({
      title: 'the model is overloaded',
      sentence: `Too many people are using it right now; try again shortly. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} has no capacity for this model`,
      sentence: `${overloadCause(context.details.reason)} ${savedMessage(context)}`,
      steps: isOpenAi(context)
        ? [
            'Offer a second model in STARLIGHT_MODELS as a fallback.',
            'If your own traffic spiked, ramp it up slowly, over 15 minutes or more.',
          ]
        : [
            'A local server may still be loading the model; check its log.',
            'Offer a second model in STARLIGHT_MODELS as a fallback.',
          ],
    }),
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function rateSentence({ upstreamName, details }: BannerContext): string {
  const limit = formatLimit(details);
  const used = formatUsed(details);
  if (limit === null) {
    return `This account sent more requests or tokens in a minute than ${upstreamName} allows.`;
  }
  if (used === null) return `${upstreamName} allows this account ${limit}.`;
  const requested =
    details.requestedTokens === undefined
      ? ''
      : `, and this request needs ${formatCount(details.requestedTokens)}`;
  return `${upstreamName} allows this account ${limit}; ${used} are used${requested}.`;
}

function dailySentence({ upstreamName, details, retryAfterMs }: BannerContext): string {
  const limit = formatLimit(details);
  const what =
    limit === null
      ? `${upstreamName}'s daily limit is reached.`
      : `${upstreamName} allows this account ${limit}.`;
  return `${what} ${
    isLong(retryAfterMs)
      ? 'More are available at the time below.'
      : 'They free up one by one, so a short wait lets one through.'
  }`;
}

function dayMessage({ retryAfterMs }: BannerContext): string {
  if (isLong(retryAfterMs)) return 'You can try again at the time below.';
  return retryAfterMs === null
    ? 'Retrying may work today; the limit resets tomorrow.'
    : 'You can send one after this wait; the limit resets tomorrow.';
}

/** Some providers free a day's requests one by one, others all at once; a long wait means all at once. */
function isLong(retryAfterMs: number | null): boolean {
  return retryAfterMs !== null && retryAfterMs > 3600 * 1000;
}

function overloadCause(reason: string | undefined): string {
  switch (reason) {
    case 'slow_down':
      return 'Requests rose too quickly, even if within your limits.';
    case 'model_loading':
      return 'The model is still loading.';
    default:
      return 'Your limits and your key are fine.';
  }
}
