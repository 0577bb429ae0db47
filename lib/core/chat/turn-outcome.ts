import type { ChatMessage } from './chat-log.ts';
import { isRunning } from './chat-reducer.ts';

/**
 * How the last turn of a path stands. `well`: the whole reply arrived, and the next message can follow it.
 * `badly`: it failed, was stopped or was cut off, or there is none.
 */
type TurnOutcome = 'running' | 'well' | 'badly';

export function turnOutcomeOf(
  path: readonly Pick<ChatMessage, 'role' | 'status' | 'error'>[],
): TurnOutcome {
  if (path.some(isRunning)) return 'running';
  const last = path.at(-1);
  return last?.role === 'assistant' && last.status === 'done' && !last.error ? 'well' : 'badly';
}
