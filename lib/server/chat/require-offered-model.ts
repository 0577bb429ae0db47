import 'server-only';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * The model to use: the requested one, or the default if none was requested.
 *
 * @throws `model_not_offered` for a model that is not on the operator's list
 */
export function requireOfferedModel(
  requested: string | undefined,
  { models }: Pick<Config, 'models'>,
): string {
  if (requested === undefined) return models[0];
  if (models.includes(requested)) return requested;
  throw new StarlightError({
    kind: 'model_not_offered',
    details: keepValidDetails({ model: requested }),
  });
}
