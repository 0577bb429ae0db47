import 'server-only';

// A word with its leading space, a run of punctuation, line breaks, or a space, like OpenAI's deltas.
const TOKEN = /\n+| ?[\p{L}\p{M}\p{N}]{1,14}| ?[^\s\p{L}\p{M}\p{N}]{1,3}|\s/gu;

/** Splits a text into pieces of about one token. Joined, they equal the text; no code point is split. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Estimates a text's tokens without splitting it: four characters per token, OpenAI's rule of thumb. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
