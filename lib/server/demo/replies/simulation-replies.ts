import 'server-only';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import type { SimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { nearestWord } from '#lib/core/guide/search/nearest-word.ts';
import { fixOf, meaningOf, nameOf, paragraphs } from './kind-facts.ts';

const MAX_NAME_LENGTH = 40;
const BEFORE_THE_CUT = `### How a reply reaches you

A reply does not arrive in one piece. The model writes a few characters at a time, and each piece is sent on as soon as it is ready: from OpenAI to Starlight's server, and from there to this page. That is why the first words appear after a fraction of a second, long before the last ones are written.

It also means that things can go wrong **halfway**. The connection can drop, the model can go silent, or the reply can reach the maximum length. By then the status has long been \`200 OK\`, so the failure has no status of its own, and a page that only looks at the status`;

const AFTER_THE_CUT = ` would show half a sentence as if it were the whole answer.

Starlight looks at how the reply ended instead:

- a **finish reason** and \`[DONE]\` mean it is complete;
- a finish reason other than \`stop\` means it ended early, and says why;
- neither of them means it was cut off.

In each case, the text that arrived is kept and marked, and you can continue it.`;

/** The start of a reply that is about to fail, truncated in the middle of a sentence. */
export const PARTIAL_REPLY = BEFORE_THE_CUT;

/** The complete reply that starts with `PARTIAL_REPLY`, for continuing it after the failure. */
export function completeReplyAfter(kind: ErrorKind): string {
  return paragraphs(
    BEFORE_THE_CUT + AFTER_THE_CUT,
    `The first part of this reply ended in \`${kind}\`, as you asked. This is the rest, from where it stopped.`,
  );
}

/** The reply when the retry of a simulated failure succeeds. */
export function retryWorkedReply({ kind, seconds }: SimulateCommand): string {
  const wait = seconds === null || seconds === 0 ? '' : `, with ${seconds} s to wait`;
  return paragraphs(
    '**The retry worked.** This is another attempt at the same turn.',
    `The first one failed on purpose: ${nameOf(kind)}${wait}. ${meaningOf(kind)}`,
    ERROR_CATALOGUE[kind].retry === 'never' &&
      'Sending it again unchanged would have failed again; something changed in between.',
    'Your message was kept the whole time. A real upstream works the same way, except that nobody asks for the failure.',
  );
}

/** The reply when a requested failure can only come from Starlight itself. */
export function ownFailureReply(kind: ErrorKind): string {
  return paragraphs(
    `\`${kind}\` comes from Starlight itself, before a request reaches the model. This reply comes from the model's side, so it can't cause that failure. Here is what it means:`,
    `**${nameOf(kind)}**`,
    meaningOf(kind),
    fixOf(kind),
  );
}

/** The reply to `/simulate` without a kind, or with an unknown one. */
export function simulateHelpReply(typed: string): string {
  const nearest = nearestKind(typed);
  return paragraphs(
    nearest ? `There is no failure with that name. Did you mean \`/simulate ${nearest}\`?` : null,
    '`/simulate <kind> [seconds]` makes a failure happen. A status number stands for its most common kind, and the seconds set how long until a retry works: `/simulate 429 8`.',
    ...GROUPS.map(({ title, origin }) => `**${title}**\n\n${listOf(origin)}`),
  );
}

const KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);
const GROUPS = [
  { title: 'From OpenAI, instead of a reply', origin: 'upstream' },
  { title: 'In the middle of a reply, or at its end', origin: 'reply' },
  { title: 'From Starlight itself', origin: 'starlight' },
  { title: 'Only seen by the browser', origin: 'client' },
] as const;

function listOf(origin: (typeof GROUPS)[number]['origin']): string {
  const kinds = KINDS.filter((kind) => ERROR_KINDS[kind].origin === origin);
  return kinds.map((kind) => `\`${kind}\``).join(', ');
}

/** The kind that a misspelled or partial name probably means; null if none is close. */
function nearestKind(typed: string): string | null {
  const name = typed
    .slice(0, MAX_NAME_LENGTH)
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/_?\d{1,9}s?$/, '');
  const near = nearestWord(name, new Map(KINDS.map((kind) => [kind, 0])));
  return near ?? KINDS.find((kind) => name.length > 2 && kind.includes(name)) ?? null;
}
