import { apiRoute } from '#lib/server/http/api-route.ts';
import { refuseUnknownPath } from '#lib/server/http/refuse-unknown-path.ts';

const refuse = apiRoute('/api/*', refuseUnknownPath);

export const GET = refuse;
export const HEAD = refuse;
export const POST = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
