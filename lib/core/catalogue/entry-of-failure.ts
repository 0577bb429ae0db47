import type { ErrorBody } from '../errors/error-body.ts';
import type { CatalogueEntry } from './catalogue-entry.ts';
import { GUESSED_ERRORS } from './entries/guessed-errors.ts';
import { ERROR_CATALOGUE } from './error-catalogue.ts';

/** The words for a failure: those of its kind, or more general ones if the kind is only a guess. */
export function entryOfFailure({
  kind,
  certainty,
}: Pick<ErrorBody, 'kind' | 'certainty'>): CatalogueEntry {
  const guess = certainty === 'guessed' ? GUESSED_ERRORS[kind] : undefined;
  return { ...ERROR_CATALOGUE[kind], ...guess };
}
