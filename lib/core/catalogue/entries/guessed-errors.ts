import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, GuessedEntry } from '../catalogue-entry.ts';
import { guessMessage, mayPass, NO_KNOWN_REASON } from '../messages/guess-messages.ts';
import { ownerMustFix } from '../messages/visitor-messages.ts';
import { CONNECTION_ERRORS } from './connection-errors.ts';
import { RATE_ERRORS } from './rate-errors.ts';
import { UPSTREAM_ERRORS } from './upstream-errors.ts';

/**
 * The words for kinds that only a status told. `refused`, `unknown` and `gateway_timeout` have none:
 * their own words say no more than the status does.
 */
export const GUESSED_ERRORS: Partial<Record<ErrorKind, GuessedEntry>> = {
  bad_request: {
    meaning: `The provider didn't accept the request. ${NO_KNOWN_REASON}`,
    visitor: mayPass("the provider didn't accept this request"),
    operator: (context) =>
      guessMessage(context, {
        title: `${context.upstreamName} didn't accept the request`,
        causes: "a field or the model's name is unknown to it, or the conversation is too long",
        check: "Send one word in a new chat. If it works, this chat's history is the cause.",
      }),
  },

  key_invalid: {
    meaning: `The provider didn't accept the request's credentials. ${NO_KNOWN_REASON}`,
    visitor: ownerMustFix("the provider didn't accept this site's credentials"),
    operator: (context) =>
      guessMessage(context, {
        title: `${context.upstreamName} didn't accept the credentials`,
        causes:
          'the key is mistyped, revoked or for another provider, or the account has a problem',
        check: `First, check that the key is listed as active in your ${context.upstreamName} account.`,
      }),
  },

  quota_exhausted: {
    meaning: `The provider requires payment for this request. ${NO_KNOWN_REASON}`,
    visitor: ownerMustFix('the provider requires payment for this request'),
    operator: (context) =>
      guessMessage(context, {
        title: `${context.upstreamName} requires payment`,
        causes: 'the credit is used up, a spend limit is reached, or the plan excludes the model',
        check: `First, check the credit, the limits and the plan of your ${context.upstreamName} account.`,
      }),
  },

  region_unsupported: {
    meaning: `The provider refused for legal reasons. ${NO_KNOWN_REASON}`,
    visitor: ownerMustFix('the provider refused for legal reasons'),
    operator: (context) =>
      guessMessage(context, {
        title: `${context.upstreamName} refused for legal reasons`,
        causes: "it doesn't serve the server's region, or not with this model",
        check: `First, check which region the server is in, and which ones ${context.upstreamName} serves.`,
      }),
  },

  network_blocked: {
    meaning: "The request was refused, and the response isn't one that the API describes.",
    visitor: ownerMustFix("this site's request was refused"),
    operator: (context) => ({
      ...guessMessage(context, {
        title: "the request was refused, and the response doesn't say why",
        causes: '',
        check:
          'First, check for a VPN, a proxy or a firewall between this server and the provider.',
      }),
      sentence:
        "Most often a firewall, a proxy or a sign-in page answers in place of the API. The response isn't one that the API describes.",
    }),
  },

  wrong_url: {
    meaning: `The server was reached, but it has nothing for this request. ${NO_KNOWN_REASON}`,
    visitor: ownerMustFix("the provider didn't find what this site requested"),
    operator: (context) =>
      guessMessage(context, {
        title:
          context.details.reason === 'method'
            ? `${context.upstreamName} doesn't accept messages at this address`
            : `${context.upstreamName} didn't find what was requested`,
        causes: "OPENAI_BASE_URL lacks /v1 or has it twice, or the model's name is unknown",
        check:
          'First, check that OPENAI_BASE_URL is the address for OpenAI clients; most end in /v1.',
      }),
  },

  rate_limited: {
    meaning: `A limit at the provider is reached. ${NO_KNOWN_REASON}`,
    visitor: mayPass('a limit at the provider is reached'),
    operator: (context) =>
      guessMessage(context, {
        title: `a limit at ${context.upstreamName} is reached, but it's unclear which`,
        causes: 'it counts requests or tokens in a minute or a day; it can also mean no credit',
        check: `First, check the limits, the usage and the credit of your ${context.upstreamName} account.`,
      }),
  },

  payload_too_large: {
    meaning: `The provider says that the request is too large. ${NO_KNOWN_REASON}`,
    visitor: mayPass('the request is too large for the provider'),
    operator: (context) =>
      guessMessage(context, {
        title: `${context.upstreamName} says this request is too large`,
        causes: 'it has large images, or more tokens than the account can send in a minute',
        check: "Send one word in a new chat. If it works, this chat's size is the cause.",
        failsWithCurl: false,
      }),
  },

  conflict: {
    meaning: `The provider reports a conflict with another request. ${NO_KNOWN_REASON}`,
    visitor: mayPass('the provider reports a conflict'),
    operator: (context) => ({
      title: `${context.upstreamName} reports a conflict`,
      sentence: 'Most often two requests used the same thing at once, and a retry succeeds.',
      steps: [],
    }),
  },

  server_error: {
    meaning: `The provider reports a failure of its own. ${NO_KNOWN_REASON}`,
    visitor: (context) => mayPass(titleOf(UPSTREAM_ERRORS.server_error, context))(context),
    operator: (context) => ({
      ...UPSTREAM_ERRORS.server_error.operator(context),
      sentence: 'It reported a failure of its own, with no reason that Starlight recognizes.',
    }),
  },

  bad_gateway: {
    meaning: 'A gateway on the way got no valid response from the servers behind it.',
    visitor: (context) => mayPass(titleOf(UPSTREAM_ERRORS.bad_gateway, context))(context),
    operator: (context) => ({
      ...UPSTREAM_ERRORS.bad_gateway.operator(context),
      title: `a gateway at ${context.upstreamName} got no valid response`,
      sentence: 'It was reached, but not the servers behind it, or they sent something else.',
    }),
  },

  overloaded: {
    meaning: `The provider is unavailable at the moment. ${NO_KNOWN_REASON}`,
    visitor: mayPass('the model is unavailable at the moment'),
    operator: (context) => ({
      ...RATE_ERRORS.overloaded.operator(context),
      title: `${context.upstreamName} is unavailable at the moment`,
      sentence: 'Most often it lacks capacity, is starting, or is down for maintenance.',
    }),
  },

  upstream_timeout: {
    meaning: 'The provider stopped waiting for the request, or for the model.',
    visitor: (context) => ({
      ...CONNECTION_ERRORS.upstream_timeout.visitor(context),
      title: 'the request timed out at the provider',
    }),
    operator: (context) => ({
      title: `the request timed out at ${context.upstreamName}`,
      sentence: 'Most often the model was slow, or the connection from this server was.',
      steps: [],
    }),
  },

  connection_lost: {
    meaning: 'A gateway on the way says that the connection was closed early.',
    visitor: (context) => CONNECTION_ERRORS.connection_lost.visitor(context),
    operator: (context) => ({
      ...CONNECTION_ERRORS.connection_lost.operator(context),
      sentence: 'A gateway on the way reports that it was closed early.',
    }),
  },
};

function titleOf(entry: { visitor: GuessedEntry['visitor'] }, context: BannerContext): string {
  return entry.visitor(context).title;
}
