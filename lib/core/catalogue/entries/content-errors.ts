import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { modelLabel } from '../messages/operator-messages.ts';
import { savedIfPartial } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** What the request contains, pictures or words, isn't accepted. */
export const CONTENT_ERRORS = {
  image_rejected: {
    meaning: "The model can't use an image in the request.",
    causes: [
      'The file is damaged, or in a format other than PNG, JPEG, GIF or WebP.',
      'The image is too large.',
      "The model doesn't accept images at all.",
    ],
    visitor: (context) => ({
      title: "the model can't use this image",
      sentence: `It accepts PNG, JPEG, GIF and WebP; try one of those, or a smaller one.${savedIfPartial(context)}`,
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
      sentence: `${withoutImage(context)}${savedIfPartial(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${modelLabel(context)} can't read images`,
      sentence: `The image itself is fine.${savedIfPartial(context)}`,
      steps: [
        'Choose a model that reads images, or remove the image from the message.',
        "On llama.cpp, start the server with the model's --mmproj file.",
      ],
    }),
    retry: 'never',
    actions: { visitor: ['switch_model', 'edit'], operator: ['switch_model', 'edit'] },
    severity: 'problem',
    link: OPENAI_PAGES.images,
  },

  content_flagged: {
    meaning: "The provider's safety filter blocked the conversation before the model read it.",
    causes: [
      'The filter reads everything: the system prompt, the history and the new message.',
      "It's sometimes wrong, even about harmless words.",
      'The provider limits the topic to approved accounts.',
      'A guardrail of your own, at the provider or in a gateway, blocked it.',
    ],
    visitor: flaggedForVisitor,
    operator: flaggedForOperator,
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.safety,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function withoutImage({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false
    ? 'Edit the message and remove the image.'
    : 'Choose another model, or edit the message and remove the image.';
}

function flaggedForVisitor(context: BannerContext): BannerMessage {
  switch (context.details.reason) {
    case 'output':
      return {
        title: 'a safety filter blocked the reply',
        sentence: `It's sometimes wrong; rephrase the question or start a new chat.${savedIfPartial(context)}`,
        steps: [],
      };
    case 'needs_approval':
      return {
        title: "this site isn't approved for this topic",
        sentence: `The provider limits it; rephrase the message or start a new chat.${savedIfPartial(context)}`,
        steps: [],
      };
    default:
      return {
        title: 'a safety filter blocked this conversation',
        sentence: `It reads all of it and can be wrong; rephrase it or start a new chat.${savedIfPartial(context)}`,
        steps: [],
      };
  }
}

function flaggedForOperator({ upstreamName, details }: BannerContext): BannerMessage {
  switch (details.reason) {
    case 'needs_approval':
      return {
        title: `${upstreamName} limits this topic to approved accounts`,
        sentence: 'Its safety rules flagged the conversation; the key and the account are fine.',
        steps: [
          `Ask ${upstreamName} for access; its safety pages say how.`,
          'Or rephrase the message, or start a new chat.',
        ],
      };
    case 'guardrail':
      return {
        title: 'your own guardrail blocked this conversation',
        sentence: `It's set in your ${upstreamName} account or your gateway, so you can change it.`,
        steps: [
          "Check the guardrail's rules and what they blocked.",
          'Or rephrase the message, or start a new chat.',
        ],
      };
    case 'output':
      return {
        title: `${upstreamName}'s safety filter blocked the reply`,
        sentence: 'The conversation was accepted, but not what the model wrote. It can be wrong.',
        steps: [
          'Rephrase the question; the next reply will be different.',
          'If it happens often, check what STARLIGHT_SYSTEM_PROMPT asks for.',
        ],
      };
    default:
      return {
        title: `${upstreamName}'s safety filter blocked this conversation`,
        sentence: 'It reads the system prompt, history and message together, and can be wrong.',
        steps: [
          'Send one word in a new chat. If that is blocked, check STARLIGHT_SYSTEM_PROMPT.',
          'Keep the request ID; repeated blocks can cost the account a model.',
        ],
      };
  }
}
