import { createResponsesHandler } from '#lib/server/v1/responses-handler.ts';

// Vercel ends a function on its own after this many seconds; our total deadline (280 s) comes
// first.
export const maxDuration = 300;

const handleResponses = createResponsesHandler();

// One handler for all methods, so that each refusal is in OpenAI's format.
export const POST = handleResponses;
export const GET = handleResponses;
export const HEAD = handleResponses;
export const PUT = handleResponses;
export const PATCH = handleResponses;
export const DELETE = handleResponses;
export const OPTIONS = handleResponses;
