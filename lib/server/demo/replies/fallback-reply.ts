import 'server-only';
import { SUGGESTED_QUESTIONS } from './about-replies.ts';

const MAX_ECHO_LENGTH = 60;
// Long runs without a space are keys, tokens or URLs, not topics, and must not be repeated.
const MAX_WORD_LENGTH = 20;
const MAX_READ_LENGTH = 500;
// Words and numbers with punctuation; letters and digits never mix, as they do in keys.
const HARMLESS = /^[("']{0,3}(?:[\p{L}\p{M}'’-]{1,20}|[\p{N}.,]{1,6})[)"'.,?!:;-]{0,9}$/u;

/** The honest answer to everything else: this is a simulated model, and here is what it can do. */
export function fallbackReply(question: string): string {
  const topic = echoOf(question);
  return `I have no answer ${topic === '' ? 'to that' : `about “${topic}”`}: I'm a simulated model with a fixed set of answers. With an OpenAI key, a real model answers here. Here is what I can do:

${SUGGESTED_QUESTIONS}`;
}

/**
 * A short version of the question; empty if any part could be markup, a URL or a secret, since not even
 * a piece of those may be repeated.
 */
function echoOf(question: string): string {
  const words = question.slice(0, MAX_READ_LENGTH).normalize('NFKC').split(/\s+/).filter(Boolean);
  if (words.some((word) => word.length > MAX_WORD_LENGTH || !HARMLESS.test(word))) return '';
  let echo = '';
  for (const word of words) {
    if (echo.length + word.length + 1 > MAX_ECHO_LENGTH) return `${echo}…`;
    echo = echo === '' ? word : `${echo} ${word}`;
  }
  return echo.replace(/[.,?!:;-]{1,60}$/, '');
}
