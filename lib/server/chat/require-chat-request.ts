import 'server-only';
import { type ChatRequest, parseChatRequest } from '#lib/core/chat/chat-request.ts';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/** @throws `invalid_request` with the path of the first invalid field in `details.field`. */
export function requireChatRequest(body: unknown): ChatRequest {
  const parsed = parseChatRequest(body);
  if (parsed.ok) return parsed.request;
  // A field name from an untrusted request may be unsafe to show.
  const details = keepValidDetails({ field: parsed.field }) ?? { field: 'body' };
  throw new StarlightError({ kind: 'invalid_request', details });
}
