import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { atLimitsPage, isOpenAi, statusPage } from '../messages/operator-messages.ts';
import {
  limitTitle,
  longLimitSentence,
  rateLimitForOperator,
  rateLimitForVisitor,
  resetMessage,
} from '../messages/rate-limit-messages.ts';
import { savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** The provider's rate limits and capacity. Waiting helps, so none of this may sound like billing. */
export const RATE_ERRORS = {
  rate_limited: {
    meaning: 'The account sent more requests or tokens in a short time than the provider allows.',
    causes: [
      'Many people are chatting at once, or one is very fast.',
      "Long conversations use up a minute's tokens in a few requests.",
      'The account is on a low usage tier.',
      'A program retries without waiting; rejected requests count too.',
      'Too many requests are open at the same time.',
      'The model is free, and its limit is shared by everyone who uses it.',
    ],
    visitor: rateLimitForVisitor,
    operator: rateLimitForOperator,
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.rateLimits,
  },

  rate_limited_daily: {
    meaning: "The account has reached the provider's limit for the day, or for a week or month.",
    causes: [
      'The account is new or has no payment method, so its daily limits are low.',
      'The site is used more than planned.',
    ],
    visitor: (context) => ({
      title: `${limitTitle(context, 'day')} for this model`,
      sentence: `${resetMessage(context, 'day')} ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${limitTitle(context, 'day')} for this model`,
      sentence: longLimitSentence(context),
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
    visitor: overloadForVisitor,
    operator: overloadForOperator,
    retry: 'wait',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'wait',
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function overloadForVisitor(context: BannerContext): BannerMessage {
  const saved = savedMessage(context);
  return context.details.reason === 'model_loading'
    ? {
        title: 'the model is starting',
        sentence: `It isn't ready yet; try again in a minute. ${saved}`,
        steps: [],
      }
    : {
        title: 'the model is overloaded',
        sentence: `It can't take more requests right now; try again shortly. ${saved}`,
        steps: [],
      };
}

function overloadForOperator(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'model_loading') {
    return {
      title: `the model is still loading at ${upstreamName}`,
      sentence: `It isn't ready yet; your limits and your key are fine. ${savedMessage(context)}`,
      steps: [
        'Retry in a minute; a large model can take several.',
        `If it never gets ready, check ${statusPage(context)}.`,
      ],
    };
  }
  const cause =
    details.reason === 'slow_down'
      ? 'Requests rose too quickly, even if within your limits.'
      : 'Your limits and your key are fine.';
  return {
    title: `${upstreamName} has no capacity for this model`,
    sentence: `${cause} ${savedMessage(context)}`,
    steps: isOpenAi(context)
      ? [
          'Offer a second model in STARLIGHT_MODELS as a fallback.',
          'If your own traffic spiked, ramp it up slowly, over 15 minutes or more.',
        ]
      : [
          'A local server may still be loading the model; check its log.',
          'Offer a second model in STARLIGHT_MODELS as a fallback.',
        ],
  };
}
