import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';

const health = apiRoute('/api/health', async ({ config: { mode, apiKey } }) =>
  Response.json({
    ok: true,
    mode,
    configured: mode === 'demo' || (mode === 'live' && apiKey !== null),
  }),
);
const refuse = methodNotAllowed('/api/health', 'GET', 'HEAD');

export const GET = health;
export const HEAD = health;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
