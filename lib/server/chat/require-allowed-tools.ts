import 'server-only';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * Refuses what the provider would run and bill in addition to the reply, unless the operator allows it.
 *
 * @throws `invalid_request` with the field in `details.field`
 */
export function requireAllowedTools(
  { webSearch }: Pick<ChatRequest, 'webSearch'>,
  { tools }: Pick<Config, 'tools'>,
): void {
  if (!webSearch || tools.includes('web_search')) return;
  throw new StarlightError({ kind: 'invalid_request', details: { field: 'webSearch' } });
}
