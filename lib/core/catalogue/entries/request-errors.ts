import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, isOpenAi, modelLabel, quotedName } from '../messages/operator-messages.ts';
import { chooseAnotherModel, savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** The provider accepted the key, but not the request. */
export const REQUEST_ERRORS = {
  bad_request: {
    meaning: "The request is malformed, or has a value the provider doesn't accept.",
    causes: [
      'A field is missing, misspelled or has a value of the wrong type.',
      'The history is damaged, often by a turn that was stopped.',
      'The provider is only partly compatible with OpenAI.',
      "In your own code, the body isn't sent as JSON.",
    ],
    visitor: (context) => ({
      title: "the model couldn't read this conversation",
      sentence: `Something in it isn't valid: edit the last message or start a new chat.${savedSentence(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} couldn't read the request`,
      sentence: fieldSentence(context),
      steps: [
        "Send one word in a new chat. If it works, this chat's history is the problem.",
        'If it fails too, undo the last change to STARLIGHT_SYSTEM_PROMPT or the model.',
        isOpenAi(context)
          ? 'Check the field in the API reference.'
          : `Check what ${context.upstreamName} accepts; many servers support fewer fields.`,
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.apiReference,
  },

  unsupported_parameter: {
    meaning: "The model doesn't support one of the settings, or its value.",
    causes: [
      'Reasoning models set temperature and top_p themselves.',
      'Newer models use max_completion_tokens; older servers only know max_tokens.',
      "The project doesn't allow the service tier.",
    ],
    visitor: (context) => ({
      title: "this model doesn't accept one of the settings",
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelLabel(context)} doesn't accept ${quotedName(context.details.parameter, 'one of the settings')}`,
      sentence: "Starlight leaves out settings a model rejects, but couldn't work around this.",
      steps: [
        `Remove the setting from the request, or the model from STARLIGHT_MODELS, and ${AND_RESTART}`,
        "If it's service_tier, allow the default tier in the project's settings.",
      ],
    }),
    retry: 'never',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
    severity: 'setup',
    link: OPENAI_PAGES.apiReference,
  },

  image_rejected: {
    meaning: "The model can't use an image in the request.",
    causes: [
      'The file is damaged, or in a format other than PNG, JPEG, GIF or WebP.',
      'The image is too large.',
      "The model doesn't accept images at all.",
    ],
    visitor: (context) => ({
      title: "the model can't use this image",
      sentence: `It accepts PNG, JPEG, GIF and WebP; try one of those, or a smaller one.${savedSentence(context)}`,
      steps: [],
    }),
    operator: ({ details, upstreamName }) => ({
      title: "the model can't use this image",
      sentence:
        details.reason === 'download'
          ? `${upstreamName} couldn't fetch it from its address.`
          : "It's damaged, too large or in the wrong format, or the model can't read images.",
      steps: [
        'Try a small PNG; if it works, the file is the cause.',
        "If it doesn't, choose a model that accepts images.",
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'switch_model'] },
    severity: 'problem',
    link: OPENAI_PAGES.images,
  },

  image_not_supported: {
    meaning: 'The model reads text only, so it rejects images.',
    causes: [
      'The model has no vision.',
      'A local server runs it without the part that reads images.',
    ],
    visitor: (context) => ({
      title: "this model can't read images",
      sentence: `Choose another model, or edit the message and remove the image.${savedSentence(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelLabel(context)} can't read images`,
      sentence: `The image itself is fine.${savedSentence(context)}`,
      steps: [
        'Choose a model that reads images, or remove the image.',
        'On llama.cpp, start the server with the mmproj file of the model.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['switch_model', 'edit'], operator: ['switch_model', 'edit'] },
    severity: 'problem',
    link: OPENAI_PAGES.images,
  },

  output_limit_too_large: {
    meaning: 'The requested reply length is more than the model can write.',
    causes: ["STARLIGHT_MAX_OUTPUT_TOKENS is higher than the model's own limit."],
    visitor: (context) => ({
      title: 'this site asks for longer replies than the model allows',
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelLabel(context)} can't write replies this long`,
      sentence: "STARLIGHT_MAX_OUTPUT_TOKENS is higher than the model's own limit.",
      steps: [
        `Lower STARLIGHT_MAX_OUTPUT_TOKENS in .env.local and ${AND_RESTART}`,
        'Or choose a model that writes longer replies.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
    severity: 'setup',
    link: OPENAI_PAGES.models,
  },

  content_flagged: {
    meaning: "The provider's safety filter blocked the conversation before the model read it.",
    causes: [
      'The filter reads everything: the system prompt, the history and the new message.',
      "It's sometimes wrong, even about harmless words.",
    ],
    visitor: (context) => ({
      title: 'a safety filter blocked this conversation',
      sentence: `It reads all of it and can be wrong; rephrase it or start a new chat.${savedSentence(context)}`,
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName}'s safety filter blocked this conversation`,
      sentence: 'It reads the system prompt, history and message together, and can be wrong.',
      steps: [
        'Send one word in a new chat. If that is blocked, check STARLIGHT_SYSTEM_PROMPT.',
        'Keep the request ID; repeated blocks can cost the account a model.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.safety,
  },

  conflict: {
    meaning: 'Two requests tried to change the same thing at the provider at once.',
    causes: ['Another request held a lock for too long. This clears on its own.'],
    visitor: (context) => ({
      title: 'two requests conflicted',
      sentence: `This one was rejected. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'two requests conflicted',
      sentence: `This one was rejected; your setup is fine. ${savedMessage(context)}`,
      steps: [],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** Adds what is saved only if there is a partial reply, to keep the text short. */
function savedSentence(context: BannerContext): string {
  return context.replyHasText === true ? ` ${savedMessage(context)}` : '';
}

function fieldSentence({ upstreamName, details }: BannerContext): string {
  const field = details.parameter ?? details.field;
  if (field === undefined) {
    return "A field is missing, misspelled or has an invalid value; it doesn't say which.";
  }
  return `${upstreamName} points to ${field}: it's missing, misspelled or has an invalid value.`;
}
