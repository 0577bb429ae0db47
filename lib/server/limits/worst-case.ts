import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { IMAGE_DATA_URL } from '#lib/core/chat/image-data-url.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { CompletionBody } from '../upstream/reply/completion-body.ts';

// What the dearest picture of a small model came to: 2,833 tokens and 5,667 for each of 8 tiles
// (developers.openai.com/api/docs/guides/images-vision, gpt-4o-mini).
const MOST_TOKENS_OF_AN_IMAGE = 48_169;
// Role, separators and the start of the reply.
const TOKENS_AROUND_A_MESSAGE = 16;

/**
 * The most tokens that a request can be billed for. A token is never less than a byte of text, so the
 * bytes of the body bound its input from above, whatever the language; English uses about a quarter.
 * Some tokenizers normalize first (Qwen's to NFC, SentencePiece's to NFKC), and one character of Arabic
 * becomes eighteen; so the longest of the three counts.
 * Left out are the members that no model reads, and the bytes of pictures, which are billed by their
 * size: the data URL of an `image_url` part. No other place or name makes anything a picture.
 *
 * @param body exactly what is sent; hidden reasoning counts within its output limit
 */
export function worstCaseOf(body: CompletionBody): Usage {
  const { model, stream, stream_options, max_tokens, max_completion_tokens, ...read } = body;
  const pictures = body.messages.flatMap(picturesIn);
  const pictureBytes = pictures.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    inputTokens:
      lengthRead(JSON.stringify(read)) -
      pictureBytes +
      body.messages.length * TOKENS_AROUND_A_MESSAGE +
      pictures.length * MOST_TOKENS_OF_AN_IMAGE,
    outputTokens: max_completion_tokens ?? max_tokens ?? 0,
  };
}

function lengthRead(text: string): number {
  const forms = [text, text.normalize('NFC'), text.normalize('NFKC')];
  return Math.max(...forms.map((form) => Buffer.byteLength(form)));
}

/** The pictures of one message, and how many bytes of the body each takes up. An address is text as well. */
function picturesIn(message: unknown): { bytes: number }[] {
  const content = fieldOf(message, 'content');
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown) => {
    const url = fieldOf(fieldOf(part, 'image_url'), 'url');
    if (fieldOf(part, 'type') !== 'image_url' || typeof url !== 'string') return [];
    return [{ bytes: IMAGE_DATA_URL.test(url) ? url.length : 0 }];
  });
}
