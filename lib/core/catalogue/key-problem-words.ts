import type { ErrorDetails } from '../error-body.ts';
import { OPENAI_KEY_PAGE, providerOfKey } from '../key/providers.ts';
import type { KeyProblem } from '../key-problems.ts';
import { countWords } from './amount-words.ts';
import { codePointWords, invisibleName } from './character-name.ts';

/** What is wrong with a key, why it matters, and the exact repair. For the operator only. */
export type KeyProblemWords = { title: string; sentence: string; fix: string };

const SHORTER_THAN_ANY_KEY = 40;

const WORDS: Record<KeyProblem, (details: ErrorDetails) => KeyProblemWords> = {
  quotes: () => ({
    title: 'the key has quotation marks around it',
    sentence:
      "They are sent as part of the key: Docker's --env-file and Vercel's settings keep them.",
    fix: 'Delete the quotation marks from OPENAI_API_KEY and restart.',
  }),
  bearer_prefix: () => ({
    title: 'the key has the word Bearer in front of it',
    sentence: 'Starlight adds that word itself, so it would arrive twice.',
    fix: 'Delete Bearer and the space after it from OPENAI_API_KEY and restart.',
  }),
  outer_space: (details) => ({
    title: `the key has a space or line break at ${sideOf(details)}`,
    sentence: 'It comes along when a whole line is copied, and it counts as part of the key.',
    fix: `Delete the space or line break at ${sideOf(details)} of OPENAI_API_KEY and restart.`,
  }),
  inner_space: (details) => ({
    title: `the key has a ${details.codePoint === 0x09 ? 'tab' : 'space'} in it${after(details)}`,
    sentence: 'No key has one; two pieces were probably pasted next to each other.',
    fix: 'Join the two parts of OPENAI_API_KEY in .env.local and restart.',
  }),
  line_break: (details) => ({
    title: `the key has a line break in it${after(details)}`,
    sentence: 'A header cannot carry a line break, so nothing was sent.',
    fix: 'Join the two lines in .env.local and restart.',
  }),
  smart_quote: (details) => ({
    title: `the key has a curly quotation mark in it${at(details)}`,
    sentence: 'Word processors and chats turn straight marks into curly ones; no key has either.',
    fix: `Delete the curly mark${at(details)} of OPENAI_API_KEY and restart.`,
  }),
  invisible_character: (details) => ({
    title: `the key has ${invisibleWords(details)} in it${at(details)}`,
    sentence: `It cannot be seen${code(details)}; it came along from a web page or a document.`,
    fix: `Retype OPENAI_API_KEY${around(details)}, or paste a new key from ${OPENAI_KEY_PAGE}, and restart.`,
  }),
  non_ascii: (details) => ({
    title: `the key has a character no key has${at(details)}`,
    sentence: `Keys are plain letters, digits, hyphens and underscores.${lookalike(details)}`,
    fix: `Retype OPENAI_API_KEY${around(details)} on a Latin keyboard and restart.`,
  }),
  template_syntax: () => ({
    title: 'the key is a reference that was never filled in',
    sentence:
      'A dollar sign with a name after it was meant to be replaced by the key, and was not.',
    fix: 'Put the key itself in OPENAI_API_KEY; write a dollar sign that belongs to it as \\$. Restart.',
  }),
  brackets: () => ({
    title: 'the key has brackets around it',
    sentence: 'In instructions they mark the place where the key goes; they are not part of it.',
    fix: 'Delete the brackets from OPENAI_API_KEY and restart.',
  }),
  literal_undefined: () => ({
    title: 'the key is the word for an empty value',
    sentence: 'Something wrote undefined, null or None because the variable it read was not set.',
    fix: 'Put the key itself in OPENAI_API_KEY in .env.local, beside package.json, and restart.',
  }),
  placeholder: () => ({
    title: 'the key looks like the placeholder of an example',
    sentence: 'In instructions such a text stands in for a key; it is not one.',
    fix: `Create a key at ${OPENAI_KEY_PAGE}, put it in OPENAI_API_KEY and restart.`,
  }),
  url: () => ({
    title: 'there is a web address where the key belongs',
    sentence: 'The two values may have changed places.',
    fix: 'Put the key in OPENAI_API_KEY, and the address in OPENAI_BASE_URL if you need one. Restart.',
  }),
  organization_id: () => ({
    title: 'there is an organization id where the key belongs',
    sentence: 'An id that begins with org- names an organization; it does not sign in.',
    fix: 'Put the key in OPENAI_API_KEY; the id, if you need it, goes in OPENAI_ORG_ID. Restart.',
  }),
  project_id: () => ({
    title: 'there is a project id where the key belongs',
    sentence: 'An id that begins with proj_ names a project; it does not sign in.',
    fix: 'Put the key in OPENAI_API_KEY; the id, if you need it, goes in OPENAI_PROJECT_ID. Restart.',
  }),
  request_id: () => ({
    title: 'there is a request id where the key belongs',
    sentence: 'An id that begins with req_ names one past request, for support.',
    fix: 'Put the key in OPENAI_API_KEY and restart.',
  }),
  variable_name: () => ({
    title: "there is a variable's name where the key belongs",
    sentence: 'The name was pasted where the value goes.',
    fix: 'Put the key after OPENAI_API_KEY= in .env.local, without the name again, and restart.',
  }),
  truncated: ({ keyLength }) => ({
    title:
      keyLength !== undefined && keyLength < SHORTER_THAN_ANY_KEY
        ? `the key has only ${keyLength} characters`
        : 'the key does not look whole',
    sentence:
      'In an env file a # cuts a value off and a $ is filled in; a hasty selection does it too.',
    fix: 'Copy the whole key again, put it between single quotes in .env.local, write $ as \\$, and restart.',
  }),
  admin_key: () => ({
    title: 'this is an admin key, which cannot chat',
    sentence: 'A key that begins with sk-admin- manages an organization and calls no models.',
    fix: `Create a project key at ${OPENAI_KEY_PAGE}, put it in OPENAI_API_KEY and restart.`,
  }),
  session_token: () => ({
    title: 'this is a dashboard session, not a key',
    sentence: 'A value that begins with sess- belongs to a browser that is signed in at OpenAI.',
    fix: `Create a key at ${OPENAI_KEY_PAGE}, put it in OPENAI_API_KEY and restart.`,
  }),
  oauth_token: () => ({
    title: 'this is a login token, not a key',
    sentence: 'It looks like the token of a ChatGPT or Codex login, which the API does not take.',
    fix: `Create a key at ${OPENAI_KEY_PAGE}, put it in OPENAI_API_KEY and restart.`,
  }),
  other_provider: (details) => {
    const provider = providerOfKey(details.keyPrefix ?? '')?.name;
    return {
      title: provider ? `this is a key of ${provider}` : 'this key belongs to another provider',
      sentence: 'OPENAI_BASE_URL and OPENAI_API_KEY have to belong to the same provider.',
      fix: provider
        ? `Use a key of OpenAI, or set OPENAI_BASE_URL to the address of ${provider}. Restart.`
        : "Use a key of OpenAI, or set OPENAI_BASE_URL to that provider's address. Restart.",
    };
  },
};

