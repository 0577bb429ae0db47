import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import { providerName } from '../messages/visitor-messages.ts';

const CUT_OFF = {
  retry: 'now',
  actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
  severity: 'problem',
  link: null,
} as const;

/** A reply that started but didn't finish. The part that arrived is never lost. */
export const REPLY_ERRORS = {
  reply_interrupted: {
    ...CUT_OFF,
    meaning: 'The connection dropped partway through the reply.',
    causes: [
      'The network changed or dropped briefly, as when a device sleeps.',
      'A proxy on the way to the provider closed the connection.',
      'The provider stopped, with or without saying so.',
    ],
    visitor: (context) => ({
      title: dropTitle(context),
      sentence: `${saved(context)}. ${nextStep(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: dropTitle(context),
      sentence: `${saved(context)}.`,
      steps: endedByUpstream(context)
        ? [
            'Continue or retry; most such faults pass.',
            `If it persists, check the log or status page of ${context.upstreamName}.`,
          ]
        : [
            'A single drop is normal; continue or retry.',
            'If it often happens at the same length, look for a time limit in a proxy.',
          ],
    }),
  },

  reply_stalled: {
    ...CUT_OFF,
    meaning: 'The connection stayed open, but no more text arrived, and Starlight stopped waiting.',
    causes: [
      'The provider is stuck or very slow.',
      'A proxy along the way buffers the text.',
      'STARLIGHT_IDLE_TIMEOUT_MS is too short for a model that pauses to think.',
    ],
    visitor: (context) => ({
      title: 'the reply stalled',
      sentence: `No more text arrived for a while. ${saved(context)}; ${nextStep(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'the reply stalled',
      sentence: `Nothing arrived for as long as STARLIGHT_IDLE_TIMEOUT_MS allows. ${saved(context)}.`,
      steps: [
        'Continue or retry; another model may be more stable.',
        `For a model that pauses to think, raise STARLIGHT_IDLE_TIMEOUT_MS and ${AND_RESTART}`,
      ],
    }),
  },

  reply_invalid: {
    ...CUT_OFF,
    actions: { visitor: ['retry', 'continue'], operator: ['retry', 'continue'] },
    meaning: "Something that isn't part of a reply arrived instead.",
    causes: [
      'A proxy put its own page or message into the stream.',
      'The provider is only partly compatible with OpenAI.',
    ],
    visitor: (context) => ({
      title: unreadableTitle(context),
      sentence: isTooLarge(context)
        ? `Part of it is larger than this page can show. ${saved(context)}.`
        : `Something else arrived instead. ${saved(context)}.`,
      steps: [],
    }),
    operator: (context) => ({
      title: unreadableTitle(context),
      sentence: isTooLarge(context)
        ? `One event or document is larger than any reply, or has pictures of more than 6 MB. ${saved(context)}.`
        : `The data isn't a chat completion event. ${saved(context)}.`,
      steps: [
        'Retry; if it always fails right away, the upstream uses another format.',
        'Otherwise, look for a proxy that rewrites or cuts off responses.',
      ],
    }),
  },

  reply_timeout: {
    ...CUT_OFF,
    meaning: 'The reply was still being written when it reached the time limit.',
    causes: [
      'The reply is very long, or the model is very slow.',
      'STARLIGHT_TOTAL_TIMEOUT_MS is too short.',
      'The provider has a time limit of its own.',
    ],
    visitor: (context) => ({
      title: endedByUpstream(context)
        ? `the reply took longer than ${providerName(context)} allows`
        : 'the reply took longer than this site allows',
      sentence: `${saved(context)}; ${nextStep(context)} A shorter question may help.`,
      steps: [],
    }),
    operator: (context) =>
      endedByUpstream(context)
        ? {
            title: `the reply took longer than ${context.upstreamName} allows`,
            sentence: `${saved(context)}. The limit is the provider's own.`,
            steps: [
              'Continue, or ask for a shorter reply.',
              'If it happens often, choose a faster model.',
            ],
          }
        : {
            title: 'the reply took longer than Starlight allows',
            sentence: `${saved(context)}. STARLIGHT_TOTAL_TIMEOUT_MS sets the limit.`,
            steps: [
              `Raise STARLIGHT_TOTAL_TIMEOUT_MS and ${AND_RESTART}`,
              "On Vercel, keep it below the function's maxDuration.",
            ],
          },
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function dropTitle(context: BannerContext): string {
  const subject = endedByUpstream(context)
    ? `${providerName(context)} stopped`
    : 'the connection dropped';
  return context.replyHasText === false
    ? `${subject} before the reply began`
    : `${subject} partway through the reply`;
}

/** The upstream's finish reason says so, and not a connection that broke or a limit of this site. */
function endedByUpstream({ details }: BannerContext): boolean {
  return details.reason === 'by_upstream';
}

function isTooLarge({ details }: BannerContext): boolean {
  return details.reason === 'too_large';
}

function unreadableTitle(context: BannerContext): string {
  const { replyHasText } = context;
  if (isTooLarge(context)) {
    return replyHasText === false ? 'the reply is too large' : 'the rest of the reply is too large';
  }
  return replyHasText === false ? "the reply can't be read" : "the rest of the reply can't be read";
}

/** These kinds happen after the reply has started, so text is assumed unless `replyHasText` is false. */
function saved({ replyHasText }: BannerContext): string {
  return replyHasText === false ? 'Your message is saved' : 'The partial reply is saved';
}

/** What the first button does. */
function nextStep({ replyHasText }: BannerContext): string {
  return replyHasText === false ? 'Retry asks again.' : 'Continue picks up from there.';
}
