import 'server-only';
import type { ChatRequestMessage } from '#lib/core/chat/chat-request.ts';
import { parseSimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import { attemptOf } from './attempt.ts';
import type { SimulationMemory } from './simulation-memory.ts';

/**
 * The failure of Starlight's own that a chat request asks for (`/simulate budget_spent`), for the chat
 * route to answer with before it turns to the upstream, which cannot make it. Null: it asks for none,
 * or this turn has had its failure and the retry is to work.
 *
 * @param turn the same that the upstream is sent as `X-Client-Request-Id`
 * @param options `model`: the one asked for; without it no change of model mends a failure
 */
export function ownFailureAskedFor(
  messages: readonly ChatRequestMessage[],
  turn: string,
  {
    memory,
    now,
    model = '',
  }: { memory: SimulationMemory; now: number; model?: string | undefined },
): Failure | null {
  const last = messages.at(-1);
  if (last?.role !== 'user' || typeof last.content !== 'string') return null;
  const command = parseSimulateCommand(last.content);
  if (!command || ERROR_KINDS[command.kind].origin !== 'starlight') return null;
  const asked = { turn, model, messageCount: messages.length };
  const attempt = attemptOf(command, asked, { memory, now, usualWaitMs: null });
  if (!attempt.fails) return null;
  const { retryAfterMs } = attempt;
  return { kind: command.kind, ...(retryAfterMs !== null && { retryAfterMs }) };
}
