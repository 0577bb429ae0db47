import { fieldOf } from '#lib/core/json/field-of.ts';

/**
 * Whether a sandboxed frame of this page works on the page's own thread. Only Chromium on desktops gives it a
 * process of its own, and only Chromium has this list of what it is.
 */
export function sharesThread(browser: unknown): boolean {
  return fieldOf(fieldOf(browser, 'userAgentData'), 'mobile') !== false;
}
