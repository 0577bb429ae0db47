import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { AND_RESTART } from './operator-words.ts';

const CUT_OFF = {
  retry: 'now',
  actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
  severity: 'problem',
  link: null,
} as const;

/** A reply that had begun, and did not reach its end. What arrived is never lost. */
export const REPLY_ERRORS = {
  reply_interrupted: {
    ...CUT_OFF,
    meaning: 'The connection broke while the reply was being written.',
    causes: [
      'The network changed or went away for a moment, as when a device sleeps.',
      'A proxy between here and the provider ended the connection.',
      'The provider stopped without saying that it was done.',
    ],
    visitor: (context) => ({ title: breakTitle(context), sentence: goOn(context), steps: [] }),
    operator: (context) => ({
      title: breakTitle(context),
      sentence: arrived(context),
      steps: [
        'A single break is normal: continue or retry.',
        'If it happens often at the same length, look for a time limit in a proxy on the way.',
      ],
    }),
  },

  reply_stalled: {
    ...CUT_OFF,
    meaning: 'The connection stayed open, but no more words came, and Starlight stopped waiting.',
    causes: [
      'The provider hangs or is very slow.',
      'A proxy on the way holds the words back.',
      'STARLIGHT_IDLE_TIMEOUT_MS is short for a model that pauses to think.',
    ],
    visitor: (context) => ({
      title: 'the reply came to a standstill',
      sentence: `No more words came for a while. ${goOn(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'the reply came to a standstill',
      sentence: `Nothing came for as long as STARLIGHT_IDLE_TIMEOUT_MS allows. ${arrived(context)}`,
      steps: [
        'Continue or retry; another model may be steadier.',
        `For a model that pauses to think, raise STARLIGHT_IDLE_TIMEOUT_MS and ${AND_RESTART}`,
      ],
    }),
  },

  reply_invalid: {
    ...CUT_OFF,
    actions: { visitor: ['retry', 'continue'], operator: ['retry', 'continue'] },
    meaning: 'Something came in the middle of the reply that is not part of one.',
    causes: [
      'A proxy put a page or a message of its own into the stream.',
      'The provider is compatible with OpenAI only in part.',
    ],
    visitor: (context) => ({
      title: unreadableTitle(context),
      sentence: `Something else came in its place. ${arrived(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: unreadableTitle(context),
      sentence: `What came is not an event of a chat completion. ${arrived(context)}`,
      steps: [
        'Retry; if it fails at once each time, the upstream streams in another format.',
        'Otherwise look for a proxy on the way that rewrites or cuts responses.',
      ],
    }),
  },

  reply_timeout: {
    ...CUT_OFF,
    meaning: 'The reply was still being written when the longest time a reply may take was over.',
    causes: [
      'The reply is very long, or the model very slow.',
      'STARLIGHT_TOTAL_TIMEOUT_MS is short.',
    ],
    visitor: (context) => ({
      title: 'the reply took longer than this site allows',
      sentence: `${goOn(context)} A shorter question can help.`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'the reply took longer than Starlight allows',
      sentence: `${arrived(context)} STARLIGHT_TOTAL_TIMEOUT_MS sets the time.`,
      steps: [
        `Raise STARLIGHT_TOTAL_TIMEOUT_MS and ${AND_RESTART}`,
        'On Vercel keep it below the maxDuration of the function.',
      ],
    }),
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function breakTitle({ replyHasText }: BannerContext): string {
  return replyHasText === false
    ? 'the connection broke before the reply began'
    : 'the connection broke in the middle of the reply';
}

function unreadableTitle({ replyHasText }: BannerContext): string {
  return replyHasText === false
    ? 'the reply cannot be read'
    : 'the rest of the reply cannot be read';
}

/** What is kept, and what the button makes of it. */
function goOn({ replyHasText }: BannerContext): string {
  return replyHasText === false
    ? 'Your message is kept; Retry asks again.'
    : 'What arrived is kept; Continue goes on from there.';
}

/** These kinds come after the reply began, so text is taken to be there unless said otherwise. */
function arrived({ replyHasText }: BannerContext): string {
  return replyHasText === false ? 'Your message is kept.' : 'What arrived is kept.';
}
