import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import {
  AND_RESTART,
  isOpenAi,
  modelLabel,
  modelTitle,
  pullCommand,
  setStep,
} from '../messages/operator-messages.ts';
import { chooseAnotherModel, savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { MODEL_FIX } from './usual-fixes.ts';

/** The requested model can't answer here, but another one may. */
export const MODEL_ERRORS = {
  model_not_found: {
    ...MODEL_FIX,
    meaning: 'The provider has no model by this name, or not for this key.',
    causes: [
      'The name is misspelled in STARLIGHT_MODELS.',
      'The model was retired or renamed.',
      'The account has no access to it yet; the error is the same.',
      "A local server hasn't pulled or loaded it.",
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} is unavailable`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: unknownModelMessage,
    link: OPENAI_PAGES.models,
  },

  model_not_allowed: {
    ...MODEL_FIX,
    meaning: "The model exists, but the key's project isn't allowed to use it.",
    causes: [
      "The model is turned off in the project's limits.",
      'The project is restricted to certain models.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} isn't open to this site`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `this project can't use ${modelLabel(context)}`,
      sentence: "The model exists, but the project's limits exclude it.",
      steps: [
        isOpenAi(context)
          ? 'Allow it at platform.openai.com: Settings → Project → Limits → Model usage. It can take up to 15 minutes.'
          : `Allow it in your ${context.upstreamName} account.`,
        `Or remove it from STARLIGHT_MODELS and ${AND_RESTART}`,
      ],
    }),
    link: OPENAI_PAGES.limits,
  },

  model_wrong_endpoint: {
    ...MODEL_FIX,
    meaning: "The model exists, but it doesn't work with the API it was asked in.",
    causes: [
      "It only works with one of OpenAI's two APIs, and STARLIGHT_API names the other.",
      "It's an older completion model.",
      'It generates images, speech or embeddings.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} can't chat`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: wrongEndpointMessage,
    link: OPENAI_PAGES.models,
  },

  model_not_offered: {
    retry: 'never',
    actions: { visitor: ['switch_model', 'reload'], operator: ['switch_model', 'open_setup'] },
    severity: 'info',
    meaning: "This site doesn't offer the model, so nothing was sent to the provider.",
    causes: [
      'The list changed after the page was opened or the conversation started.',
      "A program asked for a model that isn't in STARLIGHT_MODELS.",
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} isn't offered here`,
      sentence: `The models may have changed since you opened the page. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelTitle(context)} isn't on your list`,
      sentence: 'Starlight only forwards models listed in STARLIGHT_MODELS; nothing was sent.',
      steps: [
        `To offer it, add it to STARLIGHT_MODELS in .env.local and ${AND_RESTART}`,
        'Or choose one on the list.',
      ],
    }),
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function wrongEndpointMessage(context: BannerContext): BannerMessage {
  const title = `${modelTitle(context)} can't be used for chat`;
  const replace = `Replace it in STARLIGHT_MODELS with a chat model and ${AND_RESTART}`;
  switch (context.details.reason) {
    case 'responses_only':
      return {
        title: `${modelTitle(context)} only works with the Responses API`,
        sentence: "The provider doesn't serve it through Chat Completions.",
        steps: [setStep('STARLIGHT_API', 'auto'), `Or: ${replace}`],
      };
    case 'chat_only':
      return {
        title: `${modelTitle(context)} doesn't work with the Responses API`,
        sentence: "The provider doesn't serve it there.",
        steps: [setStep('STARLIGHT_API', 'auto'), `Or: ${replace}`],
      };
    default:
      return {
        title,
        sentence: 'It only completes text, or makes something other than text.',
        steps: [replace, "Each chat model's page lists Chat Completions or Responses."],
      };
  }
}

function unknownModelMessage(context: BannerContext): BannerMessage {
  const doctor = 'Run npm run doctor to see which models this key can use.';
  if (context.details.reason === 'retired') {
    return {
      title: `${modelTitle(context)} was retired`,
      sentence: `${context.upstreamName} no longer runs it, for any key.`,
      steps: [doctor, `Replace it in STARLIGHT_MODELS in .env.local and ${AND_RESTART}`],
    };
  }
  return {
    title: `${modelTitle(context)} doesn't exist for this key`,
    sentence: 'A typo, a retired model and a lack of access give the same error.',
    steps: [
      doctor,
      `Fix STARLIGHT_MODELS in .env.local and ${AND_RESTART}`,
      isOpenAi(context)
        ? 'If it is listed, access may depend on the usage tier: platform.openai.com/settings/organization/limits.'
        : `On Ollama, pull it first: ${pullCommand(context)}.`,
    ],
  };
}
