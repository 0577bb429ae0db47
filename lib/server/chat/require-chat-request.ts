import 'server-only';
import { type ChatRequest, parseChatRequest } from '#lib/core/chat/chat-request.ts';
import { MAX_MESSAGES } from '#lib/core/chat/max-messages.ts';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { fieldOf } from '#lib/core/json/field-of.ts';

/**
 * @throws `invalid_request` with the path of the first invalid field in `details.field`; for too many
 *   messages, `body_too_large` with the limit
 */
export function requireChatRequest(body: unknown): ChatRequest {
  const parsed = parseChatRequest(body);
  if (parsed.ok) return parsed.request;
  const sent = fieldOf(body, 'messages');
  if (Array.isArray(sent) && sent.length > MAX_MESSAGES) {
    throw new StarlightError({
      kind: 'body_too_large',
      details: { limit: MAX_MESSAGES, used: sent.length, limitUnit: 'messages' },
    });
  }
  // A field name from an untrusted request may be unsafe to show.
  const details = keepValidDetails({ field: parsed.field }) ?? { field: 'body' };
  throw new StarlightError({ kind: 'invalid_request', details });
}
