import { POST as chat } from '#app/api/chat/route.ts';
import { POST as signIn, DELETE as signOut } from '#app/api/session/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { startServer } from '#lib/server/process/start-server.ts';
import { serveHandlers } from './serve-handlers.ts';

// One instance of Starlight in a process of its own, without Next; see `startInstance`.
startServer();
const server = await serveHandlers({
  '/api/chat': chat,
  '/api/session': (request) => (request.method === 'DELETE' ? signOut(request) : signIn(request)),
  '/v1/chat/completions': complete,
});
process.send?.({ origin: server.origin });
