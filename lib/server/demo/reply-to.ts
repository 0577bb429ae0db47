import 'server-only';
import {
  isSimulateCommand,
  parseSimulateCommand,
  type SimulateCommand,
} from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import { findReply } from './find-reply.ts';
import { isFollowUp } from './follow-up.ts';
import { ABOUT_REPLY, SUGGESTED_QUESTIONS } from './replies/about-replies.ts';
import { explainKind } from './replies/error-replies.ts';
import { fallbackReply } from './replies/fallback-reply.ts';
import {
  ownFailureReply,
  retryWorkedReply,
  simulateHelpReply,
  wholeReplyAfter,
} from './replies/simulation-replies.ts';
import type { TopicReply } from './replies/topic-reply.ts';
import type { DemoMessage } from './stream/completion-request.ts';

const NOT_MINE = `

The text before this ends there. I'm a simulated model and didn't write it, so I can't continue it. To see what I know, ask "What can you do?".`;
const NOTHING_MORE = `That is all I know about this. Here is what else I can do:

${SUGGESTED_QUESTIONS}`;

/**
 * The reply of the simulated model to a conversation; the same conversation always gets the same.
 * After an assistant message it is what comes next in that message, from exactly where it stopped.
 */
export function replyTo(messages: readonly DemoMessage[]): string {
  const turns = messages.filter(({ role }) => role === 'user' || role === 'assistant');
  const last = turns.at(-1);
  if (!last) return ABOUT_REPLY.text;
  if (last.role === 'assistant') return continuationOf(turns.slice(0, -1), last.text);
  return isFollowUp(last.text) ? followUpReply(turns.slice(0, -1), last) : answer(last).text;
}

/** The failure that the last message asks for; null when it is another message, or not the user's. */
export function simulationAskedFor(messages: readonly DemoMessage[]): SimulateCommand | null {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  return last?.role === 'user' ? parseSimulateCommand(last.text) : null;
}

function answer(asked: DemoMessage): TopicReply {
  if (isSimulateCommand(asked.text)) return simulationReply(asked.text);
  return findReply(asked) ?? fallbackReply(asked.text);
}

/** What is said to a `/simulate` that does not fail (any more), and on being asked about it. */
function simulationReply(text: string): TopicReply {
  const command = parseSimulateCommand(text);
  if (!command) return { text: simulateHelpReply(text.replace(/^\s*\S+/, '')) };
  const { kind } = command;
  const isOurs = ERROR_KINDS[kind].origin === 'starlight';
  const explained = explainKind(kind);
  return {
    text: isOurs ? ownFailureReply(kind) : retryWorkedReply(command),
    more: [explained.text, ...(explained.more ?? [])],
  };
}

function continuationOf(before: readonly DemoMessage[], text: string): string {
  const rest = restOf(before, text);
  if (rest === null) return NOT_MINE;
  if (rest !== '') return rest;
  return `\n\n${moreOn(before, 0)}`;
}

function followUpReply(before: readonly DemoMessage[], asked: DemoMessage): string {
  const last = before.at(-1);
  if (last?.role === 'assistant') {
    const rest = restOf(before.slice(0, -1), last.text);
    if (rest) return rest.trimStart();
  }
  return before.some(({ role }) => role === 'user') ? moreOn(before, 0) : answer(asked).text;
}

/** What is missing of a reply that begins with `text`; null when no reply of ours does. */
function restOf(before: readonly DemoMessage[], text: string): string | null {
  const whole = possibleReplies(before).find((reply) => reply.startsWith(text));
  return whole === undefined ? null : whole.slice(text.length);
}

function possibleReplies(before: readonly DemoMessage[]): string[] {
  const asked = simulationAskedFor(before);
  return asked ? [wholeReplyAfter(asked.kind), replyTo(before)] : [replyTo(before)];
}

/** The next thing to say on the topic of the last question; the follow-ups before this one were answered. */
function moreOn(before: readonly DemoMessage[], answered: number): string {
  const index = before.findLastIndex(({ role }) => role === 'user');
  const asked = before[index];
  if (!asked) return NOTHING_MORE;
  if (isFollowUp(asked.text)) return moreOn(before.slice(0, index), answered + 1);
  return answer(asked).more?.[answered] ?? NOTHING_MORE;
}
