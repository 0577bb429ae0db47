import type { ErrorKind } from '../../errors/error-kinds.ts';
import { formatAmount } from '../../text/format-amount.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import {
  AND_RESTART,
  isOpenAi,
  modelLabel,
  quotedName,
  setStep,
} from '../messages/operator-messages.ts';
import { chooseAnotherModel, savedIfPartial, savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** The provider accepted the key, but not the request. */
export const REQUEST_ERRORS = {
  bad_request: {
    meaning: "The request is malformed, or has a value the provider doesn't accept.",
    causes: [
      'A field is missing, misspelled or has a value of the wrong type.',
      'The history is damaged, often by a turn that was stopped.',
      "The model wants user and assistant messages in turn, and they aren't.",
      'The provider is only partly compatible with OpenAI.',
      "In your own code, the body isn't sent as JSON.",
    ],
    visitor: (context) => ({
      title: "the model couldn't read this conversation",
      sentence: `${unreadableCause(context)}${savedIfPartial(context)}`,
      steps: [],
    }),
    operator: badRequestMessage,
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
      'Some reasoning models only combine tools with reasoning in the Responses API.',
    ],
    visitor: (context) => ({
      title: "this model doesn't accept one of the settings",
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: unsupportedMessage,
    retry: 'never',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
    severity: 'setup',
    link: OPENAI_PAGES.apiReference,
  },

  output_limit_too_large: {
    meaning: 'The requested reply length is more than the model can write.',
    causes: [
      "STARLIGHT_MAX_OUTPUT_TOKENS is higher than the model's own limit.",
      'A program that calls /v1 asks for longer replies than the model can write.',
    ],
    visitor: (context) => ({
      title: 'this site asks for longer replies than the model allows',
      sentence: chooseAnotherModel(context),
      steps: [],
    }),
    operator: outputLimitMessage,
    retry: 'never',
    actions: { visitor: ['switch_model', 'retry'], operator: ['switch_model', 'open_setup'] },
    severity: 'setup',
    link: OPENAI_PAGES.models,
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

function unreadableCause({ details }: BannerContext): string {
  return details.reason === 'roles'
    ? "Its messages aren't in the order the model expects; start a new chat."
    : "Something in it isn't valid: edit the last message or start a new chat.";
}

function badRequestMessage(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'roles') {
    return {
      title: 'the model wants user and assistant messages in turn',
      sentence: 'This conversation has two in a row from one side, or a system message it rejects.',
      steps: [
        'Start a new chat; a stopped reply is the usual cause.',
        `If that fails too, remove STARLIGHT_SYSTEM_PROMPT, which some models reject, and ${AND_RESTART}`,
      ],
    };
  }
  return {
    title: `${upstreamName} couldn't read the request`,
    sentence: fieldSentence(context),
    steps: [
      "Send one word in a new chat. If it works, this chat's history is the problem.",
      'If it fails too, undo the last change to STARLIGHT_SYSTEM_PROMPT or the model.',
      isOpenAi(context)
        ? 'Check the field in the API reference.'
        : `Check what ${upstreamName} accepts; many servers support fewer fields.`,
    ],
  };
}

function unsupportedMessage(context: BannerContext): BannerMessage {
  const { details } = context;
  if (details.reason === 'tools_with_reasoning') {
    return {
      title: `${modelLabel(context)} can't combine tools with reasoning here`,
      sentence:
        'With reasoning_effort, its function tools only work with the Responses API, and Starlight uses Chat Completions.',
      steps: [
        'In the program that calls /v1, set reasoning_effort to "none", or send no tools.',
        'Or use a model that combines them in Chat Completions.',
      ],
    };
  }
  return {
    title: `${modelLabel(context)} doesn't accept ${quotedName(details.parameter, 'one of the settings')}`,
    sentence: "Starlight leaves out settings a model rejects, but couldn't work around this.",
    steps: [
      `Remove the setting from the request, or the model from STARLIGHT_MODELS, and ${AND_RESTART}`,
      "If it's service_tier, allow the default tier in the project's settings.",
    ],
  };
}

function outputLimitMessage(context: BannerContext): BannerMessage {
  const limit = context.details.limitTokens;
  const orModel = 'Or choose a model that writes longer replies.';
  const title = `${modelLabel(context)} can't write replies this long`;
  if (limit === undefined) {
    return {
      title,
      sentence: "STARLIGHT_MAX_OUTPUT_TOKENS is higher than the model's own limit.",
      steps: [`Lower STARLIGHT_MAX_OUTPUT_TOKENS in .env.local and ${AND_RESTART}`, orModel],
    };
  }
  return {
    title,
    sentence: `It writes at most ${formatAmount(limit, 'tokens')} per reply; STARLIGHT_MAX_OUTPUT_TOKENS is higher.`,
    steps: [setStep('STARLIGHT_MAX_OUTPUT_TOKENS', String(limit)), orModel],
    fixLine: `STARLIGHT_MAX_OUTPUT_TOKENS=${limit}`,
  };
}

function fieldSentence({ upstreamName, details }: BannerContext): string {
  const field = details.parameter ?? details.field;
  if (field === undefined) {
    return "A field is missing, misspelled or has an invalid value; Starlight can't tell which.";
  }
  return `${upstreamName} points to ${field}: it's missing, misspelled or has an invalid value.`;
}
