import { createCompletionsHandler } from '#lib/server/v1/completions-handler.ts';

// Vercel ends a function on its own after this many seconds; our total deadline (280 s) comes
// first.
export const maxDuration = 300;

const handleCompletions = createCompletionsHandler();

// One handler for all methods, so that each refusal is in OpenAI's format.
export const POST = handleCompletions;
export const GET = handleCompletions;
export const HEAD = handleCompletions;
export const PUT = handleCompletions;
export const PATCH = handleCompletions;
export const DELETE = handleCompletions;
export const OPTIONS = handleCompletions;
