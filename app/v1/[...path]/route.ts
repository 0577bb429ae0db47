import { handleUnknownPath } from '#lib/server/v1/unknown-path-handler.ts';

export const GET = handleUnknownPath;
export const HEAD = handleUnknownPath;
export const POST = handleUnknownPath;
export const PUT = handleUnknownPath;
export const PATCH = handleUnknownPath;
export const DELETE = handleUnknownPath;
export const OPTIONS = handleUnknownPath;
