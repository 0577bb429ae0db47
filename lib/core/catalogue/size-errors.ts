import type { ErrorDetails } from '../error-body.ts';
import type { ErrorKind } from '../error-kinds.ts';
import { amountWords, countWords, limitWords, usedWords } from './amount-words.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi } from './operator-words.ts';

/** Too much at once: for the model, for a limit, for the network, or for this site. */
export const SIZE_ERRORS = {
  context_too_long: {
    meaning:
      'The whole conversation is sent with each message, and it is longer than the model reads.',
    causes: [
      'The conversation has grown over many messages.',
      'A long text or an image was pasted into it.',
      'The length of the reply that was asked for counts too.',
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
    meaning: 'A single message has more characters than the provider takes in one.',
    causes: ['A whole file was pasted.', 'A program put a document into one message.'],
    visitor: messageTooLong,
    operator: messageTooLong,
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: OPENAI_PAGES.apiReference,
  },

  request_too_large: {
    meaning:
      'One request asks for more than the whole limit of a minute, so that no wait makes it fit.',
    causes: [
      'The conversation is long and the limit of the account is low.',
      'The length of the reply that is allowed counts in full before it is written.',
    ],
    visitor: () => ({
      title: 'this conversation is too large to send at once',
      sentence:
        'Waiting does not help; leaving out the oldest messages does. They stay here to read.',
      steps: [],
    }),
    operator: (context) => ({
      title: 'this request is larger than a whole minute allows',
      sentence: minuteSentence(context.details),
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
    meaning: 'The network in front of the provider refused the request for its size.',
    causes: ['Images make a request large; each counts again with every message after it.'],
    visitor: () => ({
      title: 'this message is too large to send',
      sentence:
        'Images count most. Attach a smaller one, or start a new chat without the old ones.',
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: `this request is too large for ${upstreamName}`,
      sentence: 'The network in front of it refused the size; the model has not seen it.',
      steps: [
        'Attach smaller images, or start a new chat without the old ones.',
        `To say so sooner, lower STARLIGHT_MAX_BODY_BYTES and ${AND_RESTART}`,
      ],
    }),
    retry: 'never',
    actions: { visitor: ['edit', 'new_chat'], operator: ['edit', 'new_chat'] },
    severity: 'problem',
    link: null,
  },

  body_too_large: {
    meaning: 'The request is larger than this site takes, so nothing was sent to the provider.',
    causes: [
      'Images make a request large; each counts again with every message after it.',
      'STARLIGHT_MAX_BODY_BYTES is set low.',
    ],
    visitor: (context) => ({
      title: 'this is more than the site takes at once',
      sentence: `${siteLimit(context.details)} Attach a smaller image, or leave out the oldest messages.`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'this is more than Starlight takes at once',
      sentence: `${siteLimit(context.details)} STARLIGHT_MAX_BODY_BYTES sets the limit.`,
      steps: [
        'Attach smaller images, or leave out the oldest messages.',
        `Or raise STARLIGHT_MAX_BODY_BYTES and ${AND_RESTART}`,
        'On Vercel the platform itself stops at 4.5 MB.',
      ],
    }),
    retry: 'never',
    actions: {
      visitor: ['edit', 'shorten_and_retry'],
      operator: ['edit', 'shorten_and_retry'],
    },
    severity: 'problem',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function conversationTooLong({ details }: BannerContext): BannerWords {
  const used = details.usedTokens ?? details.requestedTokens;
  const limit = details.limitTokens;
  return {
    title: 'this conversation is longer than the model can read',
    sentence:
      limit === undefined
        ? 'Leaving out the oldest messages makes room. They stay here to read.'
        : used === undefined
          ? `It reads at most ${amountWords(limit, 'tokens')}. The oldest messages can be left out.`
          : `It has ${amountWords(used, 'tokens')}, the limit is ${countWords(limit)}.`,
    steps: [],
  };
}

function messageTooLong({ details }: BannerContext): BannerWords {
  const sizes = sizeSentence(details);
  return {
    title: 'this message is longer than the model accepts',
    sentence: `${sizes === null ? '' : `${sizes} `}Shorten it, or send it in parts.`,
    steps: [],
  };
}

function sizeSentence(details: ErrorDetails): string | null {
  const limit = limitWords(details);
  const used = usedWords(details);
  if (limit === null) return null;
  return used === null ? `The limit is ${limit}.` : `It has ${used}, the limit is ${limit}.`;
}

function minuteSentence({ requestedTokens, limitTokens }: ErrorDetails): string {
  if (limitTokens === undefined)
    return 'No wait makes it fit, as it is more than the limit itself.';
  const limit = `the limit is ${countWords(limitTokens)} a minute`;
  if (requestedTokens === undefined) return `For this model ${limit}, so no wait makes it fit.`;
  return `It needs ${amountWords(requestedTokens, 'tokens')}; ${limit}, so no wait makes it fit.`;
}

function siteLimit(details: ErrorDetails): string {
  const limit = limitWords(details);
  return limit === null
    ? 'The conversation and its images are too large together.'
    : `The conversation and its images may come to ${limit} together.`;
}
