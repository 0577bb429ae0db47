import 'server-only';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';

/** An error with the methods for `Allow`, which a 405 must include (RFC 9110, 15.5.6). */
export class MethodNotAllowedError extends StarlightError {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super('method_not_allowed');
    this.allowed = allowed;
  }
}

/** @throws `method_not_allowed` unless the request's method is one of `allowed` (upper case). */
export function requireMethod(request: Request, ...allowed: string[]): void {
  if (!allowed.includes(request.method)) throw new MethodNotAllowedError(allowed);
}
