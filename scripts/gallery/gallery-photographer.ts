import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';

export const WIDTHS = [1280, 390] as const;
export const SCHEMES = ['light', 'dark'] as const;

/** How a picture is taken: on which window, in which colours, for whom. */
export type Setting = {
  width: (typeof WIDTHS)[number];
  scheme: (typeof SCHEMES)[number];
  audience?: 'visitor' | 'operator' | undefined;
};

/** The moment that every picture is taken at: a countdown then always shows the same time. */
export const NOW = Date.UTC(2026, 5, 1, 9, 30);

/** The file of a picture, within the folder of the gallery. */
export function pictureOf(name: string, { width, scheme, audience }: Setting): string {
  return `pictures/${[name, audience, width, scheme].filter(Boolean).join('-')}.png`;
}

/** Opens a page whose clock stands still. */
export async function openStudio(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.clock.setFixedTime(NOW);
  return context.newPage();
}

/** Sets window and colours. */
export async function arrange(page: Page, { width, scheme }: Setting): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: width === 390 ? 844 : 800 });
}

/** Makes the folder that a picture goes to, and names its place. */
export function placeFor(folder: string, picture: string): string {
  const file = path.join(folder, picture);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
