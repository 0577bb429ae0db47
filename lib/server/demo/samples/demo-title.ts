import 'server-only';
import { conversationTitleFrom } from '#lib/core/chat/conversation-tree.ts';
import { TITLE_ANSWER, TITLE_INSTRUCTION } from '#lib/core/chat/title-request.ts';

/** The title of the conversation that the page asks about, made of its answer; null for any other question. */
export function demoTitleOf(question: string): string | null {
  if (!question.startsWith(TITLE_INSTRUCTION)) return null;
  const answer = question.slice(question.indexOf(TITLE_ANSWER) + TITLE_ANSWER.length);
  const [sentence = ''] = answer.split(/(?<=[^\s.])[.!?](?=\s|$)/u, 1);
  return conversationTitleFrom(sentence);
}
