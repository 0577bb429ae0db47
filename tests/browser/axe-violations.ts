import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules about colors; the others find the same in either scheme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on this page: by every rule in light colors, then by the rules about colors in dark
 * ones. `narrow` restricts the check to a part of the page.
 */
export async function axeViolations(
  page: Page,
  narrow: (axe: AxeBuilder) => AxeBuilder = (axe) => axe,
): Promise<{ id: string; html: string[] }[]> {
  await switchScheme(page, 'light');
  const light = await narrow(new AxeBuilder({ page })).analyze();
  await switchScheme(page, 'dark');
  const dark = await narrow(new AxeBuilder({ page })).withRules(COLOR_RULES).analyze();
  await switchScheme(page, 'light');
  return [...light.violations, ...dark.violations].map(({ id, nodes }) => ({
    id,
    html: nodes.map(({ html }) => html),
  }));
}

/** Switches the color scheme, and waits until every color transition has finished. */
async function switchScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(() => {
    const transitions = document.getAnimations().filter((it) => it instanceof CSSTransition);
    return Promise.allSettled(transitions.map(({ finished }) => finished)).then(() => undefined);
  });
}
