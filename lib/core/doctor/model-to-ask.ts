import { chooseModels } from '../models/choose-models.ts';
import type { DoctorRun } from './doctor-check.ts';
import type { DoctorFacts } from './doctor-facts.ts';

/** The default model among those chosen by name; a description of it if patterns decide. */
export function defaultModelOf({ upstream }: Pick<DoctorFacts, 'upstream'>): string {
  return upstream.models[0] ?? 'the default model';
}

/**
 * The run with the default model that a visitor would get, if patterns in STARLIGHT_MODELS decide it; null
 * if it can't be known without the upstream's list.
 */
export function withModelToAsk<Run extends Pick<DoctorRun, 'facts' | 'memory'>>(
  run: Run,
): Run | null {
  const { facts, memory } = run;
  const { models, modelSelection, mayMatch } = facts.upstream;
  if (!modelSelection) return models.length === 0 ? null : run;
  const listed = memory.listedModels ?? null;
  const ids = chooseModels(modelSelection, listed, mayMatch).map(({ id }) => id);
  if (ids.length === 0) return null;
  return { ...run, facts: { ...facts, upstream: { ...facts.upstream, models: ids } } };
}
