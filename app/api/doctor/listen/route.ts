import { listenForPage } from '#lib/server/doctor/listen-for-page.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';

const refuse = methodNotAllowed('/api/doctor/listen', 'POST');

export const POST = apiRoute('/api/doctor/listen', listenForPage);
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
