import 'server-only';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';
import { type ListTrouble, listSettled, offeredModels } from '../models/offered-models.ts';
import { requireUsableKey } from './require-usable-key.ts';

/**
 * The model to use: the requested one, or the default if none was requested. If it is not among those
 * known now, and a newer list of the upstream's models is on its way, waits for that list first.
 *
 * @throws `model_not_offered` for a model that is not on the operator's list; if patterns decide, the
 *   failure that keeps the upstream's list from being known, or `not_configured` if nothing on it matches
 */
export async function requireOfferedModel(
  requested: string | undefined,
  config: Config,
): Promise<string> {
  const known = findModel(requested, config);
  if (known !== undefined) return known;
  if (config.modelSelection !== null) {
    requireUsableKey(config);
    await listSettled(config);
  }
  const found = findModel(requested, config);
  if (found !== undefined) return found;
  const { trouble, models } = offeredModels(config);
  if (trouble !== null) throw failureOfTrouble(trouble);
  if (models.length === 0) throw nothingMatches();
  throw new StarlightError({
    kind: 'model_not_offered',
    details: keepValidDetails({ model: requested }),
  });
}

/**
 * The IDs of all offered models; waits for the upstream's list if there is none to show without it.
 *
 * @throws what keeps the list from being known; `not_configured` if nothing on it matches
 */
export async function requireOfferedModels(config: Config): Promise<string[]> {
  if (offeredModels(config).trouble !== null) await listSettled(config);
  const { models, trouble } = offeredModels(config);
  if (models.length === 0) throw trouble === null ? nothingMatches() : failureOfTrouble(trouble);
  return models.map(({ id }) => id);
}

function failureOfTrouble(trouble: ListTrouble): StarlightError {
  return new StarlightError(
    trouble.reason === 'failed' ? trouble.failure : { kind: 'upstream_timeout' },
  );
}

function nothingMatches(): StarlightError {
  const details = { variable: 'STARLIGHT_MODELS', reason: 'no_model_matches' };
  return new StarlightError({ kind: 'not_configured', details });
}

function findModel(requested: string | undefined, config: Config): string | undefined {
  if (requested !== undefined && config.models.includes(requested)) return requested;
  const { models } = offeredModels(config);
  return requested === undefined ? models[0]?.id : models.find(({ id }) => id === requested)?.id;
}
