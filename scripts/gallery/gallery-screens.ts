import type { Browser, Page } from '@playwright/test';
import { type AppServer, startApp } from '#tests/support/app-server.ts';
import {
  openStudio,
  pictureOf,
  preparePath,
  SCHEMES,
  setViewport,
  WIDTHS,
} from './gallery-photographer.ts';
import { failTwice, sharedLink, showDiagram } from './gallery-steps.ts';

/** One screen: its name in file names, its caption, and how to reach it. */
type GalleryScreen = { name: string; caption: string };

type ScreenSteps = GalleryScreen & { go: (page: Page, url: string) => Promise<unknown> };
type Site = { env: Record<string, string>; screens: readonly ScreenSteps[] };

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;
const CODE = 'a code of the gallery';
/** 10 by 5 pixels. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAAAAABZDyK0AAAADklEQVR4nGOogAMGEpgAhN0XcRHDFsgAAAAASUVORK5CYII=';
/** Nothing listens there: the gallery sends nothing off the machine. */
const NO_UPSTREAM = 'http://127.0.0.1:9/v1';

const SITES: readonly Site[] = [
  {
    env: { STARLIGHT_DEMO: '1' },
    screens: [
      screen('empty-chat', 'Empty chat', '/'),
      {
        ...{ name: 'conversation', caption: 'Conversation' },
        go: async (page, url) => {
          await page.goto(`${url}/?ask=${encodeURIComponent('Why do I get a 401 with axios?')}`);
          await page.waitForFunction(
            () => document.querySelector('textarea')?.value.includes('axios') === true,
          );
          await page.getByRole('button', { name: 'Send' }).click();
          const reply = page.getByRole('article', { name: 'Reply' });
          await reply.and(page.locator('[aria-busy="false"]')).waitFor({ timeout: 60_000 });
        },
      },
      ...(['operator', 'visitor'] as const).map((audience) => ({
        ...{ name: `past-failure-${audience}`, caption: `A past failure, for the ${audience}` },
        go: (page: Page, url: string) => failTwice(page, url, audience),
      })),
      {
        ...{ name: 'attachments', caption: 'Attached files' },
        go: async (page, url) => {
          await page.goto(url);
          await page.getByLabel('Files to attach').setInputFiles([
            { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from(PICTURE, 'base64') },
            { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# Notes') },
            { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
          ]);
          await page.getByText('empty.txt is empty.').waitFor();
        },
      },
      {
        ...{ name: 'diagram', caption: 'A diagram' },
        go: showDiagram,
      },
      {
        ...{ name: 'diagram-missing', caption: 'A diagram that could not be loaded' },
        go: async (page, url) => {
          await page.route('**/diagram/**', (route) => route.abort());
          await showDiagram(page, url);
        },
      },
      screen('demo', 'Demo', '/demo'),
      screen('setup-demo', 'From the demo to a key', '/setup'),
      {
        ...{ name: 'doctor', caption: 'Doctor' },
        go: async (page, url) => {
          await page.goto(`${url}/doctor`);
          await page.getByRole('button', { name: 'Check everything again' }).waitFor();
        },
      },
      screen('guide', 'Error guide', '/errors'),
      screen('guide-page', 'A guide page', '/errors/rate_limited'),
      screen('guide-search', 'Guide search', '/errors?q=insufficient_quota'),
      screen('shared', 'A shared conversation', sharedLink()),
      screen('shared-damaged', 'A link that was cut off', '/shared#1.AAAA'),
      screen('not-found', '404', '/nowhere'),
      {
        ...{ name: 'page-error', caption: 'The page itself failed' },
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
  {
    env: { STARLIGHT_OPERATOR_CODE: CODE },
    screens: [
      screen('setup-stranger', 'Setup, for a visitor', '/'),
      screen('doctor-door', 'Doctor sign-in', '/doctor'),
      {
        ...{ name: 'setup-operator', caption: 'Setup, for the operator' },
        go: async (page, url) => {
          await signIn(page, url);
          await page.goto(url);
        },
      },
    ],
  },
  {
    env: {
      OPENAI_API_KEY: `Bearer ${KEY}`,
      OPENAI_BASE_URL: NO_UPSTREAM,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_OPERATOR_CODE: CODE,
    },
    screens: [
      {
        ...{ name: 'setup-bad-key', caption: "Setup, for the operator of a key that can't work" },
        go: async (page, url) => {
          await signIn(page, url);
          await page.goto(url);
        },
      },
    ],
  },
  {
    env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: NO_UPSTREAM },
    screens: [screen('unprotected', 'An unprotected key', '/')],
  },
  {
    env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: NO_UPSTREAM, STARLIGHT_ACCESS_CODE: CODE },
    screens: [screen('sign-in', 'Sign-in', '/')],
  },
  {
    env: { STARLIGHT_CLOSED: '1', STARLIGHT_CONTACT: 'Ada' },
    screens: [screen('closed', 'Closed', '/')],
  },
];

/** Every screen, in gallery order. */
export const GALLERY_SCREENS: readonly GalleryScreen[] = SITES.flatMap(({ screens }) =>
  screens.map(({ name, caption }) => ({ name, caption })),
);

/** Photographs every screen in both windows and both color schemes, each site on its own server. */
export async function takeScreenShots(browser: Browser, folder: string): Promise<void> {
  for (const { env, screens } of SITES) {
    const app = await startApp(env);
    try {
      for (const target of screens) await takeScreen(browser, { app, folder, target });
    } finally {
      await app.stop();
    }
  }
}

async function takeScreen(
  browser: Browser,
  { app, folder, target }: { app: AppServer; folder: string; target: ScreenSteps },
): Promise<void> {
  const page = await openStudio(browser);
  await target.go(page, app.url);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await setViewport(page, { width, scheme });
      // A diagram is drawn again.
      const other = page.locator(`[data-drawn]:not([data-drawn=${scheme}])`);
      await other.waitFor({ state: 'detached' });
      const path = preparePath(folder, pictureOf(target.name, { width, scheme }));
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
  await page.context().close();
}

function screen(name: string, caption: string, path: string): ScreenSteps {
  return { name, caption, go: (page, url) => page.goto(url + path, { waitUntil: 'networkidle' }) };
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/doctor`, { waitUntil: 'networkidle' });
  await page.getByLabel('Access code').fill(CODE);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Doctor', exact: true }).waitFor();
}
