import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { storedText } from '../matrix/support/stored-messages.ts';
import { type AppServer, startApp } from '../support/app-server.ts';
import { delta, event, reply, roleEvent } from '../support/completion-events.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

/** The files that the build wrote for browsers. */
function builtClientFiles(): string[] {
  const folder = new URL('../../.next/static/', import.meta.url);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));
}

/** Shaped like a key and unlike any word: a leak of any four consecutive characters is found. */
const SECRET = 'Zq7vXw9kYb3uJf8hTr2pLd6nGc4mSe5aWi1oUz0x';
const KEY = `sk-proj-${SECRET}`;
const FRAGMENTS = Array.from({ length: SECRET.length - 3 }, (_, at) => SECRET.slice(at, at + 4));

let app: AppServer;
let upstream: ScriptableUpstream;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
  app = await startApp({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_MODELS: 'model-one,model-two',
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '1000',
    STARLIGHT_SYSTEM_PROMPT: 'You are the house assistant.',
    STARLIGHT_CONTACT: 'Ada',
    STARLIGHT_IDLE_TIMEOUT_MS: '1000',
  });
});
test.afterAll(async () => {
  await app.stop();
  await upstream.close();
});
test.beforeEach(async ({ starlight }) => {
  await starlight.open(app.url);
});

test('a message goes through the server to the upstream, and its reply into the log', async ({
  starlight,
  page,
}) => {
  upstream.respond(stream(reply('Grüße ', 'aus **Starlight** 👋')));
  await starlight.ask('Hello?');
  await expect(starlight.replies).toHaveText(/Grüße aus Starlight 👋/);
  const sent = upstream.requests.at(-1);
  expect(sent?.headers['authorization']).toBe(`Bearer ${KEY}`);
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({
    model: 'model-one',
    stream: true,
    messages: [
      { role: 'system', content: 'You are the house assistant.' },
      { role: 'user', content: 'Hello?' },
    ],
  });
  expect(await page.content()).not.toContain('house assistant');
  await expect(page.getByText('simulated')).toHaveCount(0);
});

test('an error is explained to the visitor and never sent to the model as context', async ({
  starlight,
}) => {
  const message = `Incorrect API key provided: ${KEY.slice(0, 12)}***${KEY.slice(-4)}.`;
  upstream.respond(
    answer(401, {
      error: { message, type: 'invalid_request_error', code: 'invalid_api_key', param: null },
    }),
  );
  await starlight.send('Hello?');
  await expect(starlight.banner).toContainText('401 Unauthorized');
  await expect(starlight.banner).toContainText('Ada');
  await expect(starlight.banner).not.toContainText(/OPENAI_API_KEY|Incorrect API key/);

  upstream.respond(stream(reply('Now it works.')));
  await starlight.ask('And now?');
  const { messages } = JSON.parse(upstream.requests.at(-1)?.body ?? '');
  expect(messages.map(({ role }: { role: string }) => role)).toEqual(['system', 'user', 'user']);
});

test('Stop closes the connection to the upstream immediately', async ({ starlight }) => {
  upstream.respond(async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream' });
    await exchange.write(roleEvent() + delta('It begins'));
  });
  await starlight.send('Hello?');
  await expect(starlight.replies).toContainText('It begins');
  const pressedAt = performance.now();
  await starlight.button('Stop').click();
  await upstream.requests.at(-1)?.closed;
  expect(performance.now() - pressedAt).toBeLessThan(500);
  await expect(starlight.log.getByText('You stopped this reply.')).toBeVisible();
});

test('a reply that stalls is kept, marked, and can be continued', async ({ starlight }) => {
  upstream.respond(async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream' });
    await exchange.write(roleEvent() + delta('The first half'));
  });
  await starlight.send('Hello?');
  await expect(starlight.replies).toContainText('The first half');
  await expect(starlight.banner).toBeVisible();
  upstream.respond(stream(reply(' and the second.')));
  await starlight.button('Continue').click();
  await starlight.ended();
  await expect(starlight.replies).toContainText('The first half and the second.');
  await expect(starlight.banner).toHaveCount(0);
});

test('a tab that closes during a reply later shows the part that arrived, marked', async ({
  starlight,
  page,
}) => {
  upstream.respond(async (exchange) => {
    await exchange.head(200, { 'content-type': 'text/event-stream' });
    await exchange.write(roleEvent() + delta(`The first half ${'and more '.repeat(40)}`));
  });
  await starlight.send('Hello?');
  await expect(starlight.replies).toContainText('The first half');
  await page.reload();
  await expect(starlight.questions).toContainText('Hello?');
  await expect(starlight.replies).toContainText('The first half');
  await expect(starlight.banner).toBeVisible();
});

test('a browser that goes offline keeps the message, and sends it on request', async ({
  starlight,
  context,
  page,
}) => {
  upstream.respond(stream(reply('Back again.')));
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await starlight.send('Hello?');
  await expect(starlight.banner).toContainText(/offline/i);
  await expect(starlight.questions).toContainText('Hello?');
  await context.setOffline(false);
  await starlight.button('Send now').click();
  await starlight.ended();
  await expect(starlight.replies).toContainText('Back again.');
});

test('no fragment of the key reaches the page, its code, its storage or the log', async ({
  starlight,
  page,
}) => {
  const seen: string[] = [];
  page.on('response', async (response) => {
    const headers = JSON.stringify(response.headers());
    seen.push(headers, await response.text().catch(() => ''));
  });
  await page.reload();
  const echoes = [
    answer(401, { error: { message: `Bad key ${KEY}`, code: KEY, param: KEY, type: KEY } }),
    answer(500, `<html>${KEY}</html>`, { 'x-request-id': KEY, 'set-cookie': `k=${KEY}` }),
    answer(429, { error: { message: KEY } }, { 'retry-after': KEY }),
    stream(roleEvent(), delta('Text. '), event({ error: { message: KEY, code: KEY } })),
    stream(roleEvent(), `data: ${KEY}\n\n`),
  ];
  for (const [index, echo] of echoes.entries()) {
    upstream.respond(echo);
    await starlight.send(`Question ${index}`);
    await expect(starlight.banner).toHaveCount(index + 1);
  }
  seen.push(await page.content(), app.output());
  const stored = await storedText(page);
  expect(stored).toContain('Question 0');
  seen.push(stored, ...builtClientFiles());
  for (const fragment of FRAGMENTS) {
    expect(seen.filter((text) => text.includes(fragment))).toEqual([]);
  }
});
