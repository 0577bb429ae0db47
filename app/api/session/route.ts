import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';
import { endSession, startSession } from '#lib/server/session/handle-session.ts';

const refuse = methodNotAllowed('/api/session', 'POST', 'DELETE');

export const POST = apiRoute('/api/session', startSession);
export const DELETE = apiRoute('/api/session', endSession);
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const OPTIONS = refuse;