/**
 * Says what is wrong with the shape of a key and how to repair it, as exactly as `position`,
 * `codePoint`, `keyPrefix` and `keyLength` allow. `title` continues a heading and has no full stop;
 * `sentence` and `fix` stand alone. Never holds a character of the key beyond its public prefix.
 */
export function wordsForKeyProblem(problem: KeyProblem, details: ErrorDetails): KeyProblemWords {
  return WORDS[problem](details);
}

/** " after character 51" for an offending character at 52. */
function after({ position }: ErrorDetails): string {
  return position !== undefined && position > 1
    ? ` after character ${countWords(position - 1)}`
    : '';
}

function at({ position }: ErrorDetails): string {
  return position === undefined ? '' : ` at character ${countWords(position)}`;
}

function around({ position }: ErrorDetails): string {
  return position === undefined ? '' : ` around character ${countWords(position)}`;
}

function sideOf({ position }: ErrorDetails): string {
  if (position === undefined) return 'the start or end';
  return position === 1 ? 'the start' : 'the end';
}

function code({ codePoint }: ErrorDetails): string {
  return codePoint === undefined ? '' : ` (${codePointWords(codePoint)})`;
}

function lookalike({ codePoint }: ErrorDetails): string {
  return codePoint === undefined ? '' : ` This one is ${codePointWords(codePoint)}.`;
}

function invisibleWords({ codePoint }: ErrorDetails): string {
  const name = invisibleName(codePoint);
  return name === null ? 'an invisible character' : `a ${name}`;
}
