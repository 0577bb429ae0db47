import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, originSentence, quotedName } from '../messages/operator-messages.ts';
import { ifItHappensAgain, savedMessage } from '../messages/visitor-messages.ts';

const PAGE_FAULT = {
  retry: 'never',
  actions: { visitor: ['reload'], operator: ['reload'] },
  severity: 'problem',
  link: null,
} as const;

/** What Starlight's own server rejects or fails to do before it calls the provider. */
export const STARLIGHT_ERRORS = {
  invalid_request: {
    ...PAGE_FAULT,
    meaning: "Starlight doesn't accept the request: a field is missing, unknown or out of range.",
    causes: [
      'The page was opened before the site was updated.',
      "Your own program sends a field Starlight doesn't know; unknown fields are rejected.",
    ],
    visitor: (context) =>
      didNotArrive(context)
        ? {
            title: 'only part of the message arrived',
            sentence: `The connection is slow or dropped. ${savedMessage(context)}`,
            steps: [],
          }
        : {
            title: 'this page is out of date',
            sentence: `The site didn't understand what it sent. ${savedMessage(context)}`,
            steps: [],
          },
    operator: (context) => ({
      title:
        context.details.field === 'body'
          ? "the request body can't be read"
          : `the request is invalid at ${quotedName(context.details.field, 'one of its fields')}`,
      sentence: requestFault(context),
      steps: [
        'On this page: reload; it may be older than the server.',
        'In your own program: check the body against what POST /api/chat accepts.',
      ],
    }),
    actions: { visitor: ['reload', 'retry'], operator: ['reload', 'retry'] },
  },

  origin_rejected: {
    ...PAGE_FAULT,
    meaning: "The request came from a page at an address other than the site's own.",
    causes: [
      'The site is behind a proxy that changes the Host header.',
      'The site has two addresses, and STARLIGHT_ORIGIN names the other one.',
      "Another website tried to send a message with this site's cookie.",
    ],
    visitor: (context) => ({
      title: 'this message came from another address',
      sentence: `This site only accepts messages from its page. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: ({ details }) => ({
      title: 'the page and the server have different addresses',
      sentence: originSentence(details.reason),
      steps: [
        `Set STARLIGHT_ORIGIN to what visitors type, such as https://chat.example, and ${AND_RESTART}`,
        "If you didn't send this message, another website tried to; nothing was forwarded.",
      ],
    }),
  },

  method_not_allowed: {
    ...PAGE_FAULT,
    meaning: "The address exists, but it doesn't accept this request method.",
    causes: ['A redirect turned a POST into a GET.', 'The address was opened in a browser tab.'],
    visitor: (context) => ({
      title: 'this page sent the wrong kind of request',
      sentence: `Reloading the page usually fixes it. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: "this address doesn't accept this method",
      sentence: 'Chat requires POST. A redirect, as from http to https, turns a POST into a GET.',
      steps: [
        'Call the final address: https, with no slash at the end.',
        'On this page: reload; it may be older than the server.',
      ],
    }),
  },

  unsupported_media_type: {
    ...PAGE_FAULT,
    meaning: "The request body isn't marked as JSON.",
    causes: ['A program sends no content type, or one for forms or plain text.'],
    visitor: (context) => ({
      title: 'this page is out of date',
      sentence: `The site can't read the format of what it sent. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: "the request isn't marked as JSON",
      sentence: 'Starlight only accepts bodies with Content-Type: application/json.',
      steps: [
        'In your own program, add the header Content-Type: application/json.',
        'On this page: reload; it may be older than the server.',
      ],
    }),
  },

  duplicate_turn: {
    retry: 'wait',
    actions: { visitor: ['reload', 'retry'], operator: ['reload', 'retry'] },
    severity: 'info',
    link: null,
    meaning: 'The same message arrived twice, and the first one is still being answered.',
    causes: [
      'The message was sent from two tabs.',
      'The connection dropped, and the message was sent again before the server noticed.',
    ],
    visitor: () => ({
      title: 'this message is already being answered',
      sentence: 'It arrived twice and is answered once. The reply appears where you first sent it.',
      steps: [],
    }),
    operator: () => ({
      title: 'this message is already being answered',
      sentence:
        "Two requests have the same turnId; the first is in flight, the second wasn't forwarded.",
      steps: [],
    }),
  },

  internal: {
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
    meaning:
      'Starlight itself failed. The fault is in the program, not in the key or at the provider.',
    causes: ['A bug in Starlight.', 'The server is out of memory, disk space or file handles.'],
    visitor: (context) => ({
      title: 'something went wrong on this site',
      sentence: `${savedMessage(context)} ${ifItHappensAgain(context.contact)}`,
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: 'something went wrong in Starlight',
      sentence: `The fault is in the program, not in the key or at ${upstreamName}.`,
      steps: [
        "Look for the request ID in the server's log.",
        'If it happens again, report it with Copy diagnostics under Details.',
      ],
    }),
  },

  server_restarting: {
    retry: 'wait',
    actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
    severity: 'wait',
    link: null,
    meaning: 'The server is being replaced or restarted, and is finishing its work cleanly.',
    causes: ['A new version is being deployed.', 'The machine is being restarted.'],
    visitor: (context) => ({
      title: 'this site is restarting',
      sentence: `It will be back in a few seconds. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'Starlight is restarting',
      sentence: `It was told to stop and ended its replies cleanly. ${savedMessage(context)}`,
      steps: [],
    }),
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function didNotArrive({ details: { reason } }: BannerContext): boolean {
  return reason === 'body_incomplete' || reason === 'body_timeout';
}

function requestFault({ details: { reason } }: BannerContext): string {
  switch (reason) {
    case 'body_empty':
      return "It's empty.";
    case 'body_not_utf8':
      return "It isn't UTF-8.";
    case 'body_not_json':
      return "It isn't JSON.";
    case 'body_too_deep':
      return "It's nested too deeply.";
    case 'body_too_many_values':
      return 'It has too many values.';
    case 'body_names_prototype':
      return 'It has a field named __proto__.';
    case 'body_incomplete':
      return 'The connection ended before all of it arrived.';
    case 'body_timeout':
      return 'It arrived too slowly, so Starlight stopped waiting.';
    default:
      return "It's missing, unknown or out of range; unknown fields are rejected, not ignored.";
  }
}
