import 'server-only';
import { type OutputAllowance, outputRoom } from '#lib/core/models/capabilities/output-room.ts';
import type { OfferedModel } from '#lib/core/models/listed-model.ts';
import { isReasoningEffort } from '#lib/core/models/reasoning-effort.ts';

/** What a client asked for; its effort can be a word that only its provider knows. */
type Asked = { limits: readonly (number | undefined)[]; effort: string | undefined };

/**
 * The output limit of a client's request: its own, the strictest if there are several, up to the most
 * that the operator allows for an answer and thinking; without one, the usual room for its effort.
 */
export function outputLimitOf(
  { limits, effort }: Asked,
  model: OfferedModel,
  allowance: OutputAllowance,
): number {
  const known = isReasoningEffort(effort) ? effort : undefined;
  const { usual, most } = outputRoom(model, known, allowance);
  const asked = limits.filter((limit) => limit !== undefined);
  return asked.length === 0 ? usual : Math.min(...asked, most);
}
