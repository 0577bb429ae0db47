import 'server-only';
import { SUGGESTED_QUESTIONS } from './about-replies.ts';

/** The honest reply to everything else. It repeats nothing of the question, which may hold a secret. */
export const FALLBACK_REPLY = `I have no answer to that: I'm a simulated model with a fixed set of answers. With an OpenAI key, a real model answers here. Here is what I can do:

${SUGGESTED_QUESTIONS}`;
