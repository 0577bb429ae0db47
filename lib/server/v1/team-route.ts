import 'server-only';
import { type ApiContext, apiRoute } from '../http/api-route.ts';
import { toOpenAiFailure } from './openai-error.ts';

/** `apiRoute` for API clients: failures are returned in OpenAI's format. */
export function teamRoute(
  route: string,
  handler: (context: ApiContext) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return apiRoute(
    route,
    (context) => {
      // The caller does not own the key, even on a site where every visitor is the operator.
      context.log.set({ role: 'visitor' });
      return handler(context);
    },
    { formatFailure: toOpenAiFailure },
  );
}
