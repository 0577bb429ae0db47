import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, CatalogueEntry } from '../catalogue-entry.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import { ifItHappensAgain, savedMessage } from '../messages/visitor-messages.ts';

type ProxyMessage = { title: string; sentence: string; steps: readonly [string, string] };

/** The proxy of the server's network did not pass a request on. `details.reason` says what it did. */
export const PROXY_ERRORS = {
  proxy_failed: {
    retry: 'now',
    actions: { visitor: ['retry'], operator: ['retry', 'open_setup'] },
    severity: 'problem',
    meaning:
      "The server reaches the provider through its network's proxy, which didn't pass the request on. The provider received nothing.",
    causes: [
      'The proxy asks for a user and password, or refuses those in HTTPS_PROXY.',
      "The proxy doesn't allow the provider's host.",
      'The address in HTTPS_PROXY is wrong, or the proxy is down.',
      "The server doesn't trust the proxy's certificate.",
    ],
    visitor: (context) => ({
      title: "this site's network doesn't let it reach the model",
      sentence: `${savedMessage(context)} ${ifItHappensAgain(context.contact)}`,
      steps: [],
    }),
    operator: (context) =>
      messageFor(context.details.reason, {
        variable: context.baseUrl?.startsWith('http:') ? 'HTTP_PROXY' : 'HTTPS_PROXY',
        host: hostOf(context),
      }),
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function messageFor(
  reason: string | undefined,
  { variable, host }: { variable: string; host: string },
): ProxyMessage {
  const around = 'If the provider can be reached directly, add its host to NO_PROXY instead.';
  switch (reason) {
    case 'proxy_authentication':
      return {
        title: `the proxy in ${variable} asks for a user and password (407)`,
        sentence: `${variable} has none, or ones that the proxy refuses.`,
        steps: [
          `Set ${variable}=http://user:password@host:port, with special characters percent-encoded (%40 for @), and ${AND_RESTART}`,
          'Starlight signs in with Basic only. For NTLM or Kerberos, run a local proxy that signs in, such as px or cntlm.',
        ],
      };
    case 'proxy_forbids':
      return {
        title: `the proxy in ${variable} doesn't allow ${host}`,
        sentence: 'It refused the connection, usually with 403.',
        steps: [`Ask your proxy administrator to allow CONNECT to ${host}.`, around],
      };
    case 'proxy_gateway':
      return {
        title: `the proxy in ${variable} can't reach ${host}`,
        sentence: 'The proxy works, but got no connection to the provider (502, 503 or 504).',
        steps: [
          'Retry. If it happens again, check the host in OPENAI_BASE_URL letter by letter.',
          `Ask your proxy administrator whether the proxy can resolve and reach ${host}.`,
        ],
      };
    case 'proxy_name':
      return {
        title: `the host name in ${variable} can't be found`,
        sentence: "The proxy's own name doesn't resolve to an address.",
        steps: [`Correct the host name in ${variable}, and ${AND_RESTART}`, around],
      };
    case 'proxy_certificate':
      return {
        title: `the certificate of the proxy in ${variable} can't be verified`,
        sentence: `The proxy is reached over https, and its certificate isn't trusted or is for another name.`,
        steps: [
          'Set NODE_EXTRA_CA_CERTS to its CA file where the server starts; .env.local is read too late.',
          `If the proxy speaks plain http, which is usual, write http:// in ${variable}.`,
        ],
      };
    case 'proxy_timeout':
      return {
        title: `the proxy in ${variable} doesn't respond`,
        sentence: 'It sent no answer in time.',
        steps: [
          `Check that ${variable} has the right host and port, and that a firewall lets this server reach it.`,
          around,
        ],
      };
    case 'proxy_closed':
      return {
        title: `the proxy in ${variable} closed the connection`,
        sentence: 'It hung up before it answered.',
        steps: [
          `Retry. If it happens again, check whether the proxy expects https:// in ${variable}.`,
          "Look for this server's address in the proxy's log.",
        ],
      };
    case 'not_a_proxy':
      return {
        title: `the address in ${variable} isn't that of a proxy`,
        sentence: 'What answers there is a web server, or speaks another protocol.',
        steps: [`Correct host and port in ${variable}, and ${AND_RESTART}`, around],
      };
    default:
      return {
        title: `the proxy in ${variable} can't be reached`,
        sentence: 'Nothing accepts connections at its address.',
        steps: [
          `Check the host and port in ${variable}, and whether the proxy is running, and ${AND_RESTART}`,
          around,
        ],
      };
  }
}

function hostOf({ baseUrl, upstreamName }: BannerContext): string {
  return (baseUrl ? URL.parse(baseUrl)?.hostname : null) ?? upstreamName;
}
