import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import { guessMessage } from '../messages/guess-messages.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import { ownerMustFix } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { OPERATOR_FIX } from './usual-fixes.ts';

/** The provider, or the network in front of it, refuses although the key may be fine. */
export const REFUSAL_ERRORS = {
  setting_required: {
    ...OPERATOR_FIX,
    meaning:
      'The account has to enable or accept something before it can use the API or the model.',
    causes: [
      "The provider's API isn't enabled for the project.",
      "The account's data policy excludes every host of the model.",
      "The model's terms haven't been accepted.",
    ],
    visitor: ownerMustFix("this site's account lacks a setting"),
    operator: settingMessage,
    link: null,
  },

  refused: {
    ...OPERATOR_FIX,
    meaning: 'The provider refused the request, for a reason Starlight does not recognize.',
    causes: [
      'The key lacks a permission.',
      'The account has no credit.',
      "The model isn't available to the account, or its name is wrong.",
    ],
    visitor: ownerMustFix('the provider refused this request'),
    operator: refusedMessage,
    link: null,
  },

  network_blocked: {
    ...OPERATOR_FIX,
    meaning: 'A firewall in front of the provider blocked the server before the key was read.',
    causes: [
      "The server's outgoing address has a bad reputation, often because it's shared.",
      'A proxy along the way adds headers that look like an attack.',
    ],
    visitor: ownerMustFix("this site's server was blocked"),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName}'s firewall blocked this server`,
      sentence: "It returned a block page. The key wasn't checked; leave it as it is.",
      steps: [
        'Try from another network: if it works there, the outgoing address is the cause.',
        'Bypass VPNs and proxies, or give the server a different address.',
      ],
    }),
    link: OPENAI_PAGES.helpCenter,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function refusedMessage(context: BannerContext): BannerMessage {
  const { upstreamName, details } = context;
  if (details.reason === 'not_found') {
    return guessMessage(context, {
      title: `${upstreamName} didn't find what was requested`,
      causes:
        "the model's name or the address is wrong, or the model isn't available to the account",
      check: `First, check the model's name in STARLIGHT_MODELS against the list of ${upstreamName}.`,
    });
  }
  return {
    ...guessMessage(context, {
      title: `${upstreamName} refused, for a reason Starlight doesn't recognize`,
      causes: '',
      check: `First, check the key's permissions, the credit and the models of your ${upstreamName} account.`,
    }),
    sentence:
      "Most often the key lacks a permission, the account has no credit, or the model isn't available to it.",
  };
}

function settingMessage({ details, upstreamName }: BannerContext): BannerMessage {
  const thenRetry = 'Then retry; it can take a few minutes to take effect.';
  switch (details.reason) {
    case 'api_disabled':
      return {
        title: "the API isn't enabled for this project",
        sentence: `${upstreamName} knows the key, but its project hasn't enabled the API.`,
        steps: [
          "Enable it in the project's console (Google: the Generative Language API).",
          thenRetry,
        ],
      };
    case 'data_policy':
      return {
        title: "the account's privacy settings exclude this model",
        sentence: 'Every host of the model stores or trains on more than they allow.',
        steps: [
          `Review the privacy settings at ${upstreamName} (OpenRouter: openrouter.ai/settings/privacy).`,
          `Or put a model whose hosts they allow in STARLIGHT_MODELS and ${AND_RESTART}`,
        ],
      };
    case 'terms':
      return {
        title: "the model's terms must be accepted first",
        sentence: 'Someone with access to the account has to accept them once.',
        steps: [
          `Sign in at ${upstreamName}, open the model's page and accept its terms.`,
          thenRetry,
        ],
      };
    default:
      return {
        title: `a setting at ${upstreamName} must be changed first`,
        sentence: 'An API to enable, a privacy setting to change, or terms to accept.',
        steps: [`Check the settings of your account and project at ${upstreamName}.`, thenRetry],
      };
  }
}
