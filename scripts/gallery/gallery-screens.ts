import type { Browser, Page } from '@playwright/test';
import {
  openStudio,
  pictureOf,
  preparePath,
  SCHEMES,
  type Setting,
  setViewport,
  WIDTHS,
} from './gallery-photographer.ts';
import { GALLERY_SITES, startSite } from './states/gallery-sites.ts';
import type { GalleryState } from './states/gallery-state.ts';

/**
 * Photographs every state in its windows and both color schemes, each site on its own server. `wanted`: part
 * of the sites' titles, in lowercase.
 */
export async function takeScreenShots(
  browser: Browser,
  { folder, wanted }: { folder: string; wanted: string },
): Promise<void> {
  for (const site of GALLERY_SITES.filter(({ title }) => title.toLowerCase().includes(wanted))) {
    const { url, stop } = await startSite(site);
    try {
      await visitStates(browser, { url, states: site.states }, (page, { name, ...state }) =>
        takeScreen(page, { name, widths: widthsOf(state), folder }),
      );
    } finally {
      await stop();
    }
  }
}

/** The windows in which a state exists. */
export function widthsOf({ narrow }: Pick<GalleryState, 'narrow'>): readonly Setting['width'][] {
  return narrow ? [390] : WIDTHS;
}

/** Brings pages to one state after the other. */
export async function visitStates(
  browser: Browser,
  { url, states }: { url: string; states: readonly GalleryState[] },
  look: (page: Page, state: GalleryState) => Promise<void>,
): Promise<void> {
  let shared: Page | null = null;
  for (const state of states) {
    const page: Page = state.alone || !shared ? await openStudio(browser) : shared;
    if (!state.alone) shared = page;
    await setViewport(page, { width: state.narrow ? 390 : 1280, scheme: 'light' });
    try {
      await state.go(page, url);
      await look(page, state);
    } catch (error) {
      throw new Error(`${state.name}: ${String(error)}`, { cause: error });
    }
    if (state.alone) await page.context().close();
  }
  await shared?.context().close();
}

async function takeScreen(
  page: Page,
  { name, widths, folder }: { name: string; widths: readonly Setting['width'][]; folder: string },
): Promise<void> {
  for (const width of widths) {
    for (const scheme of SCHEMES) {
      await setViewport(page, { width, scheme });
      // A diagram is drawn again.
      const other = page.locator(`[data-drawn]:not([data-drawn=${scheme}])`);
      await other.waitFor({ state: 'detached' });
      const path = preparePath(folder, pictureOf(name, { width, scheme }));
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
}
