import 'server-only';
import { SUGGESTED_QUESTIONS } from './about-replies.ts';
import type { TopicReply } from './topic-reply.ts';

const LONGEST_ECHO = 60;
// Long runs without a space are keys, tokens, addresses: not a topic, and not to be repeated.
const LONGEST_WORD = 20;
const LONGEST_READ = 500;
// Words and numbers with the marks of a sentence; letters and digits are not mixed, as they are in keys.
const HARMLESS = /^[("']{0,3}(?:[\p{L}\p{M}'’-]{1,20}|[\p{N}.,]{1,6})[)"'.,?!:;-]{0,9}$/u;

/** The honest answer to everything else. */
export function fallbackReply(question: string): TopicReply {
  const topic = echoOf(question);
  return {
    text: `${topic === '' ? 'I have no answer to that' : `I have no answer about “${topic}”`}: I am a simulated model, and I only know OpenAI's errors and how to set Starlight up. A real model answers here as soon as there is a key.

What I can answer well, for example:

${SUGGESTED_QUESTIONS}`,
    more: [
      'There is no more to it, since I had no answer in the first place. Ask "what can you do" for what I know.',
    ],
  };
}

export const IMAGE_REPLY: TopicReply = {
  text: `Your picture arrived: it came with the message as a data URL, which is how it would be sent to OpenAI. I am a simulated model and do not look at it.

A real model behind Starlight does, if it can read pictures. One that cannot answers with **400**, and one that is damaged or too large is named as \`image_rejected\`: \`/simulate image_rejected\` shows that.`,
  more: ['OpenAI takes PNG, JPEG, WebP and GIF that do not move.'],
};

export const PASTED_KEY_REPLY: TopicReply = {
  text: `**That looks like an API key.** Whoever reads this conversation can use it, so it is best to treat it as leaked:

1. Revoke it at [platform.openai.com/api-keys](https://platform.openai.com/api-keys).
2. Create a new one.
3. Put that into \`OPENAI_API_KEY\` on the server, never into the chat.

I have not repeated it, and this demo sends nothing on. Deleting this conversation removes it from this browser.`,
  more: [
    'To find out whether a key works, run `npm run doctor` where the server runs. It never prints the key.',
  ],
};

/**
 * What was asked, short; empty when any of it could be markup, an address or a secret, of which not
 * even a piece is to be repeated.
 */
function echoOf(question: string): string {
  const words = question.slice(0, LONGEST_READ).normalize('NFKC').split(/\s+/).filter(Boolean);
  if (words.some((word) => word.length > LONGEST_WORD || !HARMLESS.test(word))) return '';
  let echo = '';
  for (const word of words) {
    if (echo.length + word.length + 1 > LONGEST_ECHO) return `${echo}…`;
    echo = echo === '' ? word : `${echo} ${word}`;
  }
  return echo.replace(/[.,?!:;-]{1,60}$/, '');
}
