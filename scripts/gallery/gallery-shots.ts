import { writeFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page } from '@playwright/test';
import type { ChatMessage, Conversation } from '#lib/core/chat/chat-log.ts';
import { type GalleryBanner, galleryBanners } from './gallery-banners.ts';
import {
  NOW,
  openStudio,
  pictureOf,
  preparePath,
  SCHEMES,
  WIDTHS,
} from './gallery-photographer.ts';

const MODEL = 'gpt-5-mini';
const MARGIN = 16;
/** By then a countdown has begun. */
const SINCE_FAILURE_MS = 5_000;
const EARLIER = Array.from({ length: 3 }, () => [
  { role: 'user', text: 'And how does that work? '.repeat(40), status: 'done' } as const,
  { role: 'assistant', text: 'Like this. '.repeat(100), status: 'done' } as const,
]).flat();
/** Tall enough for the longest banner on a phone. */
const HEIGHT = 1400;

/**
 * Photographs the banner of every kind for one audience, in both windows and both color schemes.
 * The conversations are written to the browser's storage and opened one after the other in one
 * page.
 */
export async function takeBannerShots(
  browser: Browser,
  { url, folder, audience }: { url: string; folder: string; audience: 'visitor' | 'operator' },
): Promise<void> {
  const page = await openStudio(browser);
  const banners = galleryBanners();
  await page.goto(url);
  // The list is empty once it has been read, and then the database is complete.
  await page.getByText('Conversations appear here').waitFor();
  await page.evaluate(writeRecords, banners.map(recordsOf));
  await page.goto(`${url}/?chat=${conversationIdOf(0)}`);
  await page.getByRole('combobox', { name: 'View as' }).selectOption(audience);
  const camera = await page.context().newCDPSession(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      // The first picture after a change may still have text in the previous colors.
      await camera.send('Page.captureScreenshot');
      for (const [at, banner] of banners.entries()) {
        const picture = pictureOf(banner.name, { width, scheme, audience });
        await takeShot(page, { at, banner, camera, width, file: preparePath(folder, picture) });
      }
    }
  }
  await page.context().close();
}

type Shot = { at: number; banner: GalleryBanner; camera: CDPSession; width: number; file: string };

async function takeShot(page: Page, { at, banner, camera, width, file }: Shot): Promise<void> {
  const target = { id: conversationIdOf(at), question: questionOf(banner) };
  const box = await page.evaluate(showBanner, target);
  const clip = {
    x: Math.max(box.x - MARGIN, 0),
    y: Math.max(box.y - MARGIN, 0),
    width: Math.min(box.width + 2 * MARGIN, width),
    height: box.height + 2 * MARGIN,
    scale: 1,
  };
  // Playwright's own `screenshot` takes three times as long, for each of hundreds of pictures.
  const options = { clip, optimizeForSpeed: true };
  const { data } = await camera.send('Page.captureScreenshot', options);
  await writeFile(file, data, 'base64');
}

/**
 * Runs in the page: opens a conversation, and returns its banner's position once the words have
 * loaded and it has stopped moving.
 */
async function showBanner({ id, question }: { id: string; question: string }) {
  history.pushState(null, '', `?chat=${id}`);
  let before = '';
  for (let frame = 0; frame < 1800; frame += 1) {
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    const log = document.querySelector('[role="log"]');
    const banner = log?.querySelector('[role="alert"]');
    // Without details it is the placeholder for a banner whose words have not loaded.
    const isComplete = banner?.querySelector('details') instanceof HTMLElement;
    if (!banner || !isComplete || !log?.textContent.includes(question)) continue;
    banner.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = banner.getBoundingClientRect();
    // The log scrolls to its end a moment after rendering.
    const now = [x, y, width, height].join(' ');
    if (now === before) return { x, y, width, height };
    before = now;
  }
  throw new Error(`There is no banner under "${question}".`);
}

/** Runs in the page: writes what the conversation store would have written. */
async function writeRecords(
  records: readonly { conversation: Conversation; messages: ChatMessage[] }[],
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const begin = (database: IDBDatabase): IDBTransaction | null => {
      try {
        return database.transaction(['conversations', 'messages'], 'readwrite');
      } catch (error) {
        reject(error);
        return null;
      }
    };
    const opening = indexedDB.open('starlight');
    opening.onblocked = () => reject(new Error('The database is being changed.'));
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      // Nobody would see an error thrown in here.
      const writing = begin(database);
      if (!writing) return;
      for (const { conversation, messages } of records) {
        writing.objectStore('conversations').put(conversation);
        for (const message of messages) writing.objectStore('messages').put(message);
      }
      writing.onerror = () => reject(writing.error);
      writing.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}

function recordsOf(banner: GalleryBanner, at: number) {
  const id = conversationIdOf(at);
  const failed = { error: banner.error, failedAt: NOW - SINCE_FAILURE_MS, model: MODEL };
  const entries = [
    // A conversation that is too long needs messages that can be left out.
    ...(banner.isLong ? EARLIER : []),
    { role: 'user', text: questionOf(banner), status: 'done' } as const,
    { role: 'assistant', text: banner.replyText, status: 'failed', ...failed } as const,
  ];
  const messages = entries.map(
    (message, index): ChatMessage => ({
      ...message,
      id: `${id}-${index}`,
      conversationId: id,
      parentId: index === 0 ? null : `${id}-${index - 1}`,
      seq: index + 1,
      createdAt: NOW,
    }),
  );
  const conversation: Conversation = {
    ...{ id, title: banner.name, renamed: true, model: null, leafId: messages.at(-1)?.id ?? null },
    ...{ createdAt: NOW, updatedAt: NOW + at },
  };
  return { conversation, messages };
}

function questionOf({ name }: GalleryBanner): string {
  return `What does ${name} look like?`;
}

function conversationIdOf(at: number): string {
  return `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}
