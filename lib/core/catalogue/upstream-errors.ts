import type { ErrorKind } from '../error-kinds.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { OPENAI_PAGES } from './openai-pages.ts';
import { isOpenAi } from './operator-words.ts';
import { keptWords, providerWords, quickerWords } from './visitor-words.ts';

const PASSING_FAULT = {
  retry: 'now',
  actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
  severity: 'problem',
  link: OPENAI_PAGES.status,
} as const;

/** Faults on the provider's side: nothing here to mend, and most pass within minutes. */
export const UPSTREAM_ERRORS = {
  server_error: {
    ...PASSING_FAULT,
    meaning: "Something failed on the provider's side while it worked on the request.",
    causes: [
      'A passing fault at the provider; most are over within a minute.',
      'An outage, which its status page shows.',
      'A part of the provider that checks keys is down; the key itself is sound.',
    ],
    visitor: (context) => ({
      title: `something went wrong at ${providerWords(context)}`,
      sentence: `It was not your message. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `something went wrong at ${context.upstreamName}`,
      sentence:
        context.details.reason === 'auth_outage'
          ? 'The part that checks keys is down. Leave the key as it is: a new one fails as well.'
          : 'It was not the message, and not the key; leave the key as it is.',
      steps: isOpenAi(context)
        ? [
            'Retry; most faults are over within a minute.',
            'If it stays, look at status.openai.com.',
            "If nothing is shown there, give OpenAI's support the upstream request id under Details.",
          ]
        : [
            'Retry; most faults are over within a minute.',
            `If it stays, look at the log or the status page of ${context.upstreamName}.`,
          ],
    }),
  },

  bad_gateway: {
    ...PASSING_FAULT,
    meaning:
      "The network in front of the provider got no proper answer from the provider's servers.",
    causes: [
      'A passing fault or an outage at the provider.',
      'A gateway of your own stands in between, and what is behind it does not answer.',
    ],
    visitor: (context) => ({
      title: `${providerWords(context)} did not answer properly`,
      sentence: `It was not your message. ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `the network in front of ${context.upstreamName} got no answer`,
      sentence: 'It was reached, but what is behind it was not; the key and the message are fine.',
      steps: isOpenAi(context)
        ? ['Retry; it is often over within a minute.', 'If it stays, look at status.openai.com.']
        : [
            'Retry; it is often over within a minute.',
            'If the gateway is your own, check that what it forwards to is running.',
          ],
    }),
  },

  gateway_timeout: {
    ...PASSING_FAULT,
    meaning: "The network in front of the provider gave up waiting for the provider's servers.",
    causes: [
      'The model took very long, as reasoning models can.',
      'A passing fault or an outage at the provider.',
    ],
    visitor: (context) => ({
      title: `${providerWords(context)} did not answer in time`,
      sentence: `${quickerWords(context)} ${keptWords(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} did not answer in time`,
      sentence:
        'Its own network stopped waiting. The model may have run, and been charged, all the same.',
      steps: [
        'Retry once; then try a quicker model.',
        isOpenAi(context)
          ? 'If it stays, look at status.openai.com.'
          : `If it stays, look at the log of ${context.upstreamName} and the timeouts in front of it.`,
      ],
    }),
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;
