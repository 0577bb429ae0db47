import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { AND_RESTART } from './operator-words.ts';

/** A reply that ended by itself, but not as one hopes. */
export const REPLY_ENDINGS = {
  reply_truncated: {
    meaning: 'The reply reached the number of tokens one reply may have.',
    causes: [
      'The answer is longer than STARLIGHT_MAX_OUTPUT_TOKENS allows.',
      'A reasoning model spent part of that number on thinking.',
      'The conversation leaves little of what the model reads for the reply.',
    ],
    visitor: (context) => ({
      title: 'the reply reached its length limit',
      sentence:
        context.replyHasText === false
          ? 'The model spent all of it on thinking, before the first word. A simpler question can help.'
          : 'What arrived is kept. Continue asks for the rest.',
      steps: [],
    }),
    operator: (context) => ({
      title: 'the reply reached its length limit',
      sentence:
        context.replyHasText === false
          ? 'The model spent all of STARLIGHT_MAX_OUTPUT_TOKENS on thinking, before a word was written.'
          : 'What arrived is kept. STARLIGHT_MAX_OUTPUT_TOKENS sets the length.',
      steps: [
        context.replyHasText === false
          ? 'Ask the model to think less, or choose another one.'
          : 'Continue asks for the rest.',
        `For longer replies, raise STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
      ],
    }),
    retry: 'now',
    actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_filtered: {
    meaning: 'A safety filter of the provider stopped the reply while it was being written.',
    causes: ['Something in the reply looked unsafe to the filter, which is sometimes wrong.'],
    visitor: filteredWords,
    operator: filteredWords,
    retry: 'now',
    actions: { visitor: ['edit', 'retry'], operator: ['edit', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_refused: {
    meaning: 'The model itself declined to answer.',
    causes: ['The model took the question for one it is not to answer.'],
    visitor: refusedWords,
    operator: refusedWords,
    retry: 'now',
    actions: { visitor: ['edit', 'retry'], operator: ['edit', 'retry'] },
    severity: 'info',
    link: null,
  },

  reply_empty: {
    meaning: 'The reply ended properly and held no words.',
    causes: [
      'A reasoning model spent all its tokens on thinking.',
      'The model reached for a tool, and this chat has none.',
      'A local server was given more than it can read.',
    ],
    visitor: (context) => ({
      title: 'the reply came back empty',
      sentence: `The model ended without a word${retryHint(context)}. Your message is kept.`,
      steps: [],
    }),
    operator: ({ details }) => ({
      title: 'the reply came back empty',
      sentence:
        details.reason === 'tool_calls'
          ? 'The model asked for a tool, and this chat offers none.'
          : 'The model ended properly, but without a word.',
      steps: [
        'Retry, or choose another model.',
        `If a reasoning model spends all on thinking, raise STARLIGHT_MAX_OUTPUT_TOKENS and ${AND_RESTART}`,
        'On a local server, raise the context length it was started with.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'problem',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function filteredWords({ replyHasText }: BannerContext): BannerWords {
  return {
    title: 'a safety filter stopped the reply',
    sentence:
      replyHasText === false
        ? 'It is sometimes wrong. The same question in other words can pass.'
        : 'What arrived is kept. The same question in other words can pass, as can another try.',
    steps: [],
  };
}

function refusedWords({ replyHasText }: BannerContext): BannerWords {
  return {
    title: 'the model declined to answer',
    sentence:
      replyHasText === false
        ? 'It gave no reason. The same question in other words can help.'
        : 'What it said is kept. The same question in other words can help.',
    steps: [],
  };
}

function retryHint({ offersOtherModels }: BannerContext): string {
  return offersOtherModels === false
    ? '; another try often helps'
    : '; another try or another model often helps';
}
