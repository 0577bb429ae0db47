import { examineSite } from '#lib/server/doctor/handle-doctor.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';

export const maxDuration = 60;

const refuse = methodNotAllowed('/api/doctor', 'POST');

export const POST = apiRoute('/api/doctor', examineSite);
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
