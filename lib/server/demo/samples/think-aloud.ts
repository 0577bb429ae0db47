import 'server-only';
import type { DemoMessage } from '../stream/completion-request.ts';

const MAX_READ_LENGTH = 500;
const ASKS_TO_THINK =
  /^\W{0,16}(?:please |now )?think\b|\bthink (?:about it|it (?:over|through)|out loud|aloud|hard|first|step by step)\b|\bhow (?:do you|you|a model|models?|it) thinks?\b|\byour? (?:thinking|thoughts|reasoning)\b/;

const THINKING = `The message asks me to think before I answer, so first: what is being asked? I read it again and look for the part that decides the answer.

I'm a simulated model, so this is not real thinking. It's a fixed text, sent the way reasoning models send theirs: in a field of its own (\`reasoning_content\`), before the first word of the answer.

A real model would now try an approach, notice a mistake, and start over. "Wait, that can't be right" is a common sentence at this point. It would check the result, perhaps twice.

That's enough. I know what to say.`;

/** The answer to a question that asks for nothing but thinking. */
export const THINKING_ANSWER = `**What came before this was thinking.** Reasoning models write it before they answer, and providers send it in different places: in a field of its own, in parts, or in the text between tags such as \`<think>\`. Starlight shows it apart from the answer.

- It's not part of the reply: it isn't copied with it, and isn't sent back with your next message.
- It's paid for like the rest of the reply, and counts toward its longest length. A model that uses up all of it thinking leaves no room for an answer, and a banner then says so.
- Stop works while the model thinks.

Ask something else with it, such as "Think about it: what does 429 mean?", and the answer to that follows.`;

/** What the simulated model thinks before its reply; null if the last message does not ask for it. */
export function thinkAloud(messages: readonly DemoMessage[]): string | null {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  return last?.role === 'user' && asksToThink(last.text.toLowerCase()) ? THINKING : null;
}

/** Whether a question, in lowercase, asks to see thinking. */
export function asksToThink(question: string): boolean {
  return ASKS_TO_THINK.test(question.slice(0, MAX_READ_LENGTH));
}
