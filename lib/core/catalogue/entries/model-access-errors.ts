import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import {
  AND_RESTART,
  isOpenAi,
  modelLabel,
  modelTitle,
  pullCommand,
} from '../messages/operator-messages.ts';
import { chooseAnotherModel } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { MODEL_FIX } from './usual-fixes.ts';

/** The model exists, but the account may not use it yet, or the server can't run it. */
export const MODEL_ACCESS_ERRORS = {
  plan_excludes_model: {
    ...MODEL_FIX,
    meaning: "The account's plan doesn't include the model; its limit for it is zero.",
    causes: [
      'The free plan includes no requests for this model; some providers call that a limit of 0.',
      'The model needs a paid plan or a higher usage tier.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} isn't in this site's plan`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `your plan doesn't include ${modelLabel(context)}`,
      sentence: `${context.upstreamName} allows no requests for it on this plan, so waiting won't help.`,
      steps: [
        `Replace the model in STARLIGHT_MODELS and ${AND_RESTART}`,
        `Or turn on billing or choose a larger plan at ${context.upstreamName}.`,
      ],
    }),
    link: OPENAI_PAGES.limits,
  },

  organization_unverified: {
    ...MODEL_FIX,
    meaning: 'The model, or streaming from it, is only available to verified organizations.',
    causes: [
      "The organization hasn't been verified.",
      "It was verified a few minutes ago, and that hasn't taken effect yet.",
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} isn't open to this site yet`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: unverifiedMessage,
    link: OPENAI_PAGES.verification,
  },

  model_unavailable: {
    ...MODEL_FIX,
    meaning: "The server has the model, but can't load or run it.",
    causes: [
      "The machine doesn't have enough memory for it.",
      'A file of the model is missing or damaged.',
      'The program that runs the model crashed.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} can't run at the moment`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: cannotRunMessage,
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function unverifiedMessage(context: BannerContext): BannerMessage {
  const { upstreamName } = context;
  const untilThen = 'Until then, put another model first in STARLIGHT_MODELS.';
  if (!isOpenAi(context)) {
    return {
      title: `${modelLabel(context)} needs a verified account`,
      sentence: `${upstreamName} only serves it to verified accounts or organizations.`,
      steps: [
        `Verify the account at ${upstreamName}.`,
        'Then retry; it can take a while to take effect.',
        untilThen,
      ],
    };
  }
  return {
    title: `${modelLabel(context)} needs a verified organization`,
    sentence: 'Some models, or streaming from them, are only available to verified organizations.',
    steps: [
      'Verify it at platform.openai.com/settings/organization/general → Verify Organization.',
      'Then wait; it can take up to 15 minutes.',
      untilThen,
    ],
  };
}

function cannotRunMessage(context: BannerContext): BannerMessage {
  const label = modelLabel(context);
  switch (context.details.reason) {
    case 'memory':
      return {
        title: `not enough memory for ${label}`,
        sentence: "The server can't load the model. Retrying won't change that.",
        steps: [
          'Close other programs on the server, or unload other models; or give it more memory.',
          `Or put a smaller model or quantization in STARLIGHT_MODELS and ${AND_RESTART}`,
        ],
      };
    case 'missing_file':
      return {
        title: `a file of ${label} is missing or damaged`,
        sentence: "The server can't load the model. Retrying won't change that.",
        steps: [
          `Download the model again; on Ollama, run ${pullCommand(context)}.`,
          "Read the server's own log; it names the file.",
        ],
      };
    default:
      return {
        title: `${context.upstreamName} can't run ${label}`,
        sentence: "It lacks memory or a file, or the model crashed. Retrying won't change that.",
        steps: [
          "Read the server's own log; it names the cause.",
          `Free memory, or put a smaller model in STARLIGHT_MODELS and ${AND_RESTART}`,
        ],
      };
  }
}
