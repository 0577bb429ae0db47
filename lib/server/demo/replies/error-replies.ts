import 'server-only';
import { typicalKindOf } from '#lib/core/chat/simulate-command.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { wireNameOfKind } from '#lib/core/guide/wire/wire-names.ts';
import {
  causesOf,
  fixOf,
  kindsOfStatus,
  linkOf,
  meaningOf,
  nameOf,
  paragraphs,
  retryAdviceOf,
  statusLine,
} from './kind-facts.ts';

/** The statuses the simulated model explains, with their general meaning. */
const STATUS_MEANINGS = {
  400: 'The request is valid HTTP but not a valid request to this API. If you send it again unchanged, it fails again.',
  401: "The server does not know who is asking. What the request asks for doesn't matter.",
  403: 'The server knows who is asking and refuses the request.',
  404: 'Nothing exists at this address, or nothing this key can access.',
  405: 'The address does not accept this method: chat is `POST`, the list of models is `GET`.',
  408: 'The request took too long to arrive or to be answered.',
  409: "Two requests got in each other's way. One of them was answered.",
  413: 'The request is larger than the server accepts. Images and long conversations are the usual reason.',
  415: "The body doesn't match its `Content-Type`, or isn't JSON.",
  422: 'The body is well-formed JSON, but a field has an invalid value. OpenAI usually returns 400 for this; compatible servers return 422.',
  429: "This means one of two very different things. Either requests come too fast, and waiting helps, or the account is out of credit, and waiting doesn't help.",
  500: 'Something failed on the server while it handled the request. Your message was fine.',
  502: 'A server in between could not reach the one behind it, or got an invalid response from it.',
  503: "The service is up but can't take more requests right now.",
  504: 'A server in between waited too long for the one behind it and gave up.',
} as const satisfies Record<number, string>;

type ExplainedStatus = keyof typeof STATUS_MEANINGS;

/** Whether the simulated model can explain a status. */
export function isExplainedStatus(status: number): status is ExplainedStatus {
  return Object.hasOwn(STATUS_MEANINGS, status);
}

/** Explains a status: its meaning, the kinds behind it, and the fix for the most common one. */
export function explainStatus(status: ExplainedStatus): string {
  const kinds = kindsOfStatus(status);
  const typical = typicalKindOf(status) ?? kinds[0] ?? 'unknown';
  return paragraphs(
    `### ${statusLine(status)}`,
    STATUS_MEANINGS[status],
    kinds.length > 1 &&
      "The status alone doesn't say which of these it is. Starlight tells them apart:",
    kinds.length > 1 && tableOf(kinds),
    `**${kinds.length > 1 ? `Usually it's \`${typical}\`.` : 'What to do'}**`,
    kinds.length === 1 && meaningOf(typical),
    fixOf(typical),
    linkOf(typical),
    `To see it happen: \`/simulate ${status}\``,
  );
}

/** Explains one kind of failure: meaning, causes, fix. */
export function explainKind(kind: ErrorKind): string {
  const wireCode = wireNameOfKind(kind);
  return paragraphs(
    `### ${nameOf(kind)}`,
    meaningOf(kind),
    wireCode !== null && `On the wire, it is called \`${wireCode}\`.`,
    causesOf(kind) && `**Common causes**\n\n${causesOf(kind)}`,
    `**What to do**\n\n${fixOf(kind)}`,
    `Retrying the same request ${retryAdviceOf(kind)}.`,
    linkOf(kind),
    `To see it happen: \`/simulate ${kind}\``,
  );
}

/** The two meanings of 429, side by side. */
export function compareRateAndQuota(): string {
  return paragraphs(
    '### Rate limit or quota: both are 429',
    `| | Rate limit | Quota |
|---|---|---|
| Code on the wire | \`rate_limit_exceeded\` | \`insufficient_quota\` |
| Starlight's name | \`rate_limited\` | \`quota_exhausted\` |
| What ran out | requests or tokens in this minute or day | the account's credit |
| \`Retry-After\` | usually sent | not sent |
| Retrying | ${retryAdviceOf('rate_limited')} | ${retryAdviceOf('quota_exhausted')} |`,
    '**Rate limit**',
    fixOf('rate_limited'),
    '**Quota**',
    fixOf('quota_exhausted'),
  );
}

/** How a client should retry. */
export const BACKOFF_REPLY = `### Retry with backoff

Retry only what waiting can fix: \`429\` with \`rate_limit_exceeded\`, \`500\`, \`502\`, \`503\`, \`504\`, and connections that broke before the first token. Don't retry \`insufficient_quota\` or any other 4xx.

\`\`\`ts
for (let attempt = 1; ; attempt += 1) {
  try {
    return await call();
  } catch (error) {
    if (attempt === 4 || !isRetryable(error)) throw error;
    const backoffMs = 500 * 2 ** attempt * (0.5 + Math.random() / 2);
    await sleep(retryAfterMs(error) ?? Math.min(backoffMs, 30_000));
  }
}
\`\`\`

- **\`Retry-After\` comes first.** The server knows better than the formula.
- **The random part matters.** Without it, all clients that failed together retry together.
- **Use one retry loop, not two.** The SDK retries automatically (\`maxRetries\`, 2 by default); if you write your own loop, set it to 0.`;

function tableOf(kinds: readonly ErrorKind[]): string {
  const rows = kinds.map((kind) => `| \`${kind}\` | ${meaningOf(kind)} |`);
  return ["| Starlight's name | What it means |", '|---|---|', ...rows].join('\n');
}
