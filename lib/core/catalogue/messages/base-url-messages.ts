import type { BaseUrlProblem } from '../../key/inspect-base-url.ts';
import { baseUrlLine } from './operator-messages.ts';

/** What is wrong with OPENAI_BASE_URL, why it matters and how to fix it. Never quotes the address. */
export type BaseUrlMessage = {
  /** Follows the variable's name, or "It": "contains /v1 twice". */
  claim: string;
  sentence: string;
  fix: string;
  fixLine?: string;
};

const API = 'https://api.openai.com/v1';

/** The message for each problem, shared by the banner, the setup screen and the doctor. */
export const BASE_URL_MESSAGES: Record<BaseUrlProblem, BaseUrlMessage> = {
  not_a_url: {
    claim: "isn't a web address",
    sentence: "Without a valid address, messages can't be sent.",
    fix: `Use a full address such as ${API} and restart; for OpenAI, remove the variable.`,
  },
  quotes: {
    claim: 'contains quotes or brackets',
    sentence: "They count as part of the address; Docker's --env-file and Vercel keep them.",
    fix: 'Delete the quotes or brackets in OPENAI_BASE_URL and restart.',
  },
  scheme_missing: {
    claim: "doesn't start with https://",
    sentence: "Without it, the address isn't valid.",
    fix: 'Add https:// in front (http:// for a server on this machine) and restart.',
  },
  scheme_unknown: {
    claim: 'starts with something other than https://',
    sentence: 'Starlight uses https, or http to a server on this machine.',
    fix: 'Use an address that starts with https:// and restart.',
  },
  insecure_http: {
    claim: 'uses plain http to another machine',
    sentence: 'Others on the network could read the key and every message.',
    fix: 'Use https, or if the network is yours, set STARLIGHT_ALLOW_HTTP_UPSTREAM=1. Restart.',
  },
  credentials_in_url: {
    claim: 'contains a user name or a password',
    sentence: 'Addresses end up in logs, and the password with them.',
    fix: 'Delete the part before the @; the key goes in OPENAI_API_KEY. Restart.',
  },
  query_in_url: {
    claim: 'contains a ? or a #',
    sentence: 'Starlight adds its own path at the end, which would come after that.',
    fix: 'Delete the ? or # and all that follows, and restart.',
  },
  endpoint_in_url: {
    claim: 'ends in an endpoint path',
    sentence: 'Starlight adds /chat/completions itself.',
    fix: 'Remove the endpoint; for most services the address ends in /v1. Restart.',
  },
  v1_repeated: {
    claim: 'contains /v1 twice',
    sentence: "That address doesn't exist.",
    fix: 'End the address with a single /v1 and restart.',
  },
  v1_missing: {
    claim: 'is missing /v1',
    sentence: "It's OpenAI's host, but the API is under /v1.",
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
  website_not_api: {
    claim: 'is an OpenAI website',
    sentence: 'People sign in there; the API has its own host.',
    fix: `Set it to ${API}, or remove the variable, and restart.`,
    fixLine: baseUrlLine(API),
  },
};
