import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { parseSimulateCommand, SIMULATED_BY_CLIENT } from '#lib/core/chat/simulate-command.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';

const failedTurns = new Set<string>();

/**
 * Makes the failures that only a browser can meet (`/simulate offline`), once for each turn, so that
 * the retry reaches the server. Null: not such a message.
 */
export function simulateInBrowser(request: ChatRequest): AsyncGenerator<ChatEvent, void> | null {
  const asked = request.messages.at(-1);
  const turnId = request.turnId ?? '';
  if (asked?.role !== 'user' || typeof asked.content !== 'string') return null;
  const kind = parseSimulateCommand(asked.content)?.kind;
  if (!kind || !SIMULATED_BY_CLIENT.includes(kind) || failedTurns.has(turnId)) return null;
  failedTurns.add(turnId);
  return failOnce({ kind, status: kind === 'platform_timeout' ? 504 : 0 });
}

async function* failOnce(failure: Parameters<typeof toErrorBody>[0]): AsyncGenerator<ChatEvent> {
  yield { type: 'error', error: toErrorBody(failure, 'none') };
}
