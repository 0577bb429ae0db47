import type { ChatMessage } from './chat-log.ts';

/** The visible messages by turn: a question and what follows it. Replies before any question are the first. */
export function turnsOf(path: readonly ChatMessage[]): ChatMessage[][] {
  const turns: ChatMessage[][] = [];
  for (const message of path) {
    const turn = turns.at(-1);
    if (turn && message.role !== 'user') turn.push(message);
    else turns.push([message]);
  }
  return turns;
}
