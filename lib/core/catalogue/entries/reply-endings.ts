import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import {
  THINKING_ONLY,
  truncatedForOperator,
  truncatedForVisitor,
} from '../messages/truncated-messages.ts';

/** A reply that ended without a fault, but isn't a full answer. */
export const REPLY_ENDINGS = {
  reply_truncated: {
    meaning: 'The reply reached the maximum number of tokens per reply.',
    causes: [
      'The answer is longer than STARLIGHT_MAX_OUTPUT_TOKENS allows.',
      'A reasoning model thought longer than STARLIGHT_MAX_THINKING_TOKENS leaves room for.',
      "The conversation leaves little of the model's context for the reply.",
    ],
    visitor: truncatedForVisitor,
    operator: truncatedForOperator,
    retry: 'now',
    actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_end_unknown: {
    meaning: "The reply ended for a reason that Starlight doesn't know.",
    causes: [
      'The provider has its own name for the reason, so the reply may be complete or not.',
      'The provider, or a gateway in front of it, left the reason open.',
    ],
    visitor: ({ replyHasText }) => ({
      title: 'the reply ended for an unknown reason',
      sentence:
        replyHasText === false
          ? 'It ended before the first word. Your message is saved.'
          : 'It may be incomplete. What arrived is saved; Continue asks for the rest.',
      steps: [],
    }),
    operator: ({ upstreamName, replyHasText }) => ({
      title: "the reply ended for a reason Starlight doesn't know",
      sentence:
        replyHasText === false
          ? `${upstreamName} gave a finish reason of its own before the first word.`
          : `${upstreamName} gave a finish reason of its own, so the reply may be incomplete. What arrived is saved.`,
      steps: [
        replyHasText === false
          ? 'Retry, or choose another model.'
          : 'If the reply looks complete, nothing is wrong; otherwise, continue or retry.',
        `If it happens often, look for the reason in the log of ${upstreamName}.`,
      ],
    }),
    retry: 'now',
    actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_filtered: {
    meaning: "The provider's safety filter stopped the reply while it was being written.",
    causes: ['Something in the reply looked unsafe to the filter, which is sometimes wrong.'],
    visitor: filteredMessage,
    operator: filteredMessage,
    retry: 'now',
    actions: { visitor: ['edit', 'retry'], operator: ['edit', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_refused: {
    meaning: 'The model itself declined to answer.',
    causes: ["The model decided it shouldn't answer this question."],
    visitor: refusedMessage,
    operator: refusedMessage,
    retry: 'now',
    actions: { visitor: ['edit', 'retry'], operator: ['edit', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_empty: {
    meaning: 'The reply ended normally but had no text.',
    causes: [
      'A reasoning model spent all its tokens on thinking.',
      'The model asked for a tool, and this chat has none.',
      'A local server was sent more than it can read.',
    ],
    visitor: (context) => ({
      title: emptyTitle(context),
      sentence: emptySentence(context),
      steps: [],
    }),
    operator: (context) => ({
      title: emptyTitle(context),
      sentence: emptyReason(context),
      steps: stoppedForTool(context)
        ? []
        : [
            'Retry, or choose another model.',
            `If a reasoning model runs out of tokens, raise STARLIGHT_MAX_THINKING_TOKENS and ${AND_RESTART}`,
            'On a local server, increase its context length.',
          ],
    }),
    retry: 'now',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'problem',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function filteredMessage({ replyHasText }: BannerContext): BannerMessage {
  return {
    title: 'a safety filter stopped the reply',
    sentence:
      replyHasText === false
        ? "It's sometimes wrong. Rephrasing the question may help."
        : 'The partial reply is saved. Rephrasing the question or retrying may help.',
    steps: [],
  };
}

function refusedMessage({ replyHasText }: BannerContext): BannerMessage {
  return {
    title: 'the model declined to answer',
    sentence:
      replyHasText === false
        ? 'It gave no reason. Rephrasing the question may help.'
        : 'What it said is saved. Rephrasing the question may help.',
    steps: [],
  };
}

function emptyTitle(context: BannerContext): string {
  if (stoppedForTool(context)) return 'the model stopped to use a tool';
  return context.details.reason === THINKING_ONLY
    ? 'the model thought, but wrote no reply'
    : 'the reply came back empty';
}

function emptySentence(context: BannerContext): string {
  if (stoppedForTool(context)) {
    return context.replyHasText === true
      ? 'This chat has none. What the model wrote before is saved.'
      : 'This chat has none. Your message is saved.';
  }
  return context.details.reason === THINKING_ONLY
    ? `It ended after its thoughts${retryHint(context)}. Your message is saved.`
    : `The model wrote nothing${retryHint(context)}. Your message is saved.`;
}

function emptyReason({ details }: BannerContext): string {
  switch (details.reason) {
    case 'tool_calls':
      return 'The model asked for a tool, and this chat offers none.';
    case THINKING_ONLY:
      return 'The model ended normally, but everything it wrote was thinking.';
    default:
      return 'The model ended normally, but wrote nothing.';
  }
}

/** What it asked for is shown above the banner, so the reply is not called empty. */
function stoppedForTool({ details }: BannerContext): boolean {
  return details.reason === 'tool_calls';
}

function retryHint({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false
    ? '; another try often helps'
    : '; another try or another model often helps';
}
