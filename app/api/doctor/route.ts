import { apiRoute } from '#lib/server/api-route.ts';
import { examineSite } from '#lib/server/doctor/handle-doctor.ts';
import { methodNotAllowed } from '#lib/server/guards/method-not-allowed.ts';

export const maxDuration = 60;

const refuse = methodNotAllowed('/api/doctor', 'POST');

export const POST = apiRoute('/api/doctor', examineSite);
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
