import 'server-only';
import { SUGGESTED_QUESTIONS } from './about-replies.ts';

const LONGEST_ECHO = 60;
// Long runs without a space are keys, tokens, addresses: not a topic, and not to be repeated.
const LONGEST_WORD = 20;
const LONGEST_READ = 500;
// Words and numbers with the marks of a sentence; letters and digits are not mixed, as they are in keys.
const HARMLESS = /^[("']{0,3}(?:[\p{L}\p{M}'’-]{1,20}|[\p{N}.,]{1,6})[)"'.,?!:;-]{0,9}$/u;

/** The honest answer to everything else: what it is that answers, and what that can do. */
export function fallbackReply(question: string): string {
  const topic = echoOf(question);
  return `I have no answer ${topic === '' ? 'to that' : `about “${topic}”`}: I'm a simulated model with a fixed set of answers. With an OpenAI key, a real model answers here. Here is what I can do:

${SUGGESTED_QUESTIONS}`;
}

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
