import type { BaseUrlProblem } from '../inspect-base-url.ts';
import type { BannerContext, BannerWords } from './catalogue-entry.ts';
import { keyProblemBanner } from './key-errors.ts';
import { AND_RESTART, baseUrlLine, ON_VERCEL } from './operator-words.ts';

type Words = { title: string; sentence: string; fix: string; fixLine?: string };

const API = 'https://api.openai.com/v1';

const BASE_URL_WORDS: Record<BaseUrlProblem, Words> = {
  not_a_url: {
    title: 'OPENAI_BASE_URL is not a web address',
    sentence: 'Without an address there is nowhere to send a message.',
    fix: `Write a full address such as ${API} and restart; for OpenAI, remove the variable.`,
  },
  quotes: {
    title: 'OPENAI_BASE_URL has quotation marks or brackets around it',
    sentence: "They count as part of the address: Docker's --env-file and Vercel keep them.",
    fix: 'Delete what stands around the address in OPENAI_BASE_URL and restart.',
  },
  scheme_missing: {
    title: 'OPENAI_BASE_URL does not begin with https://',
    sentence: 'Without it, the address cannot be read.',
    fix: 'Put https:// in front (http:// for a server on this machine) and restart.',
  },
  scheme_unknown: {
    title: 'OPENAI_BASE_URL begins with something other than https://',
    sentence: 'Starlight speaks https, and http to a server on this machine.',
    fix: 'Use an address that begins with https:// and restart.',
  },
  insecure_http: {
    title: 'OPENAI_BASE_URL is plain http to another machine',
    sentence: 'The key and every message would travel where others can read them.',
    fix: 'Use https. If the network between is yours, set STARLIGHT_ALLOW_HTTP_UPSTREAM=1. Restart.',
  },
  credentials_in_url: {
    title: 'OPENAI_BASE_URL holds a user name or a password',
    sentence: 'Addresses end up in logs; a password in one does too.',
    fix: 'Delete what stands before the @; the key belongs in OPENAI_API_KEY. Restart.',
  },
  query_in_url: {
    title: 'OPENAI_BASE_URL holds a ? or a #',
    sentence: 'Starlight adds its own path at the end, which would come after it.',
    fix: 'Delete everything from the ? or # on, and restart.',
  },
  endpoint_in_url: {
    title: 'OPENAI_BASE_URL goes too far',
    sentence: 'It names an endpoint, and Starlight adds /chat/completions itself.',
    fix: 'End the address before the endpoint, at /v1 for most services, and restart.',
  },
  v1_repeated: {
    title: 'OPENAI_BASE_URL says /v1 twice',
    sentence: 'There is nothing at such an address.',
    fix: 'End the address with a single /v1 and restart.',
  },
  v1_missing: {
    title: 'OPENAI_BASE_URL lacks its /v1',
    sentence: "It is OpenAI's host, but the API is at the path /v1 there.",
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
  website_not_api: {
    title: "OPENAI_BASE_URL is a website of OpenAI's",
    sentence: 'People sign in there; the API has a host of its own.',
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
};

const BASE_URL_REASONS = new Map<string, Words>(Object.entries(BASE_URL_WORDS));

/** The operator's banner for `not_configured`: the variable, what is wrong with it, and the fix. */
export function configProblemBanner(context: BannerContext): BannerWords {
  const { reason, variable } = context.details;
  if (reason === 'unprotected') return UNPROTECTED;
  switch (variable) {
    case undefined:
      return NOT_SET_UP;
    case 'OPENAI_API_KEY':
      return MISSING_KEY.get(reason ?? '') ?? keyProblemBanner(context) ?? NOT_SET;
    case 'OPENAI_BASE_URL': {
      const words = BASE_URL_REASONS.get(reason ?? '');
      return words ? bannerOf(words) : otherVariableBanner(variable);
    }
    case 'STARLIGHT_SESSION_SECRET':
      return bannerOf({
        title: 'STARLIGHT_SESSION_SECRET is too short',
        sentence: 'With fewer than 32 characters, somebody could forge a session.',
        fix: 'Put the output of openssl rand -base64 32 there, or remove it, and restart.',
      });
    case 'STARLIGHT_ORIGIN':
      return bannerOf({
        title: 'STARLIGHT_ORIGIN is not an origin',
        sentence: 'It is compared with what browsers send: scheme, host and port, without a path.',
        fix: 'Write it as the address bar begins, such as https://chat.example, and restart.',
      });
    default:
      return otherVariableBanner(variable);
  }
}

const UNPROTECTED: BannerWords = {
  title: 'nobody has said yet who may chat here',
  sentence: 'In production Starlight waits for that, as every message is paid for with your key.',
  steps: [
    `For people who have a code, set STARLIGHT_ACCESS_CODE and ${AND_RESTART}`,
    'For everyone, within the limits, set STARLIGHT_PUBLIC=1 instead.',
  ],
};

const NOT_SET_UP: BannerWords = {
  title: 'Starlight is not set up yet',
  sentence: 'A setting is missing or wrong; most often it is OPENAI_API_KEY.',
  steps: [
    'Open set-up, or run npm run doctor: it names the variable and the fix.',
    `Correct it in .env.local and ${AND_RESTART}`,
  ],
};

const NOT_SET: BannerWords = {
  title: 'OPENAI_API_KEY is not set',
  sentence: 'The running server has nothing under that name, so chat is off.',
  steps: [
    'Create a key at platform.openai.com/api-keys.',
    `Put it in OPENAI_API_KEY in .env.local, beside package.json, and ${AND_RESTART}`,
  ],
};

const MISSING_KEY = new Map<string, BannerWords>([
  ['not_set', NOT_SET],
  [
    'blank',
    {
      title: 'OPENAI_API_KEY is set, but empty',
      sentence: 'Where the shell sets it to nothing, that wins over the key in .env.local.',
      steps: [
        'In the terminal that starts the server, run unset OPENAI_API_KEY.',
        `Put the key in OPENAI_API_KEY in .env.local and ${AND_RESTART}`,
      ],
      fixLine: 'unset OPENAI_API_KEY',
    },
  ],
  [
    'other_name',
    {
      title: 'OPENAI_API_KEY is not set, but a similar name is',
      sentence: 'There is a value in the environment under a name that Starlight does not read.',
      steps: [
        'Open set-up, or run npm run doctor: it says which name.',
        `Rename that variable to OPENAI_API_KEY and ${AND_RESTART}`,
      ],
    },
  ],
]);

function otherVariableBanner(variable: string): BannerWords {
  return {
    title: `${variable} needs another value`,
    sentence: 'It is missing, or its value cannot be used.',
    steps: [
      'Open set-up, or run npm run doctor: it says what the value has to look like.',
      `Correct ${variable} in .env.local and ${AND_RESTART}`,
    ],
  };
}

function bannerOf({ title, sentence, fix, fixLine }: Words): BannerWords {
  return { title, sentence, steps: [fix, ON_VERCEL], fixLine };
}
