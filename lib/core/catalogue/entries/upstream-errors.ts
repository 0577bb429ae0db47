import type { ErrorKind } from '../../errors/error-kinds.ts';
import type { CatalogueEntry } from '../catalogue-entry.ts';
import { isOpenAi, statusPage } from '../messages/operator-messages.ts';
import {
  fasterOptions,
  fineAndSavedMessage,
  providerName,
  savedMessage,
} from '../messages/visitor-messages.ts';
import { OPENAI_PAGES } from '../openai-pages.ts';

const PASSING_FAULT = {
  retry: 'now',
  actions: { visitor: ['retry', 'switch_model'], operator: ['retry', 'switch_model'] },
  severity: 'problem',
  link: OPENAI_PAGES.status,
} as const;

/** Faults on the provider's side: nothing to fix here, and most clear within minutes. */
export const UPSTREAM_ERRORS = {
  server_error: {
    ...PASSING_FAULT,
    meaning: 'Something failed at the provider while it handled the request.',
    causes: [
      'A temporary fault at the provider; most clear within a minute.',
      'An outage, shown on its status page.',
      'The part of the provider that checks keys is down; the key itself is fine.',
    ],
    visitor: (context) => ({
      title: `something went wrong at ${providerName(context)}`,
      sentence: fineAndSavedMessage(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `something went wrong at ${context.upstreamName}`,
      sentence:
        context.details.reason === 'auth_outage'
          ? 'The part that checks keys is down. Leave the key as it is; a new one would fail too.'
          : 'Your message was fine. So is the key; leave it as it is.',
      steps: isOpenAi(context)
        ? [
            'Retry; most faults clear within a minute.',
            'If it persists, check status.openai.com.',
            'If nothing is shown there, send OpenAI support the upstream request ID under Details.',
          ]
        : [
            'Retry; most faults clear within a minute.',
            `If it persists, check ${statusPage(context)}.`,
          ],
    }),
  },

  bad_gateway: {
    ...PASSING_FAULT,
    meaning: 'The network in front of the provider got no valid response from its servers.',
    causes: [
      'A temporary fault or an outage at the provider.',
      "Your own gateway is in between, and the server behind it doesn't respond.",
    ],
    visitor: (context) => ({
      title: `${providerName(context)} didn't respond properly`,
      sentence: fineAndSavedMessage(context),
      steps: [],
    }),
    operator: (context) => ({
      title: `the network in front of ${context.upstreamName} got no response`,
      sentence: "It was reached, but the servers behind it weren't; the key and message are fine.",
      steps: isOpenAi(context)
        ? ['Retry; it often clears within a minute.', 'If it persists, check status.openai.com.']
        : [
            'Retry; it often clears within a minute.',
            'If the gateway is yours, check that the server behind it is running.',
          ],
    }),
  },

  gateway_timeout: {
    ...PASSING_FAULT,
    meaning: 'The network in front of the provider gave up waiting for its servers.',
    causes: [
      'The model was very slow, as reasoning models can be.',
      'A temporary fault or an outage at the provider.',
    ],
    visitor: (context) => ({
      title: `${providerName(context)} didn't respond in time`,
      sentence: `${fasterOptions(context)} ${savedMessage(context)}`,
      steps: [],
    }),
    operator: (context) => ({
      title: `${context.upstreamName} didn't respond in time`,
      sentence: 'Its own network stopped waiting. The model may have run, and been billed, anyway.',
      steps: [
        'Retry once, then try a faster model.',
        isOpenAi(context)
          ? 'If it persists, check status.openai.com.'
          : `If it persists, check the log of ${context.upstreamName} and the timeouts in front of it.`,
      ],
    }),
  },
} as const satisfies Partial<Record<ErrorKind, CatalogueEntry>>;
