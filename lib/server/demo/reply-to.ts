import 'server-only';
import {
  isSimulateCommand,
  parseSimulateCommand,
  type SimulateCommand,
} from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import { trimEndWhile } from '#lib/core/text/trim-end-while.ts';
import { findReply } from './find-reply.ts';
import { ABOUT_REPLY, SUGGESTED_QUESTIONS } from './replies/about-replies.ts';
import { FALLBACK_REPLY } from './replies/fallback-reply.ts';
import {
  completeReplyAfter,
  ownFailureReply,
  retryWorkedReply,
  simulateHelpReply,
} from './replies/simulation-replies.ts';
import { CITING_TEXT } from './samples/reply-members.ts';
import type { DemoMessage } from './stream/completion-request.ts';

const FOREIGN_TEXT = `

The text before this ends there. I'm a simulated model and didn't write it, so I can't continue it. To see what I know, ask "What can you do?".`;
const NOTHING_MORE = `That's all I know about this. Here is what else I can do:

${SUGGESTED_QUESTIONS}`;

const MAX_REQUEST_LENGTH = 60;
const ASKS_TO_CONTINUE =
  /^(?:please )?(?:continue(?: (?:your|the) [a-z ]{1,40})?|go on|carry on|keep going|more|tell me more)$/;

/**
 * The simulated model's reply to a conversation; the same conversation always gets the same reply.
 * After an assistant message, the reply continues that message from exactly where it stopped.
 *
 * @param found what a search of the web adds to the reply
 */
export function replyTo(messages: readonly DemoMessage[], found = ''): string {
  const turns = messages.filter(({ role }) => role === 'user' || role === 'assistant');
  const last = turns.at(-1);
  if (!last) return ABOUT_REPLY + found;
  if (last.role === 'assistant') {
    const rest = restOf(turns.slice(0, -1), last.text, found);
    if (rest === null) return FOREIGN_TEXT;
    return rest === '' ? `\n\n${NOTHING_MORE}` : rest;
  }
  return asksToContinue(last.text)
    ? continueReply(turns.slice(0, -1), found)
    : withFound(answer(last), found);
}

/** The failure the last message requests; null for any other message, or one that is not the user's. */
export function requestedSimulation(messages: readonly DemoMessage[]): SimulateCommand | null {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  return last?.role === 'user' ? parseSimulateCommand(last.text) : null;
}

function asksToContinue(text: string): boolean {
  const words = text.slice(0, MAX_REQUEST_LENGTH).toLowerCase().trim();
  return text.length <= MAX_REQUEST_LENGTH && ASKS_TO_CONTINUE.test(trimEndWhile(words, /\W/));
}

function answer(question: DemoMessage): string {
  if (isSimulateCommand(question.text)) return simulationReply(question.text);
  return findReply(question) ?? FALLBACK_REPLY;
}

/** The reply to a `/simulate` that does not fail, or no longer fails. */
function simulationReply(text: string): string {
  const command = parseSimulateCommand(text);
  if (!command) return simulateHelpReply(text.replace(/^\s*\S+/, ''));
  const isOurs = ERROR_KINDS[command.kind].origin === 'starlight';
  return isOurs ? ownFailureReply(command.kind) : retryWorkedReply(command);
}

/** The rest of the last reply if it was cut, when a message asks for it. */
function continueReply(before: readonly DemoMessage[], found: string): string {
  const last = before.at(-1);
  if (last?.role !== 'assistant') return ABOUT_REPLY;
  return restOf(before.slice(0, -1), last.text, found)?.trimStart() || NOTHING_MORE;
}

/** The rest of a reply that begins with `text`; null if none of our replies does. */
function restOf(before: readonly DemoMessage[], text: string, found: string): string | null {
  const replies = possibleReplies(before);
  const reply = [...replies.map((each) => withFound(each, found)), ...replies].find((candidate) =>
    candidate.startsWith(text),
  );
  return reply === undefined ? null : reply.slice(text.length);
}

function possibleReplies(before: readonly DemoMessage[]): string[] {
  const command = requestedSimulation(before);
  return command ? [completeReplyAfter(command.kind), replyTo(before)] : [replyTo(before)];
}

/** A reply that has the same pages already stays as it is. */
function withFound(reply: string, found: string): string {
  return reply.includes(CITING_TEXT) ? reply : reply + found;
}
