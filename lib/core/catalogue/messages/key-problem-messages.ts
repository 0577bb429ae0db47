import type { ErrorDetails } from '../../errors/error-body.ts';
import { type KeyProblem, MIN_PROJECT_KEY_LENGTH } from '../../key/key-problems.ts';
import { idOfKeyPrefix, PROVIDER_NAMES } from '../../providers/provider-names.ts';
import { shownPage } from '../../providers/shown-page.ts';
import { OPENAI } from '../../providers/sites/openai-site.ts';
import { ADDED_TEXT_MESSAGES } from './added-text-messages.ts';
import {
  afterCharacter,
  aroundCharacter,
  atCharacter,
  codeOf,
  invisibleCharacter,
  lookalike,
  sideOf,
} from './invalid-character.ts';

/** What is wrong with a key, why it matters and how to fix it. For the operator only. */
type KeyProblemMessage = { title: string; sentence: string; fix: string };

/** Where the key has to come from: the provider's name, or an unknown upstream's host, and its page for keys. */
export type KeySource = { name: string; keysPage: string | null };

const MAX_PAGE_LENGTH = 60;
const OPENAI_SOURCE: KeySource = { name: 'OpenAI', keysPage: OPENAI.pages.keys };

const MESSAGES: Record<
  KeyProblem,
  (details: ErrorDetails, source: KeySource) => KeyProblemMessage
