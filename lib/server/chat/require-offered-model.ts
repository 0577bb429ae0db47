import 'server-only';
import { keepValidDetails } from '#lib/core/errors/error-body.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { Config } from '../config/config.ts';

/**
 * The model to ask: the default where none was named.
 *
 * @throws `model_not_offered` for any that is not on the operator's list
 */
export function requireOfferedModel(
  asked: string | undefined,
  { models }: Pick<Config, 'models'>,
): string {
  if (asked === undefined) return models[0];
  if (models.includes(asked)) return asked;
  throw new StarlightError({
    kind: 'model_not_offered',
    details: keepValidDetails({ model: asked }),
  });
}
