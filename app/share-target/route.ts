import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';
import { passSharedOn } from '#lib/server/share/pass-shared-on.ts';

const refuse = methodNotAllowed('/share-target', 'POST');

export const POST = apiRoute('/share-target', (context) => passSharedOn(context));
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
