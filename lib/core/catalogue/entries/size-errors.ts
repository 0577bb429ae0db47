import type { ErrorDetails } from '../../errors/error-body.ts';
import type { ErrorKind } from '../../errors/error-kinds.ts';
import {
  formatAmount,
  formatCount,
  formatLimit,
  formatUsed,
  formatWindow,
} from '../../text/format-amount.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, isOpenAi } from '../messages/operator-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** Too much at once for the model, a limit, the network or this site. */
export const SIZE_ERRORS = {
  context_too_long: {
    meaning: "The whole conversation is sent with each message, and it's too long for the model.",
    causes: [
      'The conversation grew over many messages.',
      'A long text or an image was pasted into it.',
      'The requested reply length counts too.',
    ],
    visitor: conversationTooLong,
    operator: conversationTooLong,
    retry: 'never',
    actions: {
      visitor: ['shorten_and_retry', 'new_chat'],
      operator: ['shorten_and_retry', 'new_chat'],
    },
    severity: 'problem',
    link: OPENAI_PAGES.models,
  },

  message_too_long: {
    meaning: 'A single message has more characters than the provider allows.',
    causes: ['A whole file was pasted.', 'A program put a document into one message.'],
    visitor: messageTooLong,
    operator: messageTooLong,
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.apiReference,
  },

  request_too_large: {
    meaning: "One request exceeds the entire per-minute limit, so waiting won't help.",
    causes: [
      "The conversation is long and the account's limit is low.",
      'The maximum reply length counts in full before anything is written.',
    ],
    visitor: () => ({
      title: 'this conversation is too large to send at once',
      sentence: "Waiting won't help; leaving out the oldest messages will. They stay visible here.",
      steps: [],
    }),
    operator: (context) => ({
      title: 'this request exceeds the per-minute limit',
      sentence: windowSentence(context.details),
      steps: [
        `Lower STARLIGHT_MAX_OUTPUT_TOKENS, which counts in full, and ${AND_RESTART}`,
        isOpenAi(context)
          ? 'Or raise the limit, which grows with the usage tier: platform.openai.com/settings/organization/limits.'
          : `Or raise the limit at ${context.upstreamName}.`,
      ],
    }),
    retry: 'never',
    actions: {
      visitor: ['shorten_and_retry', 'new_chat'],
      operator: ['shorten_and_retry', 'new_chat'],
    },
    severity: 'problem',
    link: OPENAI_PAGES.limits,
  },

  payload_too_large: {
    meaning: 'The provider, or a network on the way, rejected the request as too large.',
    causes: ['Images make a request large; each is sent again with every later message.'],
    visitor: () => ({
      title: 'this message is too large to send',
      sentence:
        'Images count the most. Use a smaller one, or start a new chat without the old ones.',
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `this request is too large for ${upstreamName}`,
      sentence: 'It was rejected for its size, not for what it says. Images count the most.',
      steps: [
        'Use smaller images, or start a new chat without the old ones.',
        `To fail sooner, lower STARLIGHT_MAX_BODY_BYTES and ${AND_RESTART}`,
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: null,
  },

  body_too_large: {
    meaning: 'The request is larger than this site allows, so nothing was sent to the provider.',
    causes: [
      'The conversation has very many messages, and all of them are sent with each new one.',
      'Images make a request large; each is sent again with every later message.',
      'STARLIGHT_MAX_BODY_BYTES is set low.',
    ],
    visitor: ({ details }) =>
      details.limitUnit === 'messages'
        ? tooManyMessages(details)
        : {
            title: 'this request is too large for the site',
            sentence: `${siteLimit(details)} Use a smaller image or leave out the oldest messages.`,
            steps: [],
          },
    operator: ({ details }) =>
      details.limitUnit === 'messages'
        ? tooManyMessages(details)
        : {
            title: 'this request is too large for Starlight',
            sentence: `${siteLimit(details)} STARLIGHT_MAX_BODY_BYTES sets the limit.`,
            steps: [
              'Use smaller images, or leave out the oldest messages.',
              `Or raise STARLIGHT_MAX_BODY_BYTES and ${AND_RESTART}`,
              'On Vercel, the platform limit is 4.5 MB.',
            ],
          },
    retry: 'never',
    actions: {
      visitor: ['shorten_and_retry', 'edit'],
      operator: ['shorten_and_retry', 'edit'],
    },
    severity: 'problem',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function conversationTooLong({ details }: BannerContext): BannerMessage {
  const used = details.usedTokens ?? details.requestedTokens;
  const limit = details.limitTokens;
  return {
    title: 'this conversation is too long for the model',
    sentence:
      limit === undefined
        ? 'Leaving out the oldest messages makes room. They stay visible here.'
        : used === undefined
          ? `The limit is ${formatAmount(limit, 'tokens')}. You can leave out the oldest messages.`
          : `It has ${formatAmount(used, 'tokens')}; the limit is ${formatCount(limit)}.`,
    steps: [],
  };
}

function messageTooLong({ details }: BannerContext): BannerMessage {
  const sizes = sizeSentence(details);
  return {
    title: 'this message is too long for the model',
    sentence: `${sizes === null ? '' : `${sizes} `}Shorten it or send it in parts.`,
    steps: [],
  };
}

function sizeSentence(details: ErrorDetails): string | null {
  const limit = formatLimit(details);
  const used = formatUsed(details);
  if (limit === null) return null;
  return used === null ? `The limit is ${limit}.` : `It has ${used}; the limit is ${limit}.`;
}

function windowSentence({ requestedTokens, limitTokens, limitWindow }: ErrorDetails): string {
  if (limitTokens === undefined) return "Waiting won't help, because it exceeds the limit itself.";
  const limit = `the limit is ${formatCount(limitTokens)} ${formatWindow(limitWindow ?? 'minute')}`;
  if (requestedTokens === undefined) return `For this model ${limit}, so waiting won't help.`;
  return `It needs ${formatAmount(requestedTokens, 'tokens')}; ${limit}, so waiting won't help.`;
}

function tooManyMessages(details: ErrorDetails): BannerMessage {
  const sizes = sizeSentence(details);
  return {
    title: 'this conversation has too many messages to send',
    sentence: `${sizes === null ? '' : `${sizes} `}You can leave out the oldest messages. They stay visible here.`,
    steps: [],
  };
}

function siteLimit(details: ErrorDetails): string {
  const limit = formatLimit(details);
  return limit === null
    ? 'The conversation and its images are too large together.'
    : `The conversation and its images can total up to ${limit}.`;
}
