import type { ErrorKind } from '../error-kinds.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { configProblemBanner } from './config-problem-words.ts';
import { AND_RESTART } from './operator-words.ts';
import { askWords, keptWords, ownerMustFixWords } from './visitor-words.ts';

/** The door of this site: locked, closed, or not yet built. */
export const ACCESS_ERRORS = {
  access_required: {
    meaning: 'This site is for people who have its access code, and this browser has not given it.',
    causes: [
      'The page is open for the first time in this browser.',
      'The last sign-in was a while ago, or the code was changed since.',
      'The browser does not keep cookies for this site.',
    ],
    visitor: (context) => ({
      title: 'this site asks for an access code',
      sentence: `${keptWords(context)} It can be sent once the code is entered.`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'this site asks for an access code',
      sentence: `${keptWords(context)} STARLIGHT_ACCESS_CODE or STARLIGHT_OPERATOR_CODE signs you in.`,
      steps: [],
    }),
    retry: 'never',
    actions: { visitor: ['sign_in'], operator: ['sign_in'] },
    severity: 'info',
    link: null,
  },

  access_code_wrong: {
    meaning: 'The code that was entered is not the one of this site.',
    causes: [
      'A character differs: capital letters count, and so does a space at the end.',
      'The code was changed.',
    ],
    visitor: ({ contact }) => ({
      title: 'this code does not open the site',
      sentence: `Capital letters and spaces count. It may also have changed: ${askWords(contact)}.`,
      steps: [],
    }),
    operator: () => ({
      title: 'this code does not open the site',
      sentence:
        'It is neither STARLIGHT_ACCESS_CODE nor STARLIGHT_OPERATOR_CODE. Capital letters count.',
      steps: [],
    }),
    retry: 'never',
    actions: { visitor: ['sign_in'], operator: ['sign_in'] },
    severity: 'info',
    link: null,
  },

  not_configured: {
    meaning: 'This site has no usable key yet, or another setting is missing or wrong.',
    causes: [
      'OPENAI_API_KEY is missing, empty, or cannot be a key.',
      'On Vercel, the variable was added after the last deployment, or for another environment.',
      'In production, nobody has said yet who may chat.',
      'Another variable has a value that cannot be used.',
    ],
    visitor: (context) => ({
      title: 'this site is not set up yet',
      sentence: ownerMustFixWords(context),
      steps: [],
    }),
    operator: configProblemBanner,
    retry: 'never',
    actions: { visitor: ['reload'], operator: ['open_setup', 'retry'] },
    severity: 'setup',
    link: null,
  },

  closed: {
    meaning: 'The owner has closed this site for the time being.',
    causes: ['STARLIGHT_CLOSED is set to 1.'],
    visitor: ({ contact }) => ({
      title: 'this site is closed for now',
      sentence: `Your conversations stay in this browser. To know when it opens, ${askWords(contact)}.`,
      steps: [],
    }),
    operator: () => ({
      title: 'this site is closed for now',
      sentence: 'STARLIGHT_CLOSED=1 is set, so nobody can chat, and nothing is sent.',
      steps: [
        `To open it, remove STARLIGHT_CLOSED from .env.local and ${AND_RESTART}`,
        'Conversations stay in the browsers of those who had them.',
      ],
    }),
    retry: 'never',
    actions: { visitor: ['reload'], operator: ['open_setup', 'reload'] },
    severity: 'info',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;
