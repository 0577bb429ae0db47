import { handleModels } from '#lib/server/v1/models-handler.ts';

export const GET = handleModels;
export const HEAD = handleModels;
export const POST = handleModels;
export const PUT = handleModels;
export const PATCH = handleModels;
export const DELETE = handleModels;
export const OPTIONS = handleModels;
