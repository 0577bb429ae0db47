import type { Page } from '@playwright/test';

/**
 * Records what a screen reader announces, in order: each text that enters a live region, as
 * "status: …" or "alert: …" (for an alert, its heading). Call it before the page is opened; the
 * function it returns reads the announcements so far.
 */
export async function recordAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(observeRegions);
  return () => page.evaluate(() => Array.from(Reflect.get(window, 'announcements') as string[]));
}

/** Runs in the page, so it contains everything it needs. */
function observeRegions(): void {
  const announcements: string[] = [];
  Object.assign(window, { announcements });
  const LIVE_ROLES = '[role="alert"],[role="status"],[role="log"]';

  const isLive = (region: Element): boolean => {
    const live = region.getAttribute('aria-live') ?? (region.matches(LIVE_ROLES) ? 'on' : 'off');
    return live !== 'off';
  };
  const record = (region: Element | null, text: string | null | undefined) => {
    if (region && text && isLive(region))
      announcements.push(`${region.getAttribute('role')}: ${text}`);
  };
  const regionOf = (node: Node) =>
    node.parentElement?.closest(`[aria-live],[role="timer"],${LIVE_ROLES}`) ?? null;
  /** An alert is announced when it appears; a status only when it changes. */
  const recordAlerts = (added: Element) => {
    const descendants = Array.from(added.querySelectorAll('[role="alert"]'));
    const alerts = added.matches('[role="alert"]') ? [added] : descendants;
    for (const alert of alerts) record(alert, alert.querySelector('p')?.textContent);
  };

  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      const added = type === 'characterData' ? [target] : Array.from(addedNodes);
      for (const node of added) record(regionOf(node), node.textContent);
      for (const node of added) if (node instanceof Element) recordAlerts(node);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