> = {
  quotes: ({ position = 1, keyLength = position }) => ({
    title:
      position > 2 && position < keyLength
        ? `the key contains a quotation mark${atCharacter({ position })}`
        : 'the key has quotation marks around it',
    sentence:
      "They're sent as part of the key; Docker's --env-file and Vercel's settings keep them.",
    fix: 'Delete the quotation marks from OPENAI_API_KEY and restart.',
  }),
  bearer_prefix: () => ({
    title: 'the key starts with the word Bearer',
    sentence: 'Starlight adds that word itself, so it would be sent twice.',
    fix: 'Delete Bearer and the space after it from OPENAI_API_KEY and restart.',
  }),
  outer_space: (details) => ({
    title: `the key has a space or line break at ${sideOf(details)}`,
    sentence: 'Copying a whole line picks it up, and it counts as part of the key.',
    fix: `Delete the space or line break at ${sideOf(details)} of OPENAI_API_KEY and restart.`,
  }),
  inner_space: (details) => ({
    title: `the key contains a ${details.codePoint === 0x09 ? 'tab' : 'space'}${afterCharacter(details)}`,
    sentence: 'No key has one; two pieces were probably pasted together.',
    fix: 'Join the two parts of OPENAI_API_KEY in .env.local and restart.',
  }),
  line_break: (details) => ({
    title: `the key contains a line break${afterCharacter(details)}`,
    sentence: "A header can't contain a line break, so nothing was sent.",
    fix: 'Join the two lines in .env.local and restart.',
  }),
  smart_quote: (details) => ({
    title: `the key contains a curly quotation mark${atCharacter(details)}`,
    sentence: 'Word processors and chat apps make straight quotes curly; no key has either.',
    fix: `Delete the curly mark${atCharacter(details)} in OPENAI_API_KEY and restart.`,
  }),
  invisible_character: (details, { name, keysPage }) => ({
    title: `the key contains ${invisibleCharacter(details)}${atCharacter(details)}`,
    sentence: `It's invisible${codeOf(details)} and was copied from a web page or a document.`,
    fix: `Retype OPENAI_API_KEY${aroundCharacter(details)}, or paste a new key from ${shortPage(keysPage) ?? name}, and restart.`,
  }),
  non_ascii: (details) => ({
    title:
      details.position === undefined
        ? 'the key contains an invalid character'
        : `the key is invalid${atCharacter(details)}`,
    sentence: `Keys have only plain letters, digits, hyphens and underscores.${lookalike(details)}`,
    fix: `Retype OPENAI_API_KEY${aroundCharacter(details)} on a Latin keyboard and restart.`,
  }),
  template_syntax: () => ({
    title: 'the key is a variable that was never filled in',
    sentence: "A dollar sign and a name should have been replaced by the key, but weren't.",
    fix: 'Set OPENAI_API_KEY to the key itself; write any dollar sign in it as \\$. Restart.',
  }),
  brackets: () => ({
    title: 'the key has brackets around it',
    sentence: "In instructions, they mark where the key goes; they aren't part of it.",
    fix: 'Delete the brackets from OPENAI_API_KEY and restart.',
  }),
  literal_undefined: () => ({
    title: 'the key is a word for an empty value',
    sentence: "Something wrote undefined, null or None because the variable it read wasn't set.",
    fix: 'Set OPENAI_API_KEY to the key itself in .env.local, next to package.json, and restart.',
  }),
  placeholder: (_, source) => ({
    title: 'the key looks like a placeholder from an example',
    sentence: 'Instructions use text like this in place of a key.',
    fix: `${createKey(source)}, set OPENAI_API_KEY to it, and restart.`,
  }),
  url: () => ({
    title: 'this is a web address, not a key',
    sentence: 'The key and the address may be swapped.',
    fix: 'Put the key in OPENAI_API_KEY, and the address in OPENAI_BASE_URL if you need one. Restart.',
  }),
  organization_id: () => ({
    title: 'this is an organization ID, not a key',
    sentence: "An ID that starts with org- names an organization; it isn't a credential.",
    fix: 'Put the key in OPENAI_API_KEY, and the ID in OPENAI_ORG_ID if you need it. Restart.',
  }),
  project_id: () => ({
    title: 'this is a project ID, not a key',
    sentence: "An ID that starts with proj_ names a project; it isn't a credential.",
    fix: 'Put the key in OPENAI_API_KEY, and the ID in OPENAI_PROJECT_ID if you need it. Restart.',
  }),
  request_id: () => ({
    title: 'this is a request ID, not a key',
    sentence: 'An ID that starts with req_ identifies one past request, for support.',
    fix: 'Put the key in OPENAI_API_KEY and restart.',
  }),
  variable_name: () => ({
    title: "this is a variable's name, not a key",
    sentence: 'The name was pasted where the value goes.',
    fix: 'Put only the key after OPENAI_API_KEY= in .env.local and restart.',
  }),
  truncated: ({ keyLength }) => ({
    title:
      keyLength !== undefined && keyLength < MIN_PROJECT_KEY_LENGTH
        ? `the key has only ${keyLength} characters`
        : 'the key looks incomplete',
    sentence: "In an env file, # cuts a value off and $ is expanded; or part of it wasn't copied.",
    fix: 'Copy the whole key again, put it in single quotes in .env.local, write $ as \\$, and restart.',
  }),
  ...ADDED_TEXT_MESSAGES,
  admin_key: (_, source) => ({
    title: "this is an admin key, which can't chat",
    sentence: "A key that starts with sk-admin- manages an organization and can't call models.",
    fix: `${createKey(source, 'project key')}, set OPENAI_API_KEY to it, and restart.`,
  }),
  session_token: (_, source) => ({
    title: 'this is a dashboard session token, not a key',
    sentence: 'A value that starts with sess- belongs to a browser signed in to OpenAI.',
    fix: `${createKey(source)}, set OPENAI_API_KEY to it, and restart.`,
  }),
  oauth_token: (_, source) => ({
    title: 'this is a login token, not a key',
    sentence: "It looks like a ChatGPT or Codex login token, which the API doesn't accept.",
    fix: `${createKey(source)}, set OPENAI_API_KEY to it, and restart.`,
  }),
  other_provider: (details, { name }) => {
    const id = idOfKeyPrefix(details.keyPrefix ?? '');
    const provider = id === null ? null : PROVIDER_NAMES[id].name;
    return {
      title: `this key belongs to ${provider ?? 'another provider'}`,
      sentence: 'OPENAI_BASE_URL and OPENAI_API_KEY must be for the same provider.',
      fix: provider
        ? `Use a key from ${name}, or set OPENAI_BASE_URL to the address of ${provider}. Restart.`
        : `Use a key from ${name}, or set OPENAI_BASE_URL to that provider's address. Restart.`,
    };
  },
};

/**
 * Says what is wrong with a malformed key and how to fix it, as precisely as `position`,
 * `codePoint`, `keyPrefix` and `keyLength` allow. `title` continues a heading and has no period;
 * `sentence` and `fix` are full sentences. Never includes a character of the key beyond its public
 * prefix.
 *
 * @param source where a new key comes from; OpenAI by default
 */
export function messageForKeyProblem(
  problem: KeyProblem,
  details: ErrorDetails,
  source: KeySource = OPENAI_SOURCE,
): KeyProblemMessage {
  return MESSAGES[problem](details, source);
}

/** "Create a key at console.groq.com/keys", or without the page if it isn't known. */
function createKey({ name, keysPage }: KeySource, what = 'key'): string {
  return keysPage === null
    ? `Get a ${what} from ${name}`
    : `Create a ${what} at ${shownPage(keysPage)}`;
}

/** The page, where it is short enough for a sentence that says more. */
function shortPage(page: string | null): string | null {
  return page !== null && page.length <= MAX_PAGE_LENGTH ? shownPage(page) : null;
}
