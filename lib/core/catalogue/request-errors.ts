import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi, modelWords, nameWords } from './operator-words.ts';
import { chooseAnotherModel, keptWords } from './visitor-words.ts';

/** The provider understood who is asking, but not what, or will not have it. */
export const REQUEST_ERRORS = {
  bad_request: {
    meaning: 'The request is malformed, or one of its values is not one the provider takes.',
    causes: [
      'A field is missing or misspelt, or has a value of the wrong type.',
      'The history is damaged, often by a turn that was stopped.',
      'The provider is compatible with OpenAI only in part.',
      'In code of your own, the body is not sent as JSON.',
    ],
    visitor: (context) => ({
      title: 'the model could not read this conversation',
      sentence: `Something in it does not fit: edit the last message, or start a new chat.${alsoKept(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} could not read the request`,
      sentence: fieldSentence(context),
      steps: [
        'Send one word in a new chat. If it works, the history of this one is at fault.',
        'If it fails too, undo the last change to STARLIGHT_SYSTEM_PROMPT or the model.',
        isOpenAi(context)
          ? 'Compare the field with the API reference.'
          : `Compare with what ${context.upstreamName} takes; many servers know fewer fields.`,
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.apiReference,
  },

  unsupported_parameter: {
    meaning: 'The model does not take one of the settings, or not the value it has.',
    causes: [
      'Reasoning models fix temperature and top_p themselves.',
      'Newer models take max_completion_tokens where older servers know only max_tokens.',
      'A service tier is not allowed for the project.',
    ],
    visitor: (context) => ({
      title: 'this model does not take one of the settings',
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelWords(context)} does not take ${nameWords(context.details.parameter, 'one of the settings')}`,
      sentence:
        'Starlight leaves out what it knows a model refuses; this it could not work around.',
      steps: [
        `Take the setting out of the request, or the model out of STARLIGHT_MODELS, and ${AND_RESTART}`,
        'If it is service_tier, allow the default tier in the settings of the project.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
    severity: 'setup',
    link: OPENAI_PAGES.apiReference,
  },

  image_rejected: {
    meaning: 'The model cannot use an image of the request.',
    causes: [
      'The file is damaged, or in a format other than PNG, JPEG, GIF or WebP.',
      'The image is too large.',
      'The model does not read images at all.',
    ],
    visitor: (context) => ({
      title: 'the model cannot use this image',
      sentence: `It takes PNG, JPEG, GIF and WebP; attach it in one of these, or smaller.${alsoKept(context)}`,
      steps: [],
    }),
    operator: ({ details, upstreamName }) => ({
      title: 'the model cannot use this image',
      sentence:
        details.reason === 'download'
          ? `${upstreamName} could not fetch it from its address.`
          : 'It is damaged, too large or in another format, or this model reads no images.',
      steps: [
        'Try a small PNG: if it works, the file is at fault.',
        'If it does not, choose a model that takes images.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'switch_model'] },
    severity: 'problem',
    link: OPENAI_PAGES.images,
  },

  content_flagged: {
    meaning: 'A safety filter of the provider declined the conversation before the model read it.',
    causes: [
      'The filter reads everything: the system prompt, the history and the new message.',
      'It is sometimes wrong, also about harmless words.',
    ],
    visitor: (context) => ({
      title: 'a safety filter declined this conversation',
      sentence: `It reads all of it and can be wrong: word it differently, or start a new chat.${alsoKept(context)}`,
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName}'s safety filter declined this conversation`,
      sentence:
        'It reads the system prompt, the history and the message together, and can be wrong.',
      steps: [
        'Send one word in a new chat. If that is declined, look at STARLIGHT_SYSTEM_PROMPT.',
        'Keep the request id: many declined requests can cost the account a model.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.safety,
  },

  conflict: {
    meaning: 'Two requests touched the same thing at the provider at the same moment.',
    causes: ['Another request held a lock for too long. It passes by itself.'],
    visitor: (context) => ({
      title: "two requests got in each other's way",
      sentence: `This one had to give way. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "two requests got in each other's way",
      sentence: `This one had to give way; nothing is set up wrong. ${keptWords(context)}`,
      steps: [],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** Where there is more to say than that, the reply's beginning is only mentioned when there is one. */
function alsoKept(context: BannerContext): string {
  return context.replyHasText === true ? ` ${keptWords(context)}` : '';
}

function fieldSentence({ upstreamName, details }: BannerContext): string {
  const field = details.parameter ?? details.field;
  if (field === undefined) {
    return 'A field is missing or misspelt, or has a value it does not take; it does not say which.';
  }
  return `${upstreamName} points at ${field}: it is missing or misspelt, or has a value it does not take.`;
}
