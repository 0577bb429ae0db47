import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules about colors; the others find the same in either scheme. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

type Violation = { id: string; html: string[] };

/**
 * What axe finds on this page: by every rule in light colors, then by the rules about colors in dark
 * ones. `narrow` restricts the check to a part of the page.
 */
export async function axeViolations(
  page: Page,
  narrow: (axe: AxeBuilder) => AxeBuilder = (axe) => axe,
): Promise<Violation[]> {
  await switchScheme(page, 'light');
  const light = await narrow(builderFor(page)).analyze();
  await switchScheme(page, 'dark');
  const dark = await narrow(builderFor(page)).withRules(COLOR_RULES).analyze();
  await switchScheme(page, 'light');
  return violationsOf(light, dark);
}

/** What axe finds on this page by every rule, in its present colors. */
export async function axeViolationsNow(page: Page): Promise<Violation[]> {
  await waitForTransitions(page);
  return violationsOf(await builderFor(page).analyze());
}

function violationsOf(...results: Awaited<ReturnType<AxeBuilder['analyze']>>[]): Violation[] {
  return results
    .flatMap(({ violations }) => violations)
    .map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) }));
}

/** Without another page to finish in, which frames of other origins would need, and without what passed. */
function builderFor(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
}

/** Switches the color scheme, and waits until every color transition has finished. */
async function switchScheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await waitForTransitions(page);
}

async function waitForTransitions(page: Page): Promise<void> {
  // In what is folded away, a transition ends without its promise being fulfilled.
  await page.waitForFunction(() => {
    const transitions = document.getAnimations().filter((it) => it instanceof CSSTransition);
    return transitions.every(({ playState }) => playState === 'finished');
  });
}
