import { expect, StarlightPage, test } from './starlight-page.ts';
import { keepWritesOpen, putRaw, readExported, readRaw } from './stored-records.ts';

/** Refuses every record from now on, as a browser with full storage does; adds `window.makeRoom`. */
function fillStorage(): void {
  const { put, add } = IDBObjectStore.prototype;
  const refuse = () => {
    throw new DOMException('No room', 'QuotaExceededError');
  };
  Object.assign(IDBObjectStore.prototype, { put: refuse, add: refuse });
  Object.assign(window, {
    makeRoom: () => Object.assign(IDBObjectStore.prototype, { put, add }),
  });
}

test.describe('a page that closes during a write', () => {
  test.beforeEach(async ({ starlight, page, live }) => {
    await starlight.open(live.url);
    await starlight.ask('A question');
    await page.evaluate(keepWritesOpen);
  });

  test('has deleted the conversation that was just deleted', async ({ starlight, page }) => {
    await starlight.chooseAction('A question', 'Delete');
    await page.reload();
    await expect(page.getByText('Conversations appear here.')).toBeVisible();
    await expect(starlight.conversations).toHaveCount(0);
  });

  test('has renamed the conversation that was just renamed', async ({ starlight, page }) => {
    await starlight.chooseAction('A question', 'Rename');
    const name = page.getByRole('textbox', { name: 'Conversation name' });
    await name.fill('Mine');
    await name.press('Enter');
    await page.reload();
    await expect(starlight.conversations).toHaveText('Mine');
    await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
    await starlight.reload();
    await expect(starlight.conversations).toHaveText('Mine');
  });

  test('has kept the message that was just sent', async ({ starlight, page }) => {
    await starlight.send('Another question');
    await page.reload();
    await expect(starlight.questions.last()).toHaveText('Another question');
    await expect(starlight.banner).toBeVisible();
    await starlight.button('Retry').click();
    await starlight.ended();
    await starlight.reload();
    await expect(starlight.questions).toHaveText(['A question', 'Another question']);
    await expect(starlight.replies.last()).toContainText('An answer.');
  });
});

test.describe('with full storage', () => {
  test('chat continues, says so, and stores pending messages once there is room', async ({
    starlight,
    page,
    live,
  }) => {
    await starlight.open(live.url);
    await starlight.ask('First question');
    await page.evaluate(fillStorage);
    await starlight.ask('Second question');
    await expect(starlight.replies).toHaveCount(2);
    await expect(page.getByText("This browser's storage is full")).toBeVisible();
    await starlight.button('Make room').click();
    const dialog = page.getByRole('dialog', { name: 'Your data' });
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export all conversations as JSON' }).click();
    const file = await readExported(await downloading);
    expect(file.messages.map(({ text }) => text)).toContain('Second question');
    await page.keyboard.press('Escape');

    await page.evaluate(() => Reflect.get(window, 'makeRoom')());
    await starlight.ask('Third question');
    await expect(page.getByText("This browser's storage is full")).toHaveCount(0);
    await starlight.reload();
    await expect(starlight.questions).toHaveText([
      'First question',
      'Second question',
      'Third question',
    ]);
  });
});

test.describe('without a database', () => {
  const blocked: Record<string, () => void> = {
    'opening throws': () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('Not here', 'SecurityError');
      };
    },
    'there is no IndexedDB': () => {
      Object.defineProperty(globalThis, 'indexedDB', { value: undefined });
    },
    'looking at it throws': () => {
      Object.defineProperty(globalThis, 'indexedDB', {
        get: () => {
          throw new DOMException('Not here', 'SecurityError');
        },
      });
    },
  };
  for (const [name, block] of Object.entries(blocked)) {
    test(`chat continues in memory and can be exported: ${name}`, async ({
      starlight,
      page,
      live,
    }) => {
      await page.addInitScript(block);
      await starlight.open(live.url);
      await starlight.ask('A question');
      await starlight.ask('Another question');
      await expect(starlight.replies).toHaveCount(2);
      const notice = page.getByText("This browser doesn't let the page store anything");
      await expect(notice).toBeVisible();
      await starlight.button('Export them').click();
      const dialog = page.getByRole('dialog', { name: 'Your data' });
      await expect(dialog).toContainText('One conversation is here until you close this tab.');
      const downloading = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Export all conversations as JSON' }).click();
      const { messages } = await readExported(await downloading);
      expect(messages.map(({ text }) => text)).toEqual([
        'A question',
        'An answer.',
        'Another question',
        'An answer.',
      ]);
    });
  }
});

