import 'server-only';
import { apiRoute } from '../api-route.ts';
import { MethodNotAllowedError } from './require-method.ts';

/**
 * A handler for the methods a route does not have. A route file exports it under each of them, since
 * Next answers those it does not find with an empty page.
 */
export function methodNotAllowed(
  route: string,
  ...allowed: string[]
): (request: Request) => Promise<Response> {
  return apiRoute(route, async () => {
    throw new MethodNotAllowedError(allowed);
  });
}
