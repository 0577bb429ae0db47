import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART, isOpenAi } from '../messages/operator-messages.ts';
import {
  fasterOptions,
  ifItHappensAgain,
  ownerMustFix,
  savedMessage,
} from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

const CONNECTION_FAULT = {
  retry: 'now',
  actions: { visitor: ['retry'], operator: ['retry', 'open_setup'] },
  severity: 'problem',
} as const;

/** The server couldn't reach the provider, or got no response in time. */
export const CONNECTION_ERRORS = {
  dns_failure: {
    ...CONNECTION_FAULT,
    meaning: "The provider's host name didn't resolve to an address, so nothing was sent.",
    causes: [
      'The host in OPENAI_BASE_URL is misspelled.',
      'The server has no working DNS, often inside a container.',
      'DNS failed briefly.',
    ],
    visitor: (context) => couldNotConnect(context, "this site can't find the model"),
    operator: (context) => ({
      title: `${context.upstreamName}'s address can't be found`,
      sentence: "The name doesn't resolve: it's misspelled, or DNS isn't working here.",
      steps: isOpenAi(context)
        ? [
            'On the server, run nslookup api.openai.com.',
            'If it finds nothing, fix DNS on the server or container; otherwise retry.',
          ]
        : [
            `Check the host in OPENAI_BASE_URL letter by letter, and ${AND_RESTART}`,
            'In a container, use a name that resolves inside it, such as the service name.',
          ],
    }),
    link: null,
  },

  connection_refused: {
    ...CONNECTION_FAULT,
    meaning: 'The machine was reached, but nothing is listening on that port.',
    causes: [
      'A local server such as Ollama or vLLM is not running.',
      'The port in OPENAI_BASE_URL is wrong.',
      'Inside a container, localhost means the container itself.',
    ],
    visitor: (context) => couldNotConnect(context, "nothing answers at the model's address"),
    operator: (context) =>
      isOpenAi(context)
        ? {
            title: 'the connection to OpenAI was refused',
            sentence: "A firewall or proxy on this server's network blocks it.",
            steps: [
              'On the server, run curl -I https://api.openai.com/v1/models; any status is a good sign.',
              'Otherwise, open access to api.openai.com on port 443.',
            ],
          }
        : {
            title: `nothing is listening at ${context.upstreamName}`,
            sentence: 'The machine is up, but no program accepts connections on that port.',
            steps: [
              'Start the upstream, and check that its port matches OPENAI_BASE_URL.',
              'In a container, use host.docker.internal or the service name instead of localhost.',
              `After changing OPENAI_BASE_URL, ${AND_RESTART}`,
            ],
          },
    link: null,
  },

  connection_lost: {
    ...CONNECTION_FAULT,
    meaning: 'The connection to the provider dropped before it responded.',
    causes: ['A temporary network fault.', 'A proxy or firewall closes idle connections.'],
    visitor: (context) => couldNotConnect(context, 'the connection to the model dropped'),
    operator: (context) => ({
      title: `the connection to ${context.upstreamName} dropped`,
      sentence: 'It closed before a response arrived.',
      steps: [
        'Retry; a single drop is normal.',
        'If it happens often, look for a proxy or firewall that closes idle connections.',
      ],
    }),
    link: OPENAI_PAGES.status,
  },

  tls_failure: {
    retry: 'never',
    actions: { visitor: [], operator: ['open_setup', 'retry'] },
    severity: 'setup',
    meaning: "The provider's identity couldn't be verified, so the key wasn't sent.",
    causes: [
      'The certificate is self-signed, expired or for another name.',
      'A company proxy intercepts the traffic and uses its own certificate.',
      'OPENAI_BASE_URL says https, but the port uses plain http.',
    ],
    visitor: ownerMustFix("this site can't connect securely to the model"),
    operator: (context) => ({
      title: `${context.upstreamName}'s certificate can't be verified`,
      sentence: "It's self-signed, expired or for another name, or a company proxy intercepts it.",
      steps: [
        'Set NODE_EXTRA_CA_CERTS to its CA file where the server starts; .env.local is read too late.',
        isOpenAi(context)
          ? "Ask your proxy administrator for that file, and check this server's clock."
          : 'If that port uses plain http (Ollama, vLLM), use http:// in OPENAI_BASE_URL.',
        'Leave verification on; without it, anyone in between can read the key.',
      ],
    }),
    link: null,
  },

  upstream_timeout: {
    retry: 'now',
    actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
    severity: 'problem',
    meaning: 'The provider accepted the request, or should have, but sent nothing in time.',
    causes: [
      'A reasoning model thinks longer than STARLIGHT_TTFB_TIMEOUT_MS allows.',
      'A firewall drops the connection.',
      'The provider is slow or has an outage.',
    ],
    visitor: (context) => ({
      title: 'the model took too long to start',
      sentence: `${fasterOptions(context)} ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} took too long to start`,
      sentence: 'Nothing arrived before Starlight stopped waiting.',
      steps: [
        `For reasoning models, raise STARLIGHT_TTFB_TIMEOUT_MS and ${AND_RESTART}`,
        `If every model is slow, check that the server can reach ${isOpenAi(context) ? 'api.openai.com' : context.upstreamName}.`,
      ],
    }),
    link: OPENAI_PAGES.status,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function couldNotConnect(context: BannerContext, title: string): BannerMessage {
  return {
    title,
    sentence: `${savedMessage(context)} ${ifItHappensAgain(context.contact)}`,
    steps: [],
  };
}
