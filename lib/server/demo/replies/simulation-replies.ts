import 'server-only';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { nearestWord } from '#lib/core/guide/nearest-word.ts';
import { fixOf, meaningOf, paragraphs, statusLineOf } from './catalogue-words.ts';

const LONGEST_NAME = 40;
const BEFORE_THE_CUT = `### What happens to a reply on its way

A reply does not arrive in one piece. The model writes a few characters at a time, and each piece is sent on as soon as it is there: from OpenAI to Starlight's server, and from there to this page. That is why the first words appear after a fraction of a second, while the last ones have not been thought of yet.

It also means that things can go wrong **half-way**. The connection can break, the model can fall silent, or the reply can reach the longest length that was allowed. By then the status is long since \`200 OK\`, so the failure has no number of its own, and a page that only looks at the status`;

const AFTER_THE_CUT = ` would show half a sentence as if it were the whole answer.

Starlight looks at how the reply ended instead:

- a **finish reason** and \`[DONE]\` mean that it is complete;
- a finish reason other than \`stop\` means that it was ended early, and says why;
- neither of them means that it was cut.

In each case what has arrived is kept, marked, and can be continued.`;

/** The start of a reply that is about to fail, cut in the middle of a sentence. */
export const PARTIAL_REPLY = BEFORE_THE_CUT;

/** The whole of the reply that `PARTIAL_REPLY` is the start of, for going on after the cut. */
export function wholeReplyAfter(kind: ErrorKind): string {
  return paragraphs(
    BEFORE_THE_CUT + AFTER_THE_CUT,
    `The first part of this reply ended in \`${kind}\`, as you asked. This is the rest, written after the place where it stopped.`,
  );
}

/** What is said when a turn that was made to fail is tried again and works. */
export function retryWorkedReply({ kind, seconds }: SimulateCommand): string {
  const status = statusLineOf(kind);
  const wait = seconds === null || seconds === 0 ? '' : `, with ${seconds} s to wait`;
  return paragraphs(
    '**The retry worked.** This is another attempt of the same turn.',
    `The first one was made to fail: ${status ? `**${status}**, ` : ''}\`${kind}\`${wait}. ${meaningOf(kind)}`,
    ERROR_CATALOGUE[kind].retry === 'never' &&
      'Sending it again as it was would have failed again. What was changed in between made the difference.',
    'Your message was kept while that happened. With a real upstream everything works the same, except that nobody asks for the failure.',
    otherFailuresThan(kind),
  );
}

/** What is said when a failure was asked for that Starlight makes itself and did not. */
export function ownFailureReply(kind: ErrorKind): string {
  return paragraphs(
    `\`${kind}\` is made by Starlight itself, before a request reaches the model. This reply comes from the model's side, so the failure cannot come from here. It is this one:`,
    `**${[statusLineOf(kind), `\`${kind}\``].filter(Boolean).join(': ')}**`,
    meaningOf(kind),
    fixOf(kind),
  );
}

/** What is said to `/simulate` without a kind, or with one that does not exist. */
export function simulateHelpReply(typed: string): string {
  const nearest = nearestKind(typed);
  return paragraphs(
    nearest ? `There is no failure of that name. Perhaps \`/simulate ${nearest}\`?` : null,
    '`/simulate <kind> [seconds]` makes a failure happen. A status number stands for its most usual kind, and the seconds say after how long a retry works: `/simulate 429 8`.',
    ...GROUPS.map(({ title, origin }) => `**${title}**\n\n${listOf(origin)}`),
  );
}

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const GROUPS = [
  { title: 'From OpenAI, instead of a reply', origin: 'upstream' },
  { title: 'In the middle of a reply, or at its end', origin: 'reply' },
  { title: 'From Starlight itself', origin: 'starlight' },
  { title: 'Seen by the browser alone', origin: 'client' },
] as const;

function listOf(origin: (typeof GROUPS)[number]['origin']): string {
  const kinds = KINDS.filter((kind) => ERROR_KINDS[kind].origin === origin);
  return kinds.map((kind) => `\`${kind}\``).join(', ');
}

/** The kind whose name was probably meant, misspelt or in part; null when nothing is near. */
function nearestKind(typed: string): string | null {
  const name = typed
    .slice(0, LONGEST_NAME)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/_?\d{1,9}s?$/, '');
  const near = nearestWord(name, new Map(KINDS.map((kind) => [kind, 0])));
  return near ?? KINDS.find((kind) => name.length > 2 && kind.includes(name)) ?? null;
}

function otherFailuresThan(kind: ErrorKind): string {
  const others = (['rate_limited', 'key_invalid', 'reply_interrupted', 'quota_exhausted'] as const)
    .filter((other) => other !== kind)
    .slice(0, 3);
  return `Others to look at: ${others.map((other) => `\`/simulate ${other}\``).join(', ')}.`;
}
