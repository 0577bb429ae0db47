import 'server-only';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import { isReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { learnRefusedEffort } from '../../models/learned-efforts.ts';
import { effortsOfCause } from '../wire-error.ts';
import { type ApiRequest, effortOf } from './api-request.ts';

/** Learns from a refusal of an effort what the model takes. */
export function learnEffort(
  baseUrl: string,
  refused: ApiRequest,
  { cause }: Pick<StarlightError, 'cause'>,
): void {
  const listed = effortsOfCause(cause);
  const effort = effortOf(refused);
  if (listed === null || !isReasoningEffort(effort)) return;
  learnRefusedEffort({ baseUrl, model: refused.body.model }, effort, listed);
}
