import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/**
 * An `invalid_request` that names the refused member of a request's body.
 *
 * `advice` says in our words what to send instead, and contains nothing of what was sent; null if the name
 * says enough.
 */
export class RefusedParameterError extends StarlightError {
  readonly advice: string | null;

  constructor(parameter: string, advice: string | null = null) {
    super({ kind: 'invalid_request', details: { parameter } });
    this.advice = advice;
  }
}
