import 'server-only';
import type { Usage } from '#lib/core/chat-events.ts';

// What the dearest picture of a small model came to: 2,833 tokens and 5,667 for each of 8 tiles
// (developers.openai.com/api/docs/guides/images-vision, gpt-4o-mini).
const MOST_TOKENS_OF_AN_IMAGE = 48_169;
// Role, separators and the start of the reply.
const TOKENS_AROUND_A_MESSAGE = 16;

/**
 * The most tokens that a request can be billed for. A token is never less than a byte of text, so the
 * bytes of the request bound its input from above, whatever the language; English uses about a quarter.
 *
 * @param sent everything that goes to the model: messages, and tools or formats with them
 * @param maxOutputTokens the limit that is sent along; hidden reasoning counts within it
 */
export function worstCaseOf(sent: readonly unknown[], maxOutputTokens: number): Usage {
  let images = 0;
  const text = JSON.stringify(sent, (_, value: unknown) => {
    if (!isImage(value)) return value;
    images += 1;
    return '';
  });
  return {
    inputTokens:
      Buffer.byteLength(text) +
      sent.length * TOKENS_AROUND_A_MESSAGE +
      images * MOST_TOKENS_OF_AN_IMAGE,
    outputTokens: maxOutputTokens,
  };
}

function isImage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'image_url' in value;
}
