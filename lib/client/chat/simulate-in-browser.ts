import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { parseSimulateCommand, SIMULATED_BY_CLIENT } from '#lib/core/chat/simulate-command.ts';
import type { TurnRequest } from '#lib/core/chat/turn-request.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';

const failedTurns = new Set<string>();

/**
 * Simulates failures that only occur in a browser (`/simulate offline`), once per turn, so that a retry
 * reaches the server. Null: no such command.
 */
export function simulateInBrowser(request: TurnRequest): AsyncGenerator<ChatEvent, void> | null {
  const message = request.messages.at(-1);
  const turnId = request.turnId ?? '';
  if (message?.role !== 'user') return null;
  const kind = parseSimulateCommand(message.content)?.kind;
  if (!kind || !SIMULATED_BY_CLIENT.includes(kind) || failedTurns.has(turnId)) return null;
  failedTurns.add(turnId);
  return failOnce({ kind, status: kind === 'platform_timeout' ? 504 : 0 });
}

async function* failOnce(failure: Parameters<typeof toErrorBody>[0]): AsyncGenerator<ChatEvent> {
  yield { type: 'error', error: toErrorBody(failure, 'none') };
}
