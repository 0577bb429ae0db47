import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { BannerContext, BannerMessage, CatalogueEntry } from '../catalogue-entry.ts';
import {
  AND_RESTART,
  baseUrlLine,
  isOpenAi,
  removeStep,
  setStep,
} from '../messages/operator-messages.ts';
import { ownerMustFix } from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';
import { OPERATOR_FIX } from './usual-fixes.ts';

const OPENAI_ADDRESS = 'https://api.openai.com/v1';

/** Something answers, but OPENAI_BASE_URL points to the wrong place. */
export const ADDRESS_ERRORS = {
  wrong_host: {
    ...OPERATOR_FIX,
    meaning: "The project's data stays in one region, and its key only works at that address.",
    causes: [
      "The project uses data residency, but OPENAI_BASE_URL isn't set.",
      'OPENAI_BASE_URL points to another region.',
    ],
    visitor: ownerMustFix('this site has the wrong address for the model'),
    operator: ({ details: { host }, ...context }) => ({
      title:
        host === undefined ? 'this key needs a regional address' : `this key only works at ${host}`,
      sentence: "Its project's data stays in one region, and the key only works there.",
      steps: [
        host === undefined
          ? `Set OPENAI_BASE_URL to your region's address${isOpenAi(context) ? ', such as https://eu.api.openai.com/v1' : ''}.`
          : setStep('OPENAI_BASE_URL', `https://${host}/v1`),
        host === undefined
          ? `Set it in .env.local and ${AND_RESTART}`
          : 'Keep the /v1 at the end; leave the key as it is.',
      ],
      fixLine: host === undefined ? undefined : baseUrlLine(`https://${host}/v1`),
    }),
    link: OPENAI_PAGES.dataResidency,
  },

  wrong_url: {
    ...OPERATOR_FIX,
    meaning: 'The server was reached, but nothing exists at the requested path.',
    causes: [
      'OPENAI_BASE_URL is missing /v1, or has it twice.',
      'OPENAI_BASE_URL ends in /chat/completions, which Starlight adds itself.',
      "OPENAI_BASE_URL doesn't start with https://.",
      'On Azure, the address names an API version that is unknown or too old for the model.',
      "A redirect changed the request's method.",
    ],
    visitor: ownerMustFix('this site has the wrong address for the model'),
    operator: wrongUrlMessage,
    link: OPENAI_PAGES.errorCodes,
  },

  not_an_api: {
    ...OPERATOR_FIX,
    meaning: "Something answered, but with a web page or data that isn't an API response.",
    causes: [
      'OPENAI_BASE_URL is missing /v1 and leads to a home page.',
      'The login page of a network or proxy answers instead.',
      'Another program is using that port.',
    ],
    visitor: ownerMustFix('this site got a web page, not a reply'),
    operator: (context) => ({
      title: "OPENAI_BASE_URL doesn't lead to an API",
      sentence: "It returned a web page, or bytes that aren't HTTP, instead of a reply.",
      steps: [
        'Open OPENAI_BASE_URL in a browser; you may see a home page or a login page.',
        isOpenAi(context)
          ? setStep('OPENAI_BASE_URL', OPENAI_ADDRESS)
          : setStep('OPENAI_BASE_URL', 'the address for OpenAI clients, up to /v1,'),
        'If it is already correct, look for a proxy with a login along the way.',
      ],
      fixLine: openAiLine(context),
    }),
    link: null,
  },

  upstream_redirected: {
    ...OPERATOR_FIX,
    meaning:
      "The provider redirected to another address. Starlight doesn't follow, as messages would go there too.",
    causes: [
      'OPENAI_BASE_URL starts with http:// instead of https://.',
      'The address has moved, or has an extra or missing slash.',
      'A network redirects every request to its login page.',
    ],
    visitor: ownerMustFix('this site was sent to another address'),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} redirects to another address`,
      sentence: "Starlight didn't follow: the key and the messages would go there too.",
      steps: [
        'To see where, run curl -I followed by the value of OPENAI_BASE_URL.',
        `If you trust that address, set OPENAI_BASE_URL to it, with no slash at the end, and ${AND_RESTART}`,
      ],
    }),
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function wrongUrlMessage(context: BannerContext): BannerMessage {
  switch (context.details.reason) {
    case 'https_required':
      return {
        title: 'OPENAI_BASE_URL uses http instead of https',
        sentence: 'That port only accepts encrypted requests.',
        steps: [`Use https:// in OPENAI_BASE_URL and ${AND_RESTART}`, 'Leave the rest as it is.'],
      };
    case 'api_version':
      return {
        title: `${context.upstreamName} doesn't accept the API version`,
        sentence: "It's unknown, or too old for the model. Azure's v1 address needs none.",
        steps: [
          setStep('OPENAI_BASE_URL', 'https://RESOURCE.openai.azure.com/openai/v1'),
          'Elsewhere, look up the address for OpenAI clients, up to /v1, in the docs.',
        ],
      };
    case 'method':
      return {
        title: "OPENAI_BASE_URL doesn't accept messages",
        sentence:
          'The path exists, but not for POST. A redirect along the way can turn POST into GET.',
        steps: pathSteps(context),
        fixLine: openAiLine(context),
      };
    default:
      return {
        title: 'nothing exists at OPENAI_BASE_URL',
        sentence:
          'The server answers, but not at that path: /v1 is missing, repeated or not at the end.',
        steps: pathSteps(context),
        fixLine: openAiLine(context),
      };
  }
}

function pathSteps(context: BannerContext): readonly string[] {
  return isOpenAi(context)
    ? [removeStep('OPENAI_BASE_URL'), `Or set it to exactly ${OPENAI_ADDRESS}, the default.`]
    : [
        'Look up its address for OpenAI clients in its docs; most end in /v1.',
        setStep('OPENAI_BASE_URL', 'it, without /chat/completions,'),
      ];
}

/** The right address is only known for OpenAI. */
function openAiLine(context: BannerContext): string | undefined {
  return isOpenAi(context) ? baseUrlLine(OPENAI_ADDRESS) : undefined;
}
