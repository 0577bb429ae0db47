import { isValueFault } from '../../key/value-fault.ts';
import type { BannerContext, BannerMessage } from '../catalogue-entry.ts';
import { keyProblemBanner } from '../entries/key-errors.ts';
import { BASE_URL_MESSAGES, type BaseUrlMessage } from './base-url-messages.ts';
import { AND_RESTART, createKeyStep, ON_VERCEL } from './operator-messages.ts';
import { VALUE_FAULT_MESSAGES } from './value-fault-messages.ts';

type ProblemMessage = { title: string; sentence: string; fix: string; fixLine?: string };

const HAS_OWN_MESSAGES = new Set(['OPENAI_API_KEY', 'OPENAI_BASE_URL']);
const BASE_URL_REASONS = new Map<string, BaseUrlMessage>(Object.entries(BASE_URL_MESSAGES));

/** The operator's banner for `not_configured`: the variable, what is wrong with it, and the fix. */
export function configProblemBanner(context: BannerContext): BannerMessage {
  const { reason = '', variable } = context.details;
  if (reason === 'unprotected') return UNPROTECTED;
  if (variable === undefined) return NOT_SET_UP;
  if (isValueFault(reason) && !HAS_OWN_MESSAGES.has(variable)) {
    const { claim, fix } = VALUE_FAULT_MESSAGES[reason];
    return bannerOf({
      title: `${variable} ${claim}`,
      sentence: "Its value can't be trusted, so chat is off until it's fixed.",
      fix: `${fix} Then restart.`,
    });
  }
  switch (variable) {
    case 'OPENAI_API_KEY':
      return MISSING_KEY.get(reason) ?? keyProblemBanner(context) ?? notSet(context);
    case 'OPENAI_BASE_URL': {
      const message = BASE_URL_REASONS.get(reason);
      if (!message) return otherVariableBanner(variable);
      return bannerOf({ ...message, title: `${variable} ${message.claim}` });
    }
    case 'STARLIGHT_SESSION_SECRET':
      return bannerOf({
        title: 'STARLIGHT_SESSION_SECRET can be guessed',
        sentence:
          'With fewer than 32 characters, or with words or repeats, someone could forge a session.',
        fix: 'Set it to the output of openssl rand -base64 32, or remove it, and restart.',
      });
    case 'STARLIGHT_ORIGIN':
      return bannerOf({
        title: "STARLIGHT_ORIGIN isn't an origin",
        sentence: "It's compared with what browsers send: scheme, host and port, without a path.",
        fix: "Use the site's address without a path, such as https://chat.example, and restart.",
      });
    default:
      return otherVariableBanner(variable);
  }
}

const UNPROTECTED: BannerMessage = {
  title: "access hasn't been configured yet",
  sentence:
    'In production, chat stays off until you choose who can use it, since every message costs you money.',
  steps: [
    `To require a code, set STARLIGHT_ACCESS_CODE and ${AND_RESTART}`,
    'To let anyone chat within the limits, set STARLIGHT_PUBLIC=1 instead.',
  ],
};

const NOT_SET_UP: BannerMessage = {
  title: "Starlight isn't set up yet",
  sentence: "A setting is missing or wrong; usually it's OPENAI_API_KEY.",
  steps: [
    'Open setup, or run npm run doctor: it names the variable and the fix.',
    `Fix it in .env.local and ${AND_RESTART}`,
  ],
};

function notSet(context: BannerContext): BannerMessage {
  return {
    title: "OPENAI_API_KEY isn't set",
    sentence: 'The running server has no value under that name, so chat is off.',
    steps: [
      createKeyStep(context, 'key'),
      `Put it in OPENAI_API_KEY in .env.local, next to package.json, and ${AND_RESTART}`,
    ],
  };
}

const MISSING_KEY = new Map<string, BannerMessage>([
  [
    'blank',
    {
      title: 'OPENAI_API_KEY is set but empty',
      sentence: 'If the shell sets it to an empty value, that overrides the key in .env.local.',
      steps: [
        'Put the key in OPENAI_API_KEY in .env.local.',
        'Stop the server, run unset OPENAI_API_KEY in that terminal, and start it again.',
      ],
      fixLine: 'unset OPENAI_API_KEY',
    },
  ],
  [
    'other_name',
    {
      title: "OPENAI_API_KEY isn't set, but a similar name is",
      sentence: "The environment has a value under a name Starlight doesn't read.",
      steps: [
        'Open setup, or run npm run doctor: it says which name.',
        `Rename that variable to OPENAI_API_KEY and ${AND_RESTART}`,
      ],
    },
  ],
]);

function otherVariableBanner(variable: string): BannerMessage {
  return {
    title: `${variable} needs a different value`,
    sentence: "It's missing, or its value can't be used.",
    steps: [
      'Open setup, or run npm run doctor: it says what the value must look like.',
      `Fix ${variable} in .env.local and ${AND_RESTART}`,
    ],
  };
}

function bannerOf({ title, sentence, fix, fixLine }: ProblemMessage): BannerMessage {
  return { title, sentence, steps: [fix, ON_VERCEL], fixLine };
}
