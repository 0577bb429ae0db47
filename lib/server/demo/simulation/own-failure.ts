import 'server-only';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { parseSimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { typedText } from '#lib/core/chat/typed-text.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { attemptOf } from './attempt.ts';
import type { SimulationMemory } from './simulation-memory.ts';

/**
 * The failure of Starlight's own that a chat request asks for (`/simulate budget_spent`). The chat route
 * answers with it before calling the upstream, which cannot produce it. Null if none is requested, or if
 * this turn has already failed and the retry should succeed.
 *
 * @param turn the id that the upstream gets as `X-Client-Request-Id`
 * @param options `model`: the requested model; without it, no change of model fixes a failure
 */
export function requestedOwnFailure(
  messages: readonly ChatRequestMessage[],
  turn: string,
  {
    memory,
    now,
    model = '',
  }: { memory: SimulationMemory; now: number; model?: string | undefined },
): Failure | null {
  const last = messages.at(-1);
  if (last?.role !== 'user') return null;
  const command = parseSimulateCommand(typedText(last));
  if (!command || ERROR_KINDS[command.kind].origin !== 'starlight') return null;
  const request = { turn, model, messageCount: messages.length };
  const attempt = attemptOf(command, request, { memory, now, usualWaitMs: null });
  if (!attempt.fails) return null;
  const { retryAfterMs } = attempt;
  return { kind: command.kind, ...(retryAfterMs !== null && { retryAfterMs }) };
}
