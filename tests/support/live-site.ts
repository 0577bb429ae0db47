import { type AppServer, startApp } from './app-server.ts';
import { delta, reply, roleEvent } from './completion-events.ts';
import { type ScriptableUpstream, startScriptableUpstream } from './scriptable-upstream.ts';

/** The built app, open to anyone, in front of an upstream whose every byte the test controls. */
export type LiveSite = {
  url: string;
  app: AppServer;
  upstream: ScriptableUpstream;
  /**
   * Makes the upstream begin each reply with "It begins", and continue with " and ends." once `end`
   * is called.
   */
  openReply: () => { end: () => void; cut: () => void };
  stop: () => Promise<void>;
};

/** Starts both; the only limits are those a test sets through the upstream. */
export async function startLiveSite(): Promise<LiveSite> {
  const upstream = await startScriptableUpstream();
  const app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'model-one,model-two',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '10000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
  });
  return {
    url: app.url,
    app,
    upstream,
    openReply() {
      const ending = Promise.withResolvers<'end' | 'cut'>();
      upstream.respond(async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write(roleEvent() + delta('It begins'));
        if ((await ending.promise) === 'end') await exchange.write(reply(' and ends.'));
        exchange.end();
      });
      return { end: () => ending.resolve('end'), cut: () => ending.resolve('cut') };
    },
    async stop() {
      await app.stop();
      await upstream.close();
    },
  };
}
