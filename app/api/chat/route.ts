import { createChatHandler } from '#lib/server/chat/chat-handler.ts';
import { apiRoute } from '#lib/server/http/api-route.ts';
import { methodNotAllowed } from '#lib/server/http/method-not-allowed.ts';

// Vercel ends a function on its own after this many seconds; our total deadline (280 s) comes
// first.
export const maxDuration = 300;

const refuse = methodNotAllowed('/api/chat', 'POST');

export const POST = apiRoute('/api/chat', createChatHandler());
export const GET = refuse;
export const HEAD = refuse;
export const PUT = refuse;
export const PATCH = refuse;
export const DELETE = refuse;
export const OPTIONS = refuse;
