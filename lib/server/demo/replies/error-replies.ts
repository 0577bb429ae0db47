import 'server-only';
import { ERROR_KINDS, type ErrorKind } from '#lib/core/error-kinds.ts';
import { typicalKindOf } from '#lib/core/simulate-command.ts';
import {
  causesOf,
  fixOf,
  kindsOfStatus,
  linkOf,
  meaningOf,
  paragraphs,
  retryAdviceOf,
  statusLine,
  statusLineOf,
  visitorWordsOf,
} from './catalogue-words.ts';
import type { TopicReply } from './topic-reply.ts';

/** The statuses the simulated model explains, each with what it says in general. */
export const STATUS_SENSE = {
  400: 'The request was understood as HTTP, but not as a request of this API. Sent again unchanged, it fails again.',
  401: 'The server does not know who is asking. It has nothing to do with what was asked.',
  403: 'The server knows who is asking, and says no.',
  404: 'There is nothing at this address, or nothing that this key may see.',
  405: 'The address is right, but not for this method: chat is `POST`, the list of models is `GET`.',
  408: 'The request took too long to arrive or to be answered.',
  409: "Two requests got in each other's way. One of them was answered.",
  413: 'The request is larger than the server takes. Pictures and long conversations are the usual reason.',
  415: 'The body is not what its `Content-Type` says, or not JSON.',
  422: 'The body is well-formed JSON, but a field has a value that cannot be worked with. OpenAI mostly says 400 for this; compatible servers say 422.',
  429: 'Too much was asked for, of one of two very different things. Either requests come too fast, and waiting helps; or the account has no money left to spend, and waiting does not.',
  500: 'Something broke on the other side while it worked on the request. It was not your message.',
  502: 'A server in between could not reach the one behind it, or got nonsense from it.',
  503: 'The service is there but cannot take more at the moment.',
  504: 'A server in between waited for the one behind it, and gave up.',
} as const satisfies Record<number, string>;

export type ExplainedStatus = keyof typeof STATUS_SENSE;

/** What a kind is called on the wire, where that differs: what people have in front of them when they ask. */
const WIRE_CODES: Partial<Record<ErrorKind, string>> = {
  billing_inactive: 'billing_not_active',
  connection_lost: 'ECONNRESET',
  connection_refused: 'ECONNREFUSED',
  context_too_long: 'context_length_exceeded',
  dns_failure: 'ENOTFOUND',
  ip_not_allowed: 'ip_not_authorized',
  key_invalid: 'invalid_api_key',
  message_too_long: 'string_above_max_length',
  organization_mismatch: 'mismatched_organization',
  overloaded: 'server_is_overloaded',
  project_mismatch: 'mismatched_project',
  quota_exhausted: 'insufficient_quota',
  rate_limited: 'rate_limit_exceeded',
  region_unsupported: 'unsupported_country_region_territory',
  spend_limit_reached: 'project_spend_limit_exceeded',
  wrong_host: 'incorrect_hostname',
};

/** Explains a status: what it says, the kinds behind it, and the fix of the most usual one. */
export function explainStatus(status: ExplainedStatus): TopicReply {
  const kinds = kindsOfStatus(status);
  const typical = typicalKindOf(status) ?? kinds[0] ?? 'unknown';
  return {
    text: paragraphs(
      `### ${statusLine(status)}`,
      STATUS_SENSE[status],
      kinds.length > 1 &&
        'The number alone does not say which of these it is. Starlight tells them apart:',
      kinds.length > 1 && tableOf(kinds, 'What it means', meaningOf),
      `**${kinds.length > 1 ? `Most often it is \`${typical}\`.` : 'What to do'}**`,
      kinds.length === 1 && meaningOf(typical),
      fixOf(typical),
      linkOf(typical),
      `To see it happen: \`/simulate ${status}\``,
    ),
    more: [
      paragraphs(
        `### Does it help to send a ${status} again?`,
        tableOf(kinds.length > 0 ? kinds : [typical], 'Sending it again', retryAdviceOf),
        'Decide by the kind and not by the number. In code of your own that means `error.code` and `error.type`, and `Retry-After` where it is sent.',
      ),
      paragraphs(`### The usual causes of \`${typical}\``, causesOf(typical)),
    ],
  };
}

