import { startApp } from '#tests/support/app-server.ts';
import { startScriptableUpstream } from '#tests/support/scriptable-upstream.ts';
import { sharedLink } from '../gallery-steps.ts';
import { CHAT_STATES } from './chat-states.ts';
import { DIALOG_STATES } from './dialog-states.ts';
import { button, type GallerySite, screen } from './gallery-state.ts';
import { READING_STATES } from './reading-states.ts';
import { LIVE_SITES } from './site-states.ts';

const DEMO = {
  STARLIGHT_DEMO: '1',
  STARLIGHT_RATE_LIMIT: '10000',
  STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
};
/** Every state of every page, in gallery order. */
export const GALLERY_SITES: readonly GallerySite[] = [
  { title: 'The chat', env: DEMO, states: CHAT_STATES },
  { title: 'Replies and messages', env: DEMO, states: READING_STATES },
  { title: 'Dialogs', env: DEMO, states: DIALOG_STATES },
  {
    title: 'Other pages',
    env: DEMO,
    states: [
      screen('demo', 'Demo', '/demo'),
      screen('setup-demo', 'From the demo to a key', '/setup'),
      {
        ...{ name: 'doctor', caption: 'Doctor' },
        go: async (page, url) => {
          await page.goto(`${url}/doctor`);
          await button(page, 'Check everything again').waitFor();
        },
      },
      screen('guide', 'Error guide', '/errors'),
      screen('guide-page', 'A guide page', '/errors/rate_limited'),
      screen('guide-search', 'Guide search', '/errors?q=insufficient_quota'),
      screen('guide-search-none', 'Guide search without hits', '/errors?q=qwxzy'),
      screen('shared', 'A shared conversation', sharedLink()),
      screen('shared-damaged', 'A link that was cut off', '/shared#1.AAAA'),
      screen('not-found', '404', '/nowhere'),
      {
        ...{ name: 'page-error', caption: 'The page itself failed', alone: true },
        go: async (page, url) => {
          await page.addInitScript(() => {
            window.matchMedia = () => {
              throw new Error('broken for the gallery');
            };
          });
          await page.goto(url);
          await page.getByRole('heading', { name: 'This page stopped working' }).waitFor();
        },
      },
    ],
  },
  ...LIVE_SITES,
];

/** Serves a site, with its upstream. */
export async function startSite({ env, upstream: script }: GallerySite) {
  const upstream = script && (await startScriptableUpstream());
  if (script) upstream?.respond(script);
  const app = await startApp({ ...(upstream && { OPENAI_BASE_URL: upstream.url }), ...env });
  return {
    url: app.url,
    async stop() {
      await app.stop();
      await upstream?.close();
    },
  };
}
