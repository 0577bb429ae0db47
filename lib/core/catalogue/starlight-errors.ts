import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, CatalogueEntry } from './catalogue-entry.ts';
import { AND_RESTART, nameWords } from './operator-words.ts';
import { ifAgainWords, keptWords } from './visitor-words.ts';

const PAGE_FAULT = {
  retry: 'never',
  actions: { visitor: ['reload'], operator: ['reload'] },
  severity: 'problem',
  link: null,
} as const;

/** What Starlight's own server refuses or fails at, before the provider is asked. */
export const STARLIGHT_ERRORS = {
  invalid_request: {
    ...PAGE_FAULT,
    meaning:
      'The request is not one that Starlight takes: a field is missing, unknown or out of range.',
    causes: [
      'The page was opened before the site was updated.',
      'A program of your own sends a field that Starlight does not know; unknown fields are refused.',
    ],
    visitor: (context) =>
      didNotArrive(context)
        ? {
            title: 'the message did not arrive whole',
            sentence: `The connection is slow or broke on the way. ${keptWords(context)}`,
            steps: [],
          }
        : {
            title: 'this page is not up to date',
            sentence: `The site did not understand what it sent. ${keptWords(context)}`,
            steps: [],
          },
    operator: (context) => ({
      title:
        context.details.field === 'body'
          ? 'the body of the request cannot be read'
          : `the request is wrong at ${nameWords(context.details.field, 'one of its fields')}`,
      sentence: requestFault(context),
      steps: [
        'From this page: reload, as it may be older than the server.',
        'From a program of your own: compare the body with what POST /api/chat takes.',
      ],
    }),
    actions: { visitor: ['reload', 'retry'], operator: ['reload', 'retry'] },
  },

  origin_rejected: {
    ...PAGE_FAULT,
    meaning: "The request came from a page with another address than the site's own.",
    causes: [
      'The site is behind a proxy that changes the Host header.',
      'The site has two addresses, and STARLIGHT_ORIGIN names the other one.',
      'Another website tried to send a message with the cookie of this one.',
    ],
    visitor: (context) => ({
      title: 'this message came from another address',
      sentence: `Messages are taken only from the site's own page. ${keptWords(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'the page and the server have different addresses',
      sentence: 'The Origin of the request is not the address this server goes by.',
      steps: [
        `Set STARLIGHT_ORIGIN to what visitors type, as in https://chat.example, and ${AND_RESTART}`,
        'If you did not send this message, another website tried to; nothing was passed on.',
      ],
    }),
  },

  method_not_allowed: {
    ...PAGE_FAULT,
    meaning: 'The address exists, but it does not take requests of this method.',
    causes: ['A redirect turned a POST into a GET.', 'The address was opened in a browser tab.'],
    visitor: (context) => ({
      title: 'this address takes messages another way',
      sentence: `Reloading the page usually mends it. ${keptWords(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'this address does not take this method',
      sentence: 'Chat takes POST. A redirect, as from http to https, turns a POST into a GET.',
      steps: [
        'Call the final address: https, without a slash at the end.',
        'From this page: reload, as it may be older than the server.',
      ],
    }),
  },

  unsupported_media_type: {
    ...PAGE_FAULT,
    meaning: 'The body of the request is not marked as JSON.',
    causes: ['A program sends no content type, or one for forms or plain text.'],
    visitor: (context) => ({
      title: 'this page is not up to date',
      sentence: `The site cannot read the form of what it sent. ${keptWords(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'the request is not marked as JSON',
      sentence: 'Starlight reads bodies with Content-Type: application/json and no others.',
      steps: [
        'In a program of your own, add the header Content-Type: application/json.',
        'From this page: reload, as it may be older than the server.',
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
      'The connection broke, and the message was sent again before the server had noticed.',
    ],
    visitor: () => ({
      title: 'this message is already being answered',
      sentence: 'It arrived twice and is answered once. The reply is where it was first asked for.',
      steps: [],
    }),
    operator: () => ({
      title: 'this message is already being answered',
      sentence:
        'Two requests have the same turnId; the first is in flight, the second was not sent on.',
      steps: [],
    }),
  },

  internal: {
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
    meaning:
      'Starlight itself failed. It is a fault in the program, not in the key or at the provider.',
    causes: ['A fault in Starlight.', 'The server is out of memory, disk or open files.'],
    visitor: (context) => ({
      title: 'something went wrong on this site',
      sentence: `${keptWords(context)} ${ifAgainWords(context.contact)}`,
      steps: [],
    }),
    operator: ({ upstreamName }) => ({
      title: 'something went wrong in Starlight',
      sentence: `It is a fault in the program, not in the key and not at ${upstreamName}.`,
      steps: [
        "Look for the request id in the server's log.",
        'If it happens again, report it with Copy diagnostics under Details.',
      ],
    }),
  },

  server_restarting: {
    retry: 'wait',
    actions: { visitor: ['continue', 'retry'], operator: ['continue', 'retry'] },
    severity: 'wait',
    link: null,
    meaning: 'The server is being replaced or restarted, and ends what it is doing in good order.',
    causes: ['A new version is being deployed.', 'The machine is being restarted.'],
    visitor: (context) => ({
      title: 'this site is restarting',
      sentence: `It is back in a few seconds. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'Starlight is restarting',
      sentence: `It was told to stop, and ended its replies in order. ${keptWords(context)}`,
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
      return 'It is empty.';
    case 'body_not_utf8':
      return 'It is not UTF-8.';
    case 'body_not_json':
      return 'It is not JSON.';
    case 'body_too_deep':
      return 'It is nested too deeply.';
    case 'body_too_many_values':
      return 'It holds too many values.';
    case 'body_names_prototype':
      return 'It has a field named __proto__.';
    case 'body_incomplete':
      return 'The connection ended before all of it had come.';
    case 'body_timeout':
      return 'It came too slowly, and Starlight stopped waiting.';
    default:
      return 'It is missing, unknown or out of range; unknown fields are refused, not ignored.';
  }
}
