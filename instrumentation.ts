/** Next calls this once in each server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { startServer } = await import('#lib/server/process/start-server.ts');
  startServer({
    '/api/chat': async () => (await import('#app/api/chat/route.ts')).POST,
    '/v1/chat/completions': async () => (await import('#app/v1/chat/completions/route.ts')).POST,
    '/v1/responses': async () => (await import('#app/v1/responses/route.ts')).POST,
  });
  const { currentConfig } = await import('#lib/server/config/read-config.ts');
  const { guardOutput } = await import('#lib/server/log/guard-output.ts');
  const { development, onVercel } = currentConfig();
  // A developer needs what Next prints, and nobody else is served in development.
  if (!development) guardOutput({ onVercel });
}
