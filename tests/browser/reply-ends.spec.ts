import { type ChatEvent, encodeChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import type { AppServer } from '../support/app-server.ts';
import { expect, type StarlightPage, test } from './starlight-page.ts';

const TEXT = `The first half ${'and more '.repeat(30)}`;
const BEGUN: ChatEvent[] = [
  { type: 'start', requestId: 'sl_1', model: 'starlight-demo' },
  { type: 'delta', text: TEXT },
];
const failing = (kind: ErrorKind): ChatEvent[] => [
  ...BEGUN,
  { type: 'error', error: toErrorBody({ kind }, 'sl_1') },
];

/** Every way in which the wire can end a reply that has begun, and the mark that it leaves. */
const ENDS: readonly { end: string; events: ChatEvent[]; status: string; says: RegExp | null }[] = [
  {
    end: 'by itself',
    events: [...BEGUN, { type: 'done', reason: 'stop' }],
    status: 'done',
    says: null,
  },
  {
    end: 'at its length limit',
    events: [...BEGUN, { type: 'done', reason: 'length' }],
    status: 'done reply_truncated',
    says: /length limit/,
  },
  {
    end: 'by a filter',
    events: [...BEGUN, { type: 'done', reason: 'content_filter' }],
    status: 'done reply_filtered',
    says: /safety filter/,
  },
  {
    end: 'by a refusal',
    events: [...BEGUN, { type: 'done', reason: 'refusal' }],
    status: 'done reply_refused',
    says: /declined to answer/,
  },
  {
    end: 'cut by the network',
    events: BEGUN,
    status: 'failed reply_interrupted',
    says: /connection dropped partway/,
  },
  {
    end: 'cut at the upstream',
    events: failing('reply_interrupted'),
    status: 'failed reply_interrupted',
    says: /connection dropped partway/,
  },
  {
    end: 'at a standstill',
    events: failing('reply_stalled'),
    status: 'failed reply_stalled',
    says: /reply stalled/,
  },
  {
    end: 'in something that is no reply',
    events: failing('reply_invalid'),
    status: 'failed reply_invalid',
    says: /can't be read/,
  },
  {
    end: 'at our deadline',
    events: failing('reply_timeout'),
    status: 'failed reply_timeout',
    says: /longer than (this site|Starlight) allows/,
  },
  {
    end: 'as the server restarts',
    events: failing('server_restarting'),
    status: 'failed server_restarting',
    says: /is restarting/,
  },
  {
    end: 'by a failure of the upstream',
    events: failing('server_error'),
    status: 'failed server_error',
    says: /went wrong at/,
  },
  {
    end: 'by a failure that a newer server has a name for',
    events: failing('unknown'),
    status: 'failed unknown',
    says: /something unexpected/,
  },
];

/** Status and kind of the last reply, as they lie in storage. */
async function readMark(): Promise<string> {
  const opening = indexedDB.open('starlight');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const reading = database.transaction('messages').objectStore('messages').getAll();
  const messages = await new Promise<{ seq: number; status: string; error?: { kind: string } }[]>(
    (resolve, reject) => {
      reading.onsuccess = () => resolve(reading.result);
      reading.onerror = () => reject(reading.error);
    },
  );
  database.close();
  const last = messages.toSorted((a, b) => a.seq - b.seq).at(-1);
  return [last?.status, last?.error?.kind].filter(Boolean).join(' ');
}

async function begin({ starlight, demo }: { starlight: StarlightPage; demo: AppServer }) {
  await starlight.open(demo.url);
  await starlight.send('Show me markdown');
  await starlight.begun();
}

for (const { end, events, status, says } of ENDS) {
  test(`a reply that ends ${end} is marked so, also after a reload`, async ({
    starlight,
    demo,
    page,
  }) => {
    await page.route('**/api/chat', (route) =>
      route.fulfill({
        headers: { 'content-type': 'text/event-stream' },
        body: events
          .map(encodeChatEvent)
          .join(': still thinking\n\n')
          .replace('"kind":"unknown"', '"kind":"named_by_a_later_build"'),
      }),
    );
    await starlight.open(demo.url);
    await starlight.send('A question');
    await starlight.ended();
    const looksMarked = async () => {
      await expect(starlight.questions).toContainText('A question');
      await expect(starlight.replies).toContainText('The first half');
      await expect(starlight.replies).toHaveAttribute('aria-busy', 'false');
      if (says) await expect(starlight.banner).toContainText(says);
      else await expect(starlight.banner).toHaveCount(0);
    };
    await looksMarked();
    await starlight.reload();
    await looksMarked();
    expect(await page.evaluate(readMark)).toBe(status);
  });
}

test('a reply that was stopped is marked so, also after a reload', async ({
  starlight,
  demo,
  page,
}) => {
  await begin({ starlight, demo });
  await starlight.button('Stop').click();
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
  await starlight.reload();
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
  await expect(starlight.replies).not.toBeEmpty();
  await expect(starlight.banner).toHaveCount(0);
  expect(await page.evaluate(readMark)).toBe('stopped');
});

test('a reply that was stopped before its first word is marked so, also after a reload', async ({
  starlight,
  demo,
  page,
}) => {
  await page.route('**/api/chat', () => undefined);
  await starlight.open(demo.url);
  await starlight.send('A question');
  await expect(starlight.log.getByText('Waiting for the model')).toBeVisible();
  await starlight.button('Stop').click();
  await expect(starlight.log.getByText('You stopped this before it started.')).toBeVisible();
  await starlight.reload();
  await expect(starlight.log.getByText('You stopped this before it started.')).toBeVisible();
  expect(await page.evaluate(readMark)).toBe('stopped');
});

test('a reply whose tab went away is marked as cut, and so it is after another reload', async ({
  starlight,
  demo,
}) => {
  await begin({ starlight, demo });
  // What came in the last second, up to 200 characters, may be lost with the tab.
  await expect(starlight.replies).toContainText(/[\s\S]{300}/);
  await starlight.reload();
  await expect(starlight.banner).toContainText('The connection dropped partway through the reply');
  await expect(starlight.replies).not.toBeEmpty();
  await starlight.reload();
  await expect(starlight.banner).toContainText('The connection dropped partway through the reply');
  await expect(starlight.button('Continue')).toBeVisible();
});

test('a question whose tab went away before the reply began is marked too', async ({
  starlight,
  demo,
  page,
}) => {
  await page.route('**/api/chat', () => undefined);
  await starlight.open(demo.url);
  await starlight.send('A question');
  await expect(starlight.log.getByText('Waiting for the model')).toBeVisible();
  await starlight.reload();
  await expect(starlight.questions).toContainText('A question');
  await expect(starlight.banner).toContainText('The connection dropped before the reply began');
});
