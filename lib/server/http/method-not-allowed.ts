import 'server-only';
import { MethodNotAllowedError } from '../guards/require-method.ts';
import { apiRoute } from './api-route.ts';

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
