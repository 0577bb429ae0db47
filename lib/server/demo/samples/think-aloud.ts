import 'server-only';
import { USUAL_EFFORT } from '#lib/core/models/capabilities/fit-effort.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import type { DemoMessage } from '../stream/completion-request.ts';

const MAX_READ_LENGTH = 500;
const ASKS_TO_THINK =
  /^\W{0,16}(?:please |now )?think\b|\bthink (?:about it|it (?:over|through)|out loud|aloud|hard|first|step by step)\b|\bhow (?:do you|you|a model|models?|it) thinks?\b|\byour? (?:thinking|thoughts|reasoning)\b/;

const ASKS_TO_THINK_LONG =
  /\bthink (?:too long|(?:on and on|endlessly)|until you(?:'ve| have)? run out\b|as long as you (?:can|like|want))/;

/**
 * What long thinking counts at each effort: more than the usual room for medium and high, and all of it for
 * more. So More room helps the former, and Less thinking all.
 */
const LONG_THINKING_TOKENS: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 500,
  low: 2000,
  medium: 14_000,
  high: 18_000,
  xhigh: 24_000,
  max: 32_000,
};

const LONG_THINKING = `The message asks me to think for as long as I can. I'm a simulated model, so I write a few lines and report as many tokens as a model would have used that thinks like this.

Try one way. Check it. It seems right, but is it? Try another way, and compare the two. They differ, so one of them must be wrong. Which one?

Back to the start, then. Read the question again. List what is known, and what is not. Try the first way again, more slowly this time…`;

const THINKING = `The message asks me to think before I answer, so first: what is being asked? I read it again and look for the part that decides the answer.

I'm a simulated model, so this is not real thinking. It's a fixed text, sent the way reasoning models send theirs: in a field of its own (\`reasoning_content\`), before the first word of the answer.

A real model would now try an approach, notice a mistake, and start over. "Wait, that can't be right" is a common sentence at this point. It would check the result, perhaps twice.

That's enough. I know what to say.`;

/** The answer to a question that asks for nothing but thinking. */
export const THINKING_ANSWER = `**What came before this was thinking.** Reasoning models write it before they answer, and providers send it in different places: in a field of its own, in parts, or in the text between tags such as \`<think>\`. Starlight shows it apart from the answer.

- It's not part of the reply: it isn't copied with it, and isn't sent back with your next message.
- It's paid for like the rest of the reply, and counts toward its longest length. A model that uses up all of it thinking leaves no room for an answer, and a banner then says so.
- Stop works while the model thinks.

Ask something else with it, such as "Think about it: what does 429 mean?", and the answer to that follows. Ask me to "Think until you run out of room" to see a reply without an answer, and what helps: more room, or less thinking. How much a model thinks is set with the model, at the top.`;

type Thoughts = { thinking: string | null; thinkingTokens?: number };

/** What the simulated model thinks before its reply: nothing if the last message does not ask for it. */
export function thinkAloud(
  messages: readonly DemoMessage[],
  effort: ReasoningEffort = USUAL_EFFORT,
): Thoughts {
  const last = messages.findLast(({ role }) => role === 'user' || role === 'assistant');
  const question = last?.role === 'user' ? last.text.toLowerCase() : '';
  if (effort === 'none' || !asksToThink(question)) return { thinking: null };
  if (!ASKS_TO_THINK_LONG.test(question.slice(0, MAX_READ_LENGTH))) return { thinking: THINKING };
  return { thinking: LONG_THINKING, thinkingTokens: LONG_THINKING_TOKENS[effort] };
}

/** Whether a question, in lowercase, asks to see thinking. */
export function asksToThink(question: string): boolean {
  return ASKS_TO_THINK.test(question.slice(0, MAX_READ_LENGTH));
}
