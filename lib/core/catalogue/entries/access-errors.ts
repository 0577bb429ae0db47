import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { CatalogueEntry } from '../catalogue-entry.ts';
import { configProblemBanner } from '../messages/config-problem-messages.ts';
import { AND_RESTART } from '../messages/operator-messages.ts';
import { askContact, ownerMustFixMessage, savedMessage } from '../messages/visitor-messages.ts';

/** Access to this site: it requires a code, is closed, or isn't set up yet. */
export const ACCESS_ERRORS = {
  access_required: {
    meaning: "This site requires an access code, and this browser hasn't provided it.",
    causes: [
      'This browser is opening the page for the first time.',
      'The last sign-in was a while ago, or the code has changed since.',
      "The browser doesn't keep cookies for this site.",
    ],
    visitor: (context) => ({
      title: 'this site requires an access code',
      sentence: `${savedMessage(context)} You can send it once you enter the code.`,
      steps: [],
    }),
    operator: (context) => ({
      title: 'this site requires an access code',
      sentence: `${savedMessage(context)} STARLIGHT_ACCESS_CODE or STARLIGHT_OPERATOR_CODE signs you in.`,
      steps: [],
    }),
    retry: 'never',
    actions: { visitor: ['sign_in'], operator: ['sign_in'] },
    severity: 'info',
    link: null,
  },

  access_code_wrong: {
    meaning: "The code that was entered isn't this site's code.",
    causes: [
      'A character differs; capital letters count, and so does a space at the end.',
      'The code was changed.',
    ],
    visitor: ({ contact }) => ({
      title: 'this access code is incorrect',
      sentence: `Capital letters and spaces count. It may also have changed: ${askContact(contact)}.`,
      steps: [],
    }),
    operator: () => ({
      title: 'this access code is incorrect',
      sentence:
        "It's neither STARLIGHT_ACCESS_CODE nor STARLIGHT_OPERATOR_CODE. Capital letters count.",
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
      "OPENAI_API_KEY is missing, empty or can't be a key.",
      'On Vercel, the variable was added after the last deployment, or for another environment.',
      "In production, access hasn't been configured yet.",
      'Another variable has an invalid value.',
    ],
    visitor: (context) => ({
      title: "this site isn't set up yet",
      sentence: ownerMustFixMessage(context),
      steps: [],
    }),
    operator: configProblemBanner,
    retry: 'never',
    actions: { visitor: ['reload'], operator: ['open_setup', 'retry'] },
    severity: 'setup',
    link: null,
  },

  closed: {
    meaning: 'The site owner has closed this site for now.',
    causes: ['STARLIGHT_CLOSED is set to 1.'],
    visitor: ({ contact }) => ({
      title: 'this site is closed for now',
      sentence: `Your conversations stay in this browser. To learn when it opens, ${askContact(contact)}.`,
      steps: [],
    }),
    operator: () => ({
      title: 'this site is closed for now',
      sentence: 'STARLIGHT_CLOSED=1 is set, so nobody can chat and nothing is sent.',
      steps: [
        `To open it, remove STARLIGHT_CLOSED from .env.local and ${AND_RESTART}`,
        "Conversations stay in each visitor's browser.",
      ],
    }),
    retry: 'never',
    actions: { visitor: ['reload'], operator: ['open_setup', 'reload'] },
    severity: 'info',
    link: null,
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;