/** Explains one kind of failure: meaning, causes, fix. */
export function explainKind(kind: ErrorKind): TopicReply {
  const wireCode = WIRE_CODES[kind];
  const related = kindsOfStatus(ERROR_KINDS[kind].status ?? 0).filter((other) => other !== kind);
  return {
    text: paragraphs(
      `### ${[statusLineOf(kind), `\`${kind}\``].filter(Boolean).join(': ')}`,
      meaningOf(kind),
      wireCode !== undefined && `On the wire it is called \`${wireCode}\`.`,
      causesOf(kind) && `**Usual causes**\n\n${causesOf(kind)}`,
      `**What to do**\n\n${fixOf(kind)}`,
      `Sending the same request again ${retryAdviceOf(kind)}.`,
      linkOf(kind),
      `To see it happen: \`/simulate ${kind}\``,
    ),
    more: [
      paragraphs(
        'Who does not own the key cannot act on most of this, so a visitor reads instead:',
        visitorWordsOf(kind)
          .split('\n')
          .map((line) => `> ${line}`)
          .join('\n'),
        related.length > 0 &&
          `Other failures with the same status: ${related.map((other) => `\`${other}\``).join(', ')}.`,
      ),
    ],
  };
}

/** The two meanings of 429, side by side. */
export function compareRateAndQuota(): TopicReply {
  return {
    text: paragraphs(
      '### Rate limit or quota: both are 429',
      `| | Rate limit | Quota |
|---|---|---|
| Code on the wire | \`rate_limit_exceeded\` | \`insufficient_quota\` |
| Starlight's name | \`rate_limited\` | \`quota_exhausted\` |
| What ran out | requests or tokens in this minute or day | the account's credit |
| \`Retry-After\` | usually sent | not sent |
| Sending it again | ${retryAdviceOf('rate_limited')} | ${retryAdviceOf('quota_exhausted')} |`,
      '**Rate limit**',
      fixOf('rate_limited'),
      '**Quota**',
      fixOf('quota_exhausted'),
    ),
    more: [
      'Code that retries every 429 waits for nothing when the credit is gone. Look at `error.code` first: retry `rate_limit_exceeded`, report `insufficient_quota` to a person.',
    ],
  };
}

/** How a program should retry. */
export const BACKOFF_REPLY: TopicReply = {
  text: `### Retry with backoff

Retry only what time can heal: \`429\` with \`rate_limit_exceeded\`, \`500\`, \`502\`, \`503\`, \`504\`, and connections that broke before the first token. Do not retry \`insufficient_quota\` or any other 4xx.

\`\`\`ts
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';

const CODES_FOR_A_PERSON = ['insufficient_quota', 'billing_not_active'];

async function withRetry<T>(call: () => Promise<T>, attempts = 4): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof OpenAI.APIError) || attempt === attempts) throw error;
      const retryable = error.status === 429 || (error.status ?? 500) >= 500;
      if (!retryable || CODES_FOR_A_PERSON.includes(error.code ?? '')) throw error;
      await sleep(waitMs(error.headers?.get('retry-after'), attempt));
    }
  }
}

function waitMs(retryAfter: string | null | undefined, attempt: number): number {
  const asked = Number(retryAfter) * 1000;
  const backoff = 500 * 2 ** attempt * (0.5 + Math.random() / 2);
  return asked > 0 ? asked : Math.min(backoff, 30_000);
}
\`\`\`

- **\`Retry-After\` comes first.** The server knows better than the formula.
- **The random part matters.** Without it, all clients that failed together come back together.
- **Turn off one of the two.** The SDK retries by itself (\`maxRetries\`, 2 by default); with a loop of your own set it to 0.`,
  more: [
    'Once the first token of a streamed reply was shown, do not retry by yourself: the reader would see the text start again, and it is paid for twice. Keep what arrived and offer to go on, which is what Starlight does.',
  ],
};

function tableOf(
  kinds: readonly ErrorKind[],
  heading: string,
  cell: (kind: ErrorKind) => string,
): string {
  const rows = kinds.map((kind) => `| \`${kind}\` | ${cell(kind)} |`);
  return [`| Starlight's name | ${heading} |`, '|---|---|', ...rows].join('\n');
}
