import type { ErrorKind } from '../error-kinds.ts';
import type { BannerContext, BannerWords, CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { AND_RESTART, baseUrlLine, isOpenAi, removeStep, setStep } from './operator-words.ts';
import { ownerMustFix } from './visitor-words.ts';

const ADDRESS_FIX = {
  retry: 'never',
  actions: { visitor: [], operator: ['open_setup', 'retry'] },
  severity: 'setup',
} as const;

const OPENAI_ADDRESS = 'https://api.openai.com/v1';

/** Something answers, but OPENAI_BASE_URL does not lead to where it should. */
export const ADDRESS_ERRORS = {
  wrong_host: {
    ...ADDRESS_FIX,
    meaning: 'The project keeps its data in one region, and only the address there takes its key.',
    causes: [
      'The project has data residency, and OPENAI_BASE_URL is not set.',
      'OPENAI_BASE_URL names the address of another region.',
    ],
    visitor: ownerMustFix('this site looks for the model at the wrong address'),
    operator: ({ details: { host } }) => ({
      title:
        host === undefined ? 'this key needs a regional address' : `this key only works at ${host}`,
      sentence: 'Its project keeps data in one region, and only the address there takes the key.',
      steps: [
        host === undefined
          ? `Set OPENAI_BASE_URL to your region's address, as in https://eu.api.openai.com/v1.`
          : setStep('OPENAI_BASE_URL', `https://${host}/v1`),
        host === undefined
          ? `Write it to .env.local and ${AND_RESTART}`
          : 'Keep the /v1 at the end; the key stays as it is.',
      ],
      fixLine: host === undefined ? undefined : baseUrlLine(`https://${host}/v1`),
    }),
    link: OPENAI_PAGES.dataResidency,
  },

  wrong_url: {
    ...ADDRESS_FIX,
    meaning: 'The server was reached, but it has nothing at the path that was asked for.',
    causes: [
      'OPENAI_BASE_URL lacks /v1, or has it twice.',
      'OPENAI_BASE_URL ends in /chat/completions, which Starlight adds itself.',
      'OPENAI_BASE_URL has no https:// in front.',
      'A redirect turned the request into another method.',
    ],
    visitor: ownerMustFix('this site looks for the model at the wrong address'),
    operator: wrongUrlWords,
    link: OPENAI_PAGES.errorCodes,
  },

  not_an_api: {
    ...ADDRESS_FIX,
    meaning: 'Something answered, but with a web page or in another language than the API.',
    causes: [
      'OPENAI_BASE_URL lacks /v1 and leads to a home page.',
      'A login page of a network or a proxy answers instead.',
      'Another program listens on that port.',
    ],
    visitor: ownerMustFix('this site got a page instead of a reply'),
    operator: (context) => ({
      title: 'what answers at OPENAI_BASE_URL is not an API',
      sentence: 'It sent a web page, or bytes that are not HTTP, where a reply belongs.',
      steps: [
        'Open OPENAI_BASE_URL in a browser: a home page or a login shows what is there.',
        isOpenAi(context)
          ? setStep('OPENAI_BASE_URL', OPENAI_ADDRESS)
          : setStep('OPENAI_BASE_URL', 'the address for OpenAI clients, up to /v1,'),
        'If that is right already, look for a proxy with a login between here and there.',
      ],
      fixLine: openAiLine(context),
    }),
    link: null,
  },

  upstream_redirected: {
    ...ADDRESS_FIX,
    meaning:
      'The provider pointed to another address. Starlight does not follow, as the messages would go with it.',
    causes: [
      'OPENAI_BASE_URL begins with http:// where https:// is wanted.',
      'The address has moved, or has a slash too many or too few.',
      'A network sends every request to its login page first.',
    ],
    visitor: ownerMustFix('this site was sent on to another address'),
    operator: ({ upstreamName }) => ({
      title: `${upstreamName} sends requests on to another address`,
      sentence: 'Starlight does not follow: the key and the messages would go there too.',
      steps: [
        'See where it points: curl -I followed by the value of OPENAI_BASE_URL.',
        `If you trust that address, put it in OPENAI_BASE_URL, without a last slash, and ${AND_RESTART}`,
      ],
    }),
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;

function wrongUrlWords(context: BannerContext): BannerWords {
  switch (context.details.reason) {
    case 'https_required':
      return {
        title: 'OPENAI_BASE_URL says http where https is spoken',
        sentence: 'That port answers encrypted requests only.',
        steps: [
          `Write https:// in OPENAI_BASE_URL and ${AND_RESTART}`,
          'The rest can stay as it is.',
        ],
      };
    case 'method':
      return {
        title: 'OPENAI_BASE_URL does not take messages',
        sentence:
          'The path exists, but not for POST. A redirect on the way can turn a POST into a GET.',
        steps: pathSteps(context),
        fixLine: openAiLine(context),
      };
    default:
      return {
        title: 'OPENAI_BASE_URL leads to nothing',
        sentence:
          'The server answers, but that path is empty: /v1 is missing or doubled, or more follows.',
        steps: pathSteps(context),
        fixLine: openAiLine(context),
      };
  }
}

function pathSteps(context: BannerContext): readonly string[] {
  return isOpenAi(context)
    ? [
        removeStep('OPENAI_BASE_URL'),
        `Or set it to exactly ${OPENAI_ADDRESS}, which is the default.`,
      ]
    : [
        'Find the address its documentation gives for OpenAI clients; most end in /v1.',
        setStep('OPENAI_BASE_URL', 'it, without /chat/completions,'),
      ];
}

/** Which address is right is known of OpenAI alone. */
function openAiLine(context: BannerContext): string | undefined {
  return isOpenAi(context) ? baseUrlLine(OPENAI_ADDRESS) : undefined;
}
