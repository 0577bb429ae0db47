import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';
import { readReadiness } from '#lib/server/process/readiness.ts';

const readiness = apiRoute('/api/ready', async ({ config }) => {
  const found = await readReadiness(config);
  return Response.json(found, { status: found.ready ? 200 : 503 });
});
const refuse = methodNotAllowed('/api/ready', 'GET', 'HEAD');

export const GET = readiness;
export const HEAD = readiness;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
