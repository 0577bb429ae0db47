import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { CatalogueEntry } from '../catalogue-entry.ts';
import { atLimitsPage, isOpenAi } from '../messages/operator-messages.ts';
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
    meaning: 'The account sent more requests or tokens in a minute than the provider allows.',
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
      sentence: `${resetMessage(context)} ${savedMessage(context)}`,
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
    visitor: (context) =>
      context.details.reason === 'model_loading'
        ? {
            title: 'the model is starting',
            sentence: `It takes a moment to load; try again in a minute. ${savedMessage(context)}`,
            steps: [],
          }
        : {
            title: 'the model is overloaded',
            sentence: `Too many people are using it right now; try again shortly. ${savedMessage(context)}`,
            steps: [],
          },
    operator: (context) => ({
      title:
        context.details.reason === 'model_loading'
          ? `${context.upstreamName} is still loading the model`
          : `${context.upstreamName} has no capacity for this model`,
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

function overloadCause(reason: string | undefined): string {
  switch (reason) {
    case 'slow_down':
      return 'Requests rose too quickly, even if within your limits.';
    case 'model_loading':
      return "It's still loading, and answers once that is done.";
    default:
      return 'Your limits and your key are fine.';
  }
}
