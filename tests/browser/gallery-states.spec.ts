import type { Page } from '@playwright/test';
import { setViewport } from '../../scripts/gallery/gallery-photographer.ts';
import { visitStates, widthsOf } from '../../scripts/gallery/gallery-screens.ts';
import { GALLERY_SITES, startSite } from '../../scripts/gallery/states/gallery-sites.ts';
import { axeViolationsNow } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

test.describe.configure({ mode: 'parallel' });

async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

for (const site of GALLERY_SITES) {
  test(`axe finds no violations in any state of the gallery: ${site.title}`, async ({
    browser,
  }) => {
    test.slow();
    const { url, stop } = await startSite(site);
    try {
      // `guide.spec.ts` checks the pages of the guide, which are long.
      const states = site.states.filter(({ name }) => !name.startsWith('guide'));
      await visitStates(browser, { url, states }, async (page, state) => {
        for (const width of widthsOf(state)) {
          // Each window in one scheme; the sidebar is there in the dark one as a drawer.
          const scheme = width === 390 ? 'dark' : 'light';
          await setViewport(page, { width, scheme });
          const where = `${state.name}, ${width} px, ${scheme}`;
          expect.soft(await axeViolationsNow(page), where).toEqual([]);
          expect.soft(await overflow(page), where).toBeLessThanOrEqual(0);
        }
      });
    } finally {
      await stop();
    }
  });
}
