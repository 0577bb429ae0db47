import 'server-only';
import type { Audience } from '#lib/core/catalogue/catalogue-entry.ts';
import type { ChatRequest } from '#lib/core/chat/chat-request.ts';
import { isSimulateCommand } from '#lib/core/chat/simulate-command.ts';
import { typedText } from '#lib/core/chat/typed-text.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { requestedOwnFailure } from '../demo/simulation/own-failure.ts';
import type { Upstream } from '../upstream/create-upstream.ts';
import { demoUpstreamFor, simulationMemory, upstreamFor } from '../upstream/upstream-for-config.ts';
import { requireUsableKey } from './require-usable-key.ts';

/** The upstream for a turn, and the id it is sent under. `simulated`: it costs nothing. */
type ChosenUpstream = { upstream: Upstream; clientRequestId: string; simulated: boolean };

/**
 * Chooses the upstream for a turn. `/simulate …` goes to the simulated upstream in demo mode and for
 * the operator; failures that only Starlight itself can produce are thrown here.
 *
 * @throws the requested failure, or what is wrong with the key
 */
export function chooseUpstream(
  { messages, model, turnId }: Pick<ChatRequest, 'messages' | 'model' | 'turnId'>,
  { config, role, requestId }: { config: Config; role: Audience; requestId: string },
): ChosenUpstream {
  const isDemo = config.mode === 'demo';
  if (isDemo || (role === 'operator' && isFailureRequested(messages))) {
    // The simulated upstream recognizes a retry by its turn id.
    const turn = turnId ?? requestId;
    const memory = simulationMemory();
    const failure = requestedOwnFailure(messages, turn, { memory, now: Date.now(), model });
    if (failure) throw new StarlightError(failure);
    return { upstream: demoUpstreamFor(config), clientRequestId: turn, simulated: true };
  }
  requireUsableKey(config);
  return { upstream: upstreamFor(config), clientRequestId: requestId, simulated: false };
}

function isFailureRequested(messages: ChatRequest['messages']): boolean {
  const last = messages.at(-1);
  return last?.role === 'user' && isSimulateCommand(typedText(last));
}
