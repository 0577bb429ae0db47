import 'server-only';
import type { Usage } from '#lib/core/chat/chat-events.ts';
import { isImageDataUrl } from '#lib/core/chat/image-data-url.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';
import type { WebSearchMethod } from '#lib/core/models/web-search-methods.ts';
import type { CompletionBody } from '../upstream/reply/completion-body.ts';
import {
  type ApiRequest,
  dialectsFor,
  type RequestOptions,
  toApiRequest,
} from '../upstream/request/api-request.ts';
import type { ResponsesBody } from '../upstream/responses/responses-body.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';

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
  return {
    inputTokens: mostInputTokens(billed, body.messages),
    outputTokens: max_completion_tokens ?? max_tokens ?? 0,
  };
}

/** The same for a body of the Responses API, where a data URL stands in an `input_image` part. */
export function worstCaseOfResponse(body: ResponsesBody): Usage {
  const { model, stream, store, max_output_tokens, truncation, reasoning, include, ...billed } =
    body;
  return {
    inputTokens: mostInputTokens(billed, body.input),
    outputTokens: max_output_tokens ?? 0,
  };
}

/**
 * The most tokens that a chat request can be billed for, in whichever API it is sent in the end: which one
 * an upstream accepts is not known before.
 *
 * @param search how it asks for a search of the web; for what that finds, see `withMostSearches`
 */
export function worstCaseOfChat(
  request: UpstreamRequest,
  options: RequestOptions,
  search: WebSearchMethod | null = null,
): Usage {
  const usages = dialectsFor(request.model, options, search).map((dialect) =>
    worstCaseOf(toApiRequest(dialect, request, options, search)),
  );
  return {
    inputTokens: Math.max(...usages.map(({ inputTokens }) => inputTokens)),
    outputTokens: Math.max(...usages.map(({ outputTokens }) => outputTokens)),
  };
}

/** The same for a request in either API. */
export function worstCaseOf({ dialect, body }: ApiRequest): Usage {
  return dialect === 'chat' ? worstCaseUsage(body) : worstCaseOfResponse(body);
}

function mostInputTokens(billed: object, messages: readonly unknown[]): number {
  const images = messages.flatMap(imagesIn);
  const imageBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    longestFormBytes(JSON.stringify(billed)) -
    imageBytes +
    messages.length * TOKENS_PER_MESSAGE +
    images.length * MAX_TOKENS_PER_IMAGE
  );
}

function longestFormBytes(text: string): number {
  const forms = [text, text.normalize('NFC'), text.normalize('NFKC')];
  return Math.max(...forms.map((form) => Buffer.byteLength(form)));
}

/** The images of one message or item, and how many bytes each takes in the body; a URL also counts as text. */
function imagesIn(message: unknown): { bytes: number }[] {
  // The result of a tool has an output instead.
  const parts = fieldOf(message, 'content') ?? fieldOf(message, 'output');
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) => {
    const url = imageUrlOf(part);
    if (typeof url !== 'string') return [];
    return [{ bytes: isImageDataUrl(url) ? url.length : 0 }];
  });
}

function imageUrlOf(part: unknown): unknown {
  const image = fieldOf(part, 'image_url');
  switch (fieldOf(part, 'type')) {
    case 'image_url':
      return fieldOf(image, 'url');
    case 'input_image':
      return image;
    default:
      return undefined;
  }
}
