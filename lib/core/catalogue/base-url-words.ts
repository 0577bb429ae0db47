import type { BaseUrlProblem } from '../inspect-base-url.ts';
import { baseUrlLine } from './operator-words.ts';

/** What is wrong with OPENAI_BASE_URL, why it matters, and the exact repair. None of it quotes the address. */
export type BaseUrlWords = {
  /** Follows the variable's name, or "It": "says /v1 twice". */
  claim: string;
  sentence: string;
  fix: string;
  fixLine?: string;
};

const API = 'https://api.openai.com/v1';

/** The words for each problem: of the banner, the set-up screen and the doctor. */
export const BASE_URL_WORDS: Record<BaseUrlProblem, BaseUrlWords> = {
  not_a_url: {
    claim: 'is not a web address',
    sentence: 'Without an address there is nowhere to send a message.',
    fix: `Write a full address such as ${API} and restart; for OpenAI, remove the variable.`,
  },
  quotes: {
    claim: 'has quotes or brackets in it',
    sentence: "They count as part of the address: Docker's --env-file and Vercel keep them.",
    fix: 'Delete the quotes or brackets in OPENAI_BASE_URL and restart.',
  },
  scheme_missing: {
    claim: 'does not begin with https://',
    sentence: 'Without it, the address cannot be read.',
    fix: 'Put https:// in front (http:// for a server on this machine) and restart.',
  },
  scheme_unknown: {
    claim: 'begins with something other than https://',
    sentence: 'Starlight speaks https, and http to a server on this machine.',
    fix: 'Use an address that begins with https:// and restart.',
  },
  insecure_http: {
    claim: 'is plain http to another machine',
    sentence: 'The key and every message would travel where others can read them.',
    fix: 'Use https. If the network between is yours, set STARLIGHT_ALLOW_HTTP_UPSTREAM=1. Restart.',
  },
  credentials_in_url: {
    claim: 'holds a user name or a password',
    sentence: 'Addresses end up in logs; a password in one does too.',
    fix: 'Delete what stands before the @; the key belongs in OPENAI_API_KEY. Restart.',
  },
  query_in_url: {
    claim: 'holds a ? or a #',
    sentence: 'Starlight adds its own path at the end, which would come after it.',
    fix: 'Delete everything from the ? or # on, and restart.',
  },
  endpoint_in_url: {
    claim: 'names an endpoint, and goes too far',
    sentence: 'Starlight adds /chat/completions itself.',
    fix: 'End the address before the endpoint, at /v1 for most services, and restart.',
  },
  v1_repeated: {
    claim: 'says /v1 twice',
    sentence: 'There is nothing at such an address.',
    fix: 'End the address with a single /v1 and restart.',
  },
  v1_missing: {
    claim: 'lacks its /v1',
    sentence: "It is OpenAI's host, but the API is at the path /v1 there.",
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
  website_not_api: {
    claim: "is a website of OpenAI's",
    sentence: 'People sign in there; the API has a host of its own.',
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
};
