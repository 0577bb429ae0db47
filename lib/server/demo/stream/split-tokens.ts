import 'server-only';

// A word with the space before it, a run of marks, line breaks, or spaces: what OpenAI's deltas look like.
const TOKEN = /\n+| ?[\p{L}\p{M}\p{N}]{1,14}| ?[^\s\p{L}\p{M}\p{N}]{1,3}|\s/gu;

/** Cuts a text into pieces of about a token. Joined they are the text again; no code point is cut. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** About how many tokens a text has, without cutting it: four characters a token, as OpenAI advises. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
