import { expect } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { storedMessages, storedText } from './support/stored-messages.ts';

row(
  {
    id: 'C5a',
    title: 'full storage is reported, and pending writes are stored once there is room',
    inject: 'QuotaExceededError at every write',
    expect: 'works in memory, with a visible warning; stored once there is room',
  },
  async (stage) => {
    const { page, starlight } = stage;
    await page.addInitScript(makeStorageFillable);
    await stage.askAndRead('While there is room.', stream(reply('Stored.')), 'Stored.');
    await page.evaluate(() => window.dispatchEvent(new Event('test:full')));
    await stage.askAndRead('Without room.', stream(reply('In memory.')), 'In memory.');
    await expect(page.getByRole('status').filter({ hasText: 'storage' })).toContainText('full');
    expect(await storedText(page)).not.toContain('Without room.');
    await page.evaluate(() => window.dispatchEvent(new Event('test:room')));
    await stage.askAndRead('With room again.', stream(reply('All stored.')), 'All stored.');
    await expect.poll(() => storedText(page)).toContain('In memory.');
    await starlight.reload();
    await starlight.hydrated();
  },
);

row(
  {
    id: 'C5b',
    title: 'chat works from memory in a browser that blocks storage, and the page says so',
    inject: 'IndexedDB denied (private mode, blocked, third party)',
    expect: 'works in memory, with a visible warning',
    storageBroken: true,
  },
  async (stage) => {
    const { page, starlight } = stage;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await stage.askAndRead('Can you keep this?', stream(reply('While we talk.')), 'While we talk.');
    await stage.askAndRead('And this?', stream(reply('That too.')), 'That too.');
    await expect(starlight.questions).toHaveCount(2);
    await expect(page.getByRole('status').filter({ hasText: 'store anything' })).toBeVisible();
  },
);

row(
  {
    id: 'C5c',
    title: 'a record that cannot be read is quarantined, never deleted',
    inject: 'a corrupt message among the stored messages',
    expect: 'the others are shown, with a visible warning; the corrupt one is kept for export',
    quick: true,
  },
  async (stage) => {
    const { page, starlight } = stage;
    await stage.askAndRead('A good one.', stream(reply('A good reply.')), 'A good reply.');
    const [{ conversationId } = { conversationId: '' }] = await storedMessages(page);
    await page.evaluate(putMessage, { id: 'corrupt', conversationId, seq: 'NOT-A-NUMBER' });
    await page.reload();
    await starlight.hydrated();
    await expect(starlight.replies).toContainText('A good reply.');
    await expect(page.getByRole('status').filter({ hasText: 'set aside' })).toBeVisible();
    expect(await storedText(page)).toContain('NOT-A-NUMBER');
  },
);

row(
  {
    id: 'C5d',
    title: 'the database of a newer build is left unchanged',
    inject: 'a database with a newer schema',
    expect: 'works in memory, with a visible warning; nothing is deleted',
    storageBroken: true,
  },
  async (stage) => {
    const { page, site } = stage;
    await page.goto(`${site.url}/api/health`);
    await page.evaluate(createNewerDatabase);
    await stage.askAndRead('Who wrote this?', stream(reply('Somebody newer.')), 'Somebody newer.');
    await expect(page.getByRole('status').filter({ hasText: 'newer version' })).toBeVisible();
    expect(await storedText(page)).toContain('OF-A-NEWER-BUILD');
  },
);

row(
  {
    id: 'C5e',
    title: 'a database that is deleted while the page is open is written again',
    inject: 'the database is deleted during a session',
    expect: 'nothing on screen is lost',
  },
  async (stage) => {
    const { page, starlight } = stage;
    await stage.askAndRead('Before.', stream(reply('First reply.')), 'First reply.');
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('starlight');
          deleting.onsuccess = () => resolve();
          deleting.onerror = () => reject(deleting.error);
        }),
    );
    expect(await storedText(page)).not.toContain('First reply.');
    await stage.askAndRead('After.', stream(reply('Second reply.')), 'Second reply.');
    await expect.poll(() => storedText(page)).toContain('First reply.');
    await starlight.reload();
    await starlight.hydrated();
    await expect(starlight.replies).toHaveCount(2);
  },
);

const DAY_MS = 86_400_000;
const CLOCKS = [
  ['a day back', -DAY_MS],
  ['a year on', 365 * DAY_MS],
  ['an hour back, as at the end of summer time', -DAY_MS / 24],
] as const;

row(
  {
    id: 'C7',
    title: 'messages keep their order whatever the clock does',
    inject: 'the clock goes back a day, forward a year, back an hour',
    expect: 'messages stay in the order they were sent, by a number that only counts up',
  },
  async (stage) => {
    const { page, starlight } = stage;
    await stage.open();
    for (const [words, offsetMs] of CLOCKS) {
      await page.clock.setFixedTime(Date.now() + offsetMs);
      await stage.askAndRead(`It is ${words}.`, stream(reply(`So: ${words}.`)), `So: ${words}.`);
    }
    await starlight.reload();
    await starlight.hydrated();
    await expect(starlight.questions).toContainText(CLOCKS.map(([words]) => `It is ${words}.`));
    const stored = await storedMessages(page);
    const numbers = stored.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    const times = stored.map(({ createdAt }) => createdAt);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
  },
);

/** From the event `test:full` until `test:room`, every write fails as it does on a full disk. */
function makeStorageFillable(): void {
  const { prototype } = IDBObjectStore;
  const { put } = prototype;
  window.addEventListener('test:full', () => {
    prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  window.addEventListener('test:room', () => {
    prototype.put = put;
  });
}

async function putMessage(record: object): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('starlight');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction('messages', 'readwrite');
      writing.objectStore('messages').put(record);
      writing.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}

async function createNewerDatabase(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('starlight', 99);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore('messages', { keyPath: 'id' });
      store.put({ id: 'newer', text: 'OF-A-NEWER-BUILD' });
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
}