test.describe('unreadable records', () => {
  test('are set aside, counted and exported, and the others stay usable', async ({
    starlight,
    page,
    live,
  }) => {
    await starlight.open(live.url);
    await starlight.ask('A question');
    const id = new URL(page.url()).searchParams.get('chat');
    const broken = { id: 'broken', conversationId: id, seq: 'four', text: 'Do not lose me' };
    await putRaw(page, 'messages', broken);
    await putRaw(page, 'conversations', { id: 'odd', title: 7 });
    await starlight.reload();
    await expect(page.getByText("Some stored messages couldn't be read")).toBeVisible();
    await expect(starlight.questions).toHaveText('A question');
    await starlight.ask('Another question');
    await starlight.reload();
    await expect(starlight.questions).toHaveCount(2);

    await page.getByRole('button', { name: 'Your data' }).click();
    const dialog = page.getByRole('dialog', { name: 'Your data' });
    await expect(dialog).toContainText("2 records couldn't be read");
    const downloading = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export unreadable records' }).click();
    const { unreadable, messages } = await readExported(await downloading);
    expect(messages).toEqual([]);
    expect(unreadable.map(({ record }) => record)).toEqual(
      expect.arrayContaining([expect.objectContaining({ from: 'messages', record: broken })]),
    );
  });

  test('can be exported from the notice', async ({ starlight, page, live }) => {
    await starlight.open(live.url);
    await starlight.ask('A question');
    await putRaw(page, 'conversations', { id: 'odd', title: 7 });
    await starlight.reload();
    await starlight.button('Export them').click();
    const dialog = page.getByRole('dialog', { name: 'Your data' });
    await expect(dialog).toContainText("One record couldn't be read");
  });
});

test.describe('a database of another version', () => {
  test('that is newer is left unchanged, and chat continues in memory', async ({
    starlight,
    page,
    live,
  }) => {
    await page.goto(`${live.url}/api/health`);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('starlight', 99);
          opening.onupgradeneeded = () =>
            opening.result.createObjectStore('messages', { keyPath: 'id' }).put({ id: 'future' });
          opening.onsuccess = () => {
            opening.result.close();
            resolve(undefined);
          };
        }),
    );
    await starlight.open(live.url);
    await starlight.ask('A question');
    await expect(starlight.replies).toContainText('An answer.');
    await expect(page.getByText('has a newer version of this page')).toBeVisible();
    expect(await readRaw(page, 'messages')).toEqual({ version: 99, records: [{ id: 'future' }] });
    await page.getByRole('button', { name: 'Your data' }).click();
    const downloading = page.waitForEvent('download');
    await starlight.button('Export all conversations as JSON').click();
    const { messages, unreadable } = await readExported(await downloading);
    expect(messages).toHaveLength(2);
    expect(unreadable).toEqual([{ from: 'messages', record: { id: 'future' } }]);
  });

  test('that lacks what this version needs is left unchanged, and can be exported', async ({
    starlight,
    page,
    live,
  }) => {
    await page.goto(`${live.url}/api/health`);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('starlight', 1);
          opening.onupgradeneeded = () =>
            opening.result.createObjectStore('chats', { keyPath: 'id' }).put({ id: 'past' });
          opening.onsuccess = () => {
            opening.result.close();
            resolve(undefined);
          };
        }),
    );
    await starlight.open(live.url);
    await starlight.ask('A question');
    await expect(starlight.replies).toContainText('An answer.');
    expect(await readRaw(page, 'chats')).toEqual({ version: 1, records: [{ id: 'past' }] });
    await starlight.button('Export them').click();
    const downloading = page.waitForEvent('download');
    await starlight.button('Export unreadable records').click();
    const { unreadable } = await readExported(await downloading);
    expect(unreadable).toEqual([{ from: 'chats', record: { id: 'past' } }]);
  });
});

