import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';
import { readLog } from '#lib/server/response-log/handle-log.ts';

const read = apiRoute('/api/log', readLog);
const refuse = methodNotAllowed('/api/log', 'GET', 'HEAD');

export const GET = read;
export const HEAD = read;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
