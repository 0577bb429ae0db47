import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules that look at colours; the others find the same whatever the scheme is. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on this page: by every rule in light colours, then by the rules about colours in dark
 * ones. `narrow` says which part of the page is meant.
 */
export async function axeViolations(
  page: Page,
  narrow: (axe: AxeBuilder) => AxeBuilder = (axe) => axe,
): Promise<{ id: string; html: string[] }[]> {
  await showIn(page, 'light');
  const light = await narrow(new AxeBuilder({ page })).analyze();
  await showIn(page, 'dark');
  const dark = await narrow(new AxeBuilder({ page })).withRules(COLOUR_RULES).analyze();
  await showIn(page, 'light');
  return [...light.violations, ...dark.violations].map(({ id, nodes }) => ({
    id,
    html: nodes.map(({ html }) => html),
  }));
}

/** Changes the scheme, and waits until no colour is on its way to another. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    const changes = document.getAnimations().filter((change) => change instanceof CSSTransition);
    return Promise.allSettled(changes.map((change) => change.finished)).then(() => undefined);
  });
}
