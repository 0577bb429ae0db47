import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';

export const WIDTHS = [1280, 390] as const;
export const SCHEMES = ['light', 'dark'] as const;

/** How a picture is taken: the window, the color scheme and the audience. */
export type Setting = {
  width: (typeof WIDTHS)[number];
  scheme: (typeof SCHEMES)[number];
  audience?: 'visitor' | 'operator' | undefined;
};

/** The time of every picture, so that a countdown always shows the same value. */
export const NOW = Date.UTC(2026, 5, 1, 9, 30);

/** The file of a picture, relative to the gallery folder. */
export function pictureOf(name: string, { width, scheme, audience }: Setting): string {
  return `pictures/${[name, audience, width, scheme].filter(Boolean).join('-')}.png`;
}

/** Opens a page with a stopped clock. */
export async function openStudio(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.clock.setFixedTime(NOW);
  return context.newPage();
}

/** Sets the window size and the color scheme. */
export async function setViewport(page: Page, { width, scheme }: Setting): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
}

/** Creates the folder for a picture, and returns the picture's path. */
export function preparePath(folder: string, picture: string): string {
  const file = path.join(folder, picture);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
