import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { ifAgainWords, keptWords } from './visitor-words.ts';

/** What only the browser can see, and what nobody has a name for. */
export const CLIENT_ERRORS = {
  platform_timeout: {
    meaning:
      'The host that Starlight runs on ended the request, and answered with a page of its own.',
    causes: [
      'The reply takes longer than the host gives a function.',
      'A proxy in front of the server has a short time limit.',
    ],
    visitor: (context) => ({
      title: 'the server of this site stopped waiting',
      sentence: `A shorter question can be quicker. ${keptWords(context)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'the host ended the request before Starlight did',
      sentence: 'The answer is a page of the host or of a proxy, not of Starlight.',
      steps: [
        'On Vercel: keep STARLIGHT_TOTAL_TIMEOUT_MS below the maxDuration of the function.',
        'Behind a proxy: raise its read timeout above STARLIGHT_TOTAL_TIMEOUT_MS.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  offline: {
    meaning: 'The browser says that this device has no connection.',
    causes: ['Wi-Fi or mobile data is off or out of reach.', 'The device was asleep.'],
    visitor: offlineWords,
    operator: offlineWords,
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  starlight_unreachable: {
    meaning: 'This device is online, but the server of this site did not answer.',
    causes: [
      'The server is stopped or restarting.',
      'The network, a VPN or an extension of the browser blocks the site.',
    ],
    visitor: (context) => ({
      title: 'this site cannot be reached',
      sentence: `Nothing answered: the connection or the site is down. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: "Starlight's server cannot be reached",
      sentence: `The request got no answer at all. ${keptWords(context)}`,
      steps: [
        'Check that it runs: npm start in a terminal, or the log of the deployment.',
        'If it runs, open the page in a private window, without VPN and extensions.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry'] },
    severity: 'problem',
    link: null,
  },

  unknown: {
    meaning: 'Something failed in a way that this version of Starlight has no name for.',
    causes: [
      'The page is older than the server, which knows more failures.',
      'A provider or a proxy answered with a status that none of ours uses.',
    ],
    visitor: (context) => ({
      title: 'something unexpected came back',
      sentence: `${keptWords(context)} ${ifAgainWords(context.contact)}`,
      steps: [],
    }),
    operator: () => ({
      title: 'something unexpected came back',
      sentence: 'Starlight has no name for this failure, so it can only show the status.',
      steps: [
        "Look for the request id in the server's log, then in the one of the upstream.",
        'Reload, as this page may be older than the server.',
      ],
    }),
    retry: 'now',
    actions: { visitor: ['retry', 'reload'], operator: ['retry', 'reload'] },
    severity: 'problem',
    link: OPENAI_PAGES.errorCodes,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

/** In the past tense: the banner stays when the connection is back, and has to be true then too. */
function offlineWords(context: BannerContext): BannerWords {
  return {
    title: 'this device was offline',
    sentence:
      context.replyHasText === true
        ? keptWords(context)
        : 'Your message is kept here and has not been sent.',
    steps: [],
  };
}
