import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { IMAGE_DATA_URL } from '#lib/core/chat/image-data-url.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { CompletionBody } from '../upstream/reply/completion-body.ts';

// The most expensive image of a small model: 2,833 tokens and 5,667 for each of 8 tiles
// (developers.openai.com/api/docs/guides/images-vision, gpt-4o-mini).
const MAX_TOKENS_PER_IMAGE = 48_169;
// Role, separators and the start of the reply.
const TOKENS_PER_MESSAGE = 16;

/**
 * The most tokens that a request can be billed for. A token is at least one byte of text, so the bytes
 * of the body are an upper bound for its input in any language; English uses about a quarter of it.
 * Some tokenizers normalize first (Qwen's to NFC, SentencePiece's to NFKC), which can turn one Arabic
 * character into eighteen, so the longest of the three forms counts.
 * Members that no model reads are excluded, and so are the bytes of images, which are billed by size:
 * only the data URL of an `image_url` part counts as an image.
 *
 * @param body exactly what is sent; hidden reasoning counts toward its output limit
 */
export function worstCaseUsage(body: CompletionBody): Usage {
  const { model, stream, stream_options, max_tokens, max_completion_tokens, ...billed } = body;
  const images = body.messages.flatMap(imagesIn);
  const imageBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    inputTokens:
      longestFormBytes(JSON.stringify(billed)) -
      imageBytes +
      body.messages.length * TOKENS_PER_MESSAGE +
      images.length * MAX_TOKENS_PER_IMAGE,
    outputTokens: max_completion_tokens ?? max_tokens ?? 0,
  };
}

function longestFormBytes(text: string): number {
  const forms = [text, text.normalize('NFC'), text.normalize('NFKC')];
  return Math.max(...forms.map((form) => Buffer.byteLength(form)));
}

/** The images of one message, and how many bytes each takes in the body; a URL also counts as text. */
function imagesIn(message: unknown): { bytes: number }[] {
  const content = fieldOf(message, 'content');
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown) => {
    const url = fieldOf(fieldOf(part, 'image_url'), 'url');
    if (fieldOf(part, 'type') !== 'image_url' || typeof url !== 'string') return [];
    return [{ bytes: IMAGE_DATA_URL.test(url) ? url.length : 0 }];
  });
}
