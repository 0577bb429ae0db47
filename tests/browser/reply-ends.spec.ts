import { type ChatEvent, encodeChatEvent } from '#lib/core/chat/chat-events.ts';
import type { ErrorKind } from '#lib/core/errors/error-kinds.ts';
import { toErrorBody } from '#lib/core/errors/starlight-error.ts';
import type { AppServer } from '../support/app-server.ts';
import { expect, type StarlightPage, test } from './starlight-page.ts';

const TEXT = `The first half ${'and more '.repeat(30)}`;
const START_OF_REPLY: ChatEvent[] = [
  { type: 'start', requestId: 'sl_1', model: 'starlight-demo' },
  { type: 'delta', text: TEXT },
];
const failing = (kind: ErrorKind): ChatEvent[] => [
  ...START_OF_REPLY,
  { type: 'error', error: toErrorBody({ kind }, 'sl_1') },
];

/** Every way in which the stream can end a reply that has begun, and the status that it leaves. */
const ENDS: readonly { end: string; events: ChatEvent[]; status: string; text: RegExp | null }[] = [
  {
    end: 'normally',
    events: [...START_OF_REPLY, { type: 'done', reason: 'stop' }],
    status: 'done',
    text: null,
  },
  {
    end: 'at its length limit',
    events: [...START_OF_REPLY, { type: 'done', reason: 'length' }],
    status: 'done reply_truncated',
    text: /length limit/,
  },
  {
    end: 'by a filter',
    events: [...START_OF_REPLY, { type: 'done', reason: 'content_filter' }],
    status: 'done reply_filtered',
    text: /safety filter/,
  },
  {
    end: 'by a refusal',
    events: [...START_OF_REPLY, { type: 'done', reason: 'refusal' }],
    status: 'done reply_refused',
    text: /declined to answer/,
  },
  {
    end: 'for an unknown reason',
    events: [...START_OF_REPLY, { type: 'done', reason: 'unknown' }],
    status: 'done reply_end_unknown',
    text: /unknown reason|reason Starlight doesn't know/,
  },
  {
    end: 'because the network drops',
    events: START_OF_REPLY,
    status: 'failed reply_interrupted',
    text: /connection dropped partway/,
  },
  {
    end: 'because the upstream drops it',
    events: failing('reply_interrupted'),
    status: 'failed reply_interrupted',
    text: /connection dropped partway/,
  },
  {
    end: 'by stalling',
    events: failing('reply_stalled'),
    status: 'failed reply_stalled',
    text: /reply stalled/,
  },
  {
    end: 'in invalid data',
    events: failing('reply_invalid'),
    status: 'failed reply_invalid',
    text: /can't be read/,
  },
  {
    end: 'at the deadline',
    events: failing('reply_timeout'),
    status: 'failed reply_timeout',
    text: /longer than (this site|Starlight) allows/,
  },
  {
    end: 'as the server restarts',
    events: failing('server_restarting'),
    status: 'failed server_restarting',
    text: /is restarting/,
  },
  {
    end: 'by a failure of the upstream',
    events: failing('server_error'),
    status: 'failed server_error',
    text: /went wrong at/,
  },
  {
    end: 'by a failure that only a newer server knows',
    events: failing('unknown'),
    status: 'failed unknown',
    text: /something unexpected/,
  },
];

/** Status and kind of the last reply in storage. */
async function readStatus(): Promise<string> {
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

for (const { end, events, status, text } of ENDS) {
  test(`a reply that ends ${end} is marked as such, even after a reload`, async ({
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
    const expectMarked = async () => {
      await expect(starlight.questions).toContainText('A question');
      await expect(starlight.replies).toContainText('The first half');
      await expect(starlight.replies).toHaveAttribute('aria-busy', 'false');
      if (text) await expect(starlight.banner).toContainText(text);
      else await expect(starlight.banner).toHaveCount(0);
    };
    await expectMarked();
    await starlight.reload();
    await expectMarked();
    expect(await page.evaluate(readStatus)).toBe(status);
  });
}

test('a stopped reply is marked as such, even after a reload', async ({
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
  expect(await page.evaluate(readStatus)).toBe('stopped');
});

test('a reply stopped before its first word is marked as such, even after a reload', async ({
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
  expect(await page.evaluate(readStatus)).toBe('stopped');
});

test('a reply whose tab closed is marked as cut off, even after a second reload', async ({
  starlight,
  demo,
}) => {
  await begin({ starlight, demo });
  // The text of the last second, up to 200 characters, may be lost with the tab.
  await expect(starlight.replies).toContainText(/[\s\S]{300}/);
  await starlight.reload();
  await expect(starlight.banner).toContainText('The connection dropped partway through the reply');
  await expect(starlight.replies).not.toBeEmpty();
  await starlight.reload();
  await expect(starlight.banner).toContainText('The connection dropped partway through the reply');
  await expect(starlight.button('Continue')).toBeVisible();
});

test('a question whose tab closed before the reply began is marked too', async ({
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
