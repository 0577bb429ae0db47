import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { ifItHappensAgain, savedMessage } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

/** Failures only the browser sees, and the one for anything unrecognized. */
export const CLIENT_ERRORS = {
  platform_timeout: {
    meaning: 'The host that Starlight runs on ended the request and returned its own page.',
    causes: [
      "The reply takes longer than the host's function timeout.",
      'A proxy in front of the server has a short time limit.',
    ],
    visitor: (context) => ({
      title: "this site's server stopped waiting",
      sentence: `A shorter question may be faster. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'the host ended the request before Starlight did',
      sentence: 'The response came from the host or a proxy, not from Starlight.',
      steps: [
        "On Vercel, keep STARLIGHT_TOTAL_TIMEOUT_MS below the function's maxDuration.",
        'Behind a proxy, raise its read timeout above STARLIGHT_TOTAL_TIMEOUT_MS.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  offline: {
    meaning: 'The browser reports that this device is offline.',
    causes: ['Wi-Fi or mobile data is off or out of range.', 'The device was asleep.'],
    visitor: offlineMessage,
    operator: offlineMessage,
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  starlight_unreachable: {
    meaning: "This device is online, but this site's server didn't respond.",
    causes: [
      'The server is stopped or restarting.',
      'The network, a VPN or a browser extension blocks the site.',
    ],
    visitor: (context) => ({
      title: "this site can't be reached",
      sentence: `No response: the connection or the site is down. ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's server can't be reached",
      sentence: `The request got no response. ${savedMessage(context)}`,
      steps: [
        "Check that it's running: npm start in a terminal, or the deployment's log.",
        'If it is, open the page in a private window, without a VPN or extensions.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  unknown: {
    meaning: "Something failed in a way this version of Starlight doesn't recognize.",
    causes: [
      'The page is older than the server, which knows more failures.',
      "A provider or proxy returned a status Starlight doesn't know.",
    ],
    visitor: (context) => ({
      title: 'something unexpected happened',
      sentence: `${savedMessage(context)} ${ifItHappensAgain(context.contact)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'something unexpected happened',
      sentence: "Starlight doesn't know this failure, so it can only show the status.",
      steps: [
        "Look for the request ID in the server's log, then in the upstream's.",
        'Reload; this page may be older than the server.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry', 'reload'], operator: ['retry', 'reload'] },
    severity: 'problem',
    link: OPENAI_PAGES.errorCodes,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** Past tense, because the banner stays when the connection is back and must still be true then. */
function offlineMessage(context: BannerContext): BannerMessage {
  return {
    title: 'this device was offline',
    sentence:
      context.replyHasText === true
        ? savedMessage(context)
        : "Your message is saved here and hasn't been sent.",
    steps: [],
  };
}
