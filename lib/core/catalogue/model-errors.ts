import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi, modelWords } from './operator-words.ts';
import { chooseAnotherModel, keptWords } from './visitor-words.ts';

const MODEL_FIX = {
  retry: 'never',
  actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
  severity: 'setup',
} as const;

/** The model that was asked cannot answer here; another one may. */
export const MODEL_ERRORS = {
  model_not_found: {
    ...MODEL_FIX,
    meaning: 'The provider has no model of this name, or not for this key.',
    causes: [
      'The name is misspelt in STARLIGHT_MODELS.',
      'The model was withdrawn or renamed.',
      'The account has no access to it yet; the answer is the same.',
      'A local server has not pulled or loaded it.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} is not available`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelTitle(context)} does not exist for this key`,
      sentence: 'A typo, a withdrawn model and one without access get the same answer.',
      steps: [
        'Run npm run doctor: it asks which models this key can use.',
        `Correct STARLIGHT_MODELS in .env.local and ${AND_RESTART}`,
        isOpenAi(context)
          ? 'If it is in the list, access may depend on the usage tier: platform.openai.com/settings/organization/limits.'
          : `On Ollama, pull it first: ollama pull ${context.details.model ?? context.model ?? 'its name'}.`,
      ],
    }),
    link: OPENAI_PAGES.models,
  },

  model_not_allowed: {
    ...MODEL_FIX,
    meaning: 'The model exists, but the project that the key belongs to may not use it.',
    causes: [
      "The model is switched off in the project's limits.",
      'The project was made for certain models only.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} is not open to this site`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `this project may not use ${modelWords(context)}`,
      sentence: "The model exists; the project's own limits leave it out.",
      steps: [
        isOpenAi(context)
          ? 'Allow it at platform.openai.com: Settings → Project → Limits → Model usage. It can take up to 15 minutes.'
          : `Allow it in the account at ${context.upstreamName}.`,
        `Or take it out of STARLIGHT_MODELS and ${AND_RESTART}`,
      ],
    }),
    link: OPENAI_PAGES.limits,
  },

  organization_unverified: {
    ...MODEL_FIX,
    meaning: 'The model, or streaming from it, is only open to organizations that are verified.',
    causes: [
      'The organization has not been verified.',
      'It was verified a few minutes ago, and that is not known everywhere yet.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} is not open to this site yet`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelWords(context)} needs a verified organization`,
      sentence:
        'Some models, or streaming from them, are only open to organizations that are verified.',
      steps: [
        'Verify it: platform.openai.com/settings/organization/general → Verify Organization.',
        'Then wait: it can take up to 15 minutes to be seen.',
        'Meanwhile put another model first in STARLIGHT_MODELS.',
      ],
    }),
    link: OPENAI_PAGES.verification,
  },

  model_wrong_endpoint: {
    ...MODEL_FIX,
    meaning: 'The model exists, but it is not one that chats at this endpoint.',
    causes: [
      'It is an older completion model.',
      'It is one of the models that only the Responses API serves.',
      'It makes images, speech or embeddings.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} cannot chat`,
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelTitle(context)} cannot be used for chat`,
      sentence:
        context.details.reason === 'responses_only'
          ? 'It answers at the Responses API alone, and Starlight speaks Chat Completions.'
          : 'It completes text only, or answers at the Responses API alone.',
      steps: [
        `Replace it in STARLIGHT_MODELS with a chat model and ${AND_RESTART}`,
        "Which models chat is on each model's page, under Chat Completions.",
      ],
    }),
    link: OPENAI_PAGES.models,
  },

  model_not_offered: {
    retry: 'never',
    actions: { visitor: ['switch_model', 'reload'], operator: ['switch_model', 'open_setup'] },
    severity: 'info',
    meaning: 'The model is not on the list this site offers, so nothing was sent to the provider.',
    causes: [
      'The list changed after the page was opened or the conversation was begun.',
      'A program asked for a model that STARLIGHT_MODELS does not name.',
    ],
    visitor: (context) => ({
      title: `${modelTitle(context)} is not offered here`,
      sentence: `The choice may have changed since the page was opened. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelTitle(context)} is not on your list`,
      sentence: 'Starlight only passes on models that STARLIGHT_MODELS names; nothing was sent.',
      steps: [
        `To offer it, add it to STARLIGHT_MODELS in .env.local and ${AND_RESTART}`,
        'Or choose one of the list.',
      ],
    }),
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function modelTitle(context: BannerContext): string {
  const model = modelWords(context);
  return model === 'this model' ? model : `the model ${model}`;
}
