import 'server-only';
import { MethodNotAllowedError } from '../guards/require-method.ts';
import { apiRoute } from './api-route.ts';

/**
 * A handler for the methods that a route does not support. A route file exports it under each of
 * them, since Next answers missing methods with an empty page.
 */
export function methodNotAllowed(
  route: string,
  ...allowed: string[]
): (request: Request) => Promise<Response> {
  return apiRoute(route, async () => {
    throw new MethodNotAllowedError(allowed);
  });
}
