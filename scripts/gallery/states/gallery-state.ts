import type { Locator, Page } from '@playwright/test';
import { putAllRaw } from '#tests/browser/stored-records.ts';
import type { Script } from '#tests/support/scriptable-upstream.ts';
import { STORED_CONVERSATIONS, STORED_MESSAGES } from './stored-conversations.ts';

/** One state of the page: its name in file names, its caption, and how to reach it. */
export type GalleryState = {
  name: string;
  caption: string;
  /** Brings a page of 1280 by 800 pixels to it. */
  go: (page: Page, url: string) => Promise<unknown>;
  /** It leaves something behind that other states would show. */
  alone?: boolean;
  /** It exists in narrow windows only. */
  narrow?: boolean;
};

/** A site with its settings, and the states of its pages. */
export type GallerySite = {
  title: string;
  env: Record<string, string>;
  /** What answers the site; if nothing does, nothing listens at the address. */
  upstream?: Script;
  states: readonly GalleryState[];
};

/** A state that an address leads to. */
export function screen(name: string, caption: string, path: string): GalleryState {
  return { name, caption, go: (page, url) => page.goto(url + path, { waitUntil: 'networkidle' }) };
}

/** Opens the chat with the stored conversations, in a new one or in the one with this id. */
export async function openChat(page: Page, url: string, id?: string): Promise<void> {
  if (!page.url().startsWith(url)) await openEmptyChat(page, url);
  const isStored = await page.evaluate(() => sessionStorage.getItem('stored') !== null);
  if (!isStored) {
    await page.waitForFunction(async () => (await indexedDB.databases()).length > 0);
    await putAllRaw(page, 'conversations', STORED_CONVERSATIONS);
    await putAllRaw(page, 'messages', STORED_MESSAGES);
    await page.evaluate(() => sessionStorage.setItem('stored', 'yes'));
  }
  await openEmptyChat(page, id === undefined ? url : `${url}/?chat=${id}`);
  if (id !== undefined) await page.getByRole('article').last().waitFor();
}

/** Opens the chat as a browser shows it that has not been there before. */
export async function openEmptyChat(page: Page, url: string): Promise<void> {
  await page.goto(url);
  // The last part of the page to load.
  await button(page, 'Attach files').waitFor();
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: typeof name === 'string' });
}

export function messageField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message', exact: true });
}

/** Sends a message and waits until its reply has ended. */
export async function ask(page: Page, text: string): Promise<void> {
  const replies = page.getByRole('article', { name: 'Reply' });
  const before = await replies.count();
  await messageField(page).fill(text);
  await messageField(page).press('Enter');
  const ended = page.locator('[aria-busy="false"]');
  await replies.nth(before).and(ended).waitFor({ timeout: 60_000 });
}

/** Scrolls to the first element that is found, near the top of the log. */
export async function scrollTo(page: Page, selector: string): Promise<void> {
  const element = page.getByRole('log').locator(selector).first();
  await element.waitFor();
  // A conversation that opens again returns to the place where it was left, and a little later.
  for (let times = 0; times < 4; times += 1) {
    await element.evaluate((found) => found.scrollIntoView({ block: 'center' }));
    await page.waitForTimeout(100);
  }
}
