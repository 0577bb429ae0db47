import { withoutSnapshotDate } from '../snapshot-date.ts';
import type { CapabilityRow, ModelCapabilities } from './model-capabilities.ts';
import { OPENAI_CAPABILITIES } from './openai-capabilities.ts';
import { OTHER_CAPABILITIES } from './other-capabilities.ts';

/** All rows of the table. */
export const CAPABILITY_TABLE: readonly CapabilityRow[] = [
  ...OPENAI_CAPABILITIES,
  ...OTHER_CAPABILITIES,
];

const CAPABILITIES: ReadonlyMap<string, ModelCapabilities> = new Map(
  CAPABILITY_TABLE.flatMap(({ models, source, date, ...capabilities }) =>
    models.map((model) => [model, capabilities] as const),
  ),
);

/**
 * What is known about a model, a dated snapshot of it, or either behind a provider's prefix
 * (`openai/gpt-5`); empty if nothing is. Nothing is guessed from a similar name.
 */
export function findCapabilities(model: string): ModelCapabilities {
  const name = model.slice(model.lastIndexOf('/') + 1);
  return CAPABILITIES.get(name) ?? CAPABILITIES.get(withoutSnapshotDate(name)) ?? {};
}
