import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, isOpenAi } from './operator-words.ts';
import { ifAgainWords, keptWords, ownerMustFix, quickerWords } from './visitor-words.ts';

const CONNECTION_FAULT = {
  retry: 'now',
  actions: { visitor: ['retry'], operator: ['retry', 'open_setup'] },
  severity: 'problem',
} as const;

/** The server did not get through to the provider, or not in time. */
export const CONNECTION_ERRORS = {
  dns_failure: {
    ...CONNECTION_FAULT,
    meaning: "The provider's name could not be turned into an address, so nothing was sent.",
    causes: [
      'The host in OPENAI_BASE_URL is misspelt.',
      'The server has no working DNS, often inside a container.',
      'DNS failed for a moment.',
    ],
    visitor: (context) => couldNotConnect(context, 'this site cannot find the model'),
    operator: (context) => ({
      title: `${context.upstreamName}'s address cannot be found`,
      sentence: 'The name has no address: it is misspelt, or DNS does not work on this server.',
      steps: isOpenAi(context)
        ? [
            'On the server, run nslookup api.openai.com.',
            'If it finds nothing, mend the DNS of the server or container; otherwise retry.',
          ]
        : [
            `Compare the host in OPENAI_BASE_URL, letter by letter, and ${AND_RESTART}`,
            'In a container, use a name that is known inside it, such as the service name.',
          ],
    }),
    link: null,
  },

  connection_refused: {
    ...CONNECTION_FAULT,
    meaning: 'The machine was reached, but no program listens on that port.',
    causes: [
      'A local server such as Ollama or vLLM is not running.',
      'The port in OPENAI_BASE_URL is wrong.',
      'Inside a container, localhost means the container itself.',
    ],
    visitor: (context) => couldNotConnect(context, 'nothing answers where the model should be'),
    operator: (context) =>
      isOpenAi(context)
        ? {
            title: 'the connection to OpenAI is refused',
            sentence: "A firewall or proxy in this server's network turns it away.",
            steps: [
              'On the server, run curl -I https://api.openai.com/v1/models: any status is a good sign.',
              'Otherwise let the server reach api.openai.com on port 443.',
            ],
          }
        : {
            title: `nothing listens at ${context.upstreamName}`,
            sentence: 'The machine is there, but no program takes connections on that port.',
            steps: [
              'Start the upstream, and compare its port with the one in OPENAI_BASE_URL.',
              "In a container, write host.docker.internal or the service's name instead of localhost.",
              `After a change of OPENAI_BASE_URL, ${AND_RESTART}`,
            ],
          },
    link: null,
  },

  connection_lost: {
    ...CONNECTION_FAULT,
    meaning: 'The connection to the provider broke before an answer came.',
    causes: [
      'A passing fault in the network.',
      'A proxy or firewall closes connections that are quiet for a while.',
    ],
    visitor: (context) => couldNotConnect(context, 'the connection to the model broke'),
    operator: (context) => ({
      title: `the connection to ${context.upstreamName} broke`,
      sentence: 'It was closed before an answer came.',
      steps: [
        'Retry: a single break is normal.',
        'If it happens often, look for a proxy or firewall that closes quiet connections.',
      ],
    }),
    link: OPENAI_PAGES.status,
  },

  tls_failure: {
    retry: 'never',
    actions: { visitor: [], operator: ['open_setup', 'retry'] },
    severity: 'setup',
    meaning: 'The provider could not prove who it is, so the key was not sent.',
    causes: [
      'The certificate is self-signed, expired or made for another name.',
      'A company proxy opens the traffic and signs it with its own certificate.',
      'OPENAI_BASE_URL says https, but the port speaks plain http.',
    ],
    visitor: ownerMustFix('this site has no safe connection to the model'),
    operator: (context) => ({
      title: `${context.upstreamName}'s certificate cannot be verified`,
      sentence:
        'It is self-signed, expired or for another name, or a company proxy opens the traffic.',
      steps: [
        "Set NODE_EXTRA_CA_CERTS to that authority's file where the server starts; .env.local is too late.",
        isOpenAi(context)
          ? "Ask whoever runs the company's proxy for that file, and check this server's clock."
          : 'If that port speaks plain http (Ollama, vLLM), write http:// in OPENAI_BASE_URL.',
        'Leave verification on: without it, anyone in between can read the key.',
      ],
    }),
    link: null,
  },

  upstream_timeout: {
    retry: 'now',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'problem',
    meaning: 'The provider took the request, or should have, and then nothing came in time.',
    causes: [
      'A reasoning model thinks longer than STARLIGHT_TTFB_TIMEOUT_MS allows.',
      'A firewall swallows the connection.',
      'The provider is slow or has an outage.',
    ],
    visitor: (context) => ({
      title: 'the model took too long to begin',
      sentence: `${quickerWords(context)} ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} took too long to begin`,
      sentence: 'Nothing came before Starlight stopped waiting.',
      steps: [
        `For models that think long, raise STARLIGHT_TTFB_TIMEOUT_MS and ${AND_RESTART}`,
        `If every model is slow, check that the server may reach ${isOpenAi(context) ? 'api.openai.com' : context.upstreamName}.`,
      ],
    }),
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function couldNotConnect(context: BannerContext, title: string): BannerWords {
  return {
    title,
    sentence: `${keptWords(context)} ${ifAgainWords(context.contact)}`,
    steps: [],
  };
}