test('a database that another tab deletes is written again in full', async ({
  starlight,
  page,
  context,
  live,
}) => {
  await starlight.open(live.url);
  await starlight.ask('First question');
  const other = await context.newPage();
  await other.goto(`${live.url}/api/health`);
  await other.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase('starlight');
        deleting.onsuccess = resolve;
        deleting.onerror = reject;
      }),
  );
  await starlight.ask('Second question');
  await starlight.reload();
  await expect(starlight.questions).toHaveText(['First question', 'Second question']);
  await expect(page.getByText(/storage|stored|newer version/)).toHaveCount(0);
});

test('deleting everything in one tab stops and clears the other', async ({
  starlight,
  context,
  live,
}) => {
  live.openReply();
  await starlight.open(live.url);
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  const running = live.upstream.requests.at(-1);
  const other = new StarlightPage(await context.newPage());
  await other.open(live.url);
  await expect(other.conversations).toHaveCount(1);
  await other.button('Your data').click();
  await other.button('Delete all conversations').click();
  await other.button('Delete it').click();
  await running?.closed;
  await expect(starlight.conversations).toHaveCount(0);
  await expect(starlight.log).toBeHidden();
  await starlight.page.reload();
  await expect(starlight.page.getByText('Conversations appear here.')).toBeVisible();
});

test('messages and conversations keep their order whatever the clock does', async ({
  starlight,
  page,
  live,
}) => {
  const now = Date.UTC(2026, 9, 25, 0, 59);
  const day = 86_400_000;
  await page.clock.setFixedTime(now);
  await starlight.open(live.url);
  for (const [text, at] of [
    ['Today', now],
    ['A year ahead', now + 365 * day],
    ['Back again', now + 1000],
    ['An hour back', now - 3_600_000],
    ['A day back', now - day],
  ] as const) {
    await page.clock.setFixedTime(at);
    await starlight.button('New chat').first().click();
    await expect(starlight.questions).toHaveCount(0);
    await starlight.ask(text);
  }
  const newestFirst = ['A day back', 'An hour back', 'Back again', 'A year ahead', 'Today'];
  await expect(starlight.conversations).toHaveText(newestFirst);
  await page.clock.setFixedTime(now + 365 * day);
  await starlight.ask('Ahead');
  await page.clock.setFixedTime(now - 2 * day);
  await starlight.ask('Behind');
  const written = ['A day back', 'Ahead', 'Behind'];
  await expect(starlight.questions).toHaveText(written);
  await starlight.reload();
  await expect(starlight.questions).toHaveText(written);
  await expect(starlight.conversations).toHaveText(newestFirst);
});

test.describe('without Web Locks, as on plain http,', () => {
  test.beforeEach(async ({ context }) => {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    });
  });

  test('a second tab sees that a reply runs in the first, and when that tab closes', async ({
    starlight,
    context,
    live,
  }) => {
    live.openReply();
    await starlight.open(live.url);
    await starlight.send('A question');
    await expect(starlight.replies).toContainText('It begins');
    const other = new StarlightPage(await context.newPage());
    await other.open(starlight.page.url());
    await expect(other.replies).toContainText('It begins');
    await expect(other.replies.last()).toHaveAttribute('aria-busy', 'true');
    await expect(other.banner).toHaveCount(0);
    await starlight.page.close();
    await expect(other.banner).toBeVisible();
  });
});
