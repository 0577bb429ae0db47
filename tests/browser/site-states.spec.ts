import type { Page } from '@playwright/test';
import { type AppServer, startApp } from '../support/app-server.ts';
import { expect, signIn, test } from './starlight-page.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;
const UPSTREAM = 'http://127.0.0.1:9/v1';

let app: AppServer | undefined;
test.afterEach(async ({ page }) => {
  // The page's pending requests would fail with the server.
  await page.close();
  await app?.stop();
  app = undefined;
});

test('without a key, strangers see that the site is not set up, and at most the names of variables', async ({
  page,
}) => {
  app = await startApp({});
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("This chat isn't set up yet");
  await expect(page.getByText('OPENAI_API_KEY')).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  const refused = await page.request.post(`${app.url}/api/chat`, {
    headers: { origin: app.url, 'sec-fetch-site': 'same-origin' },
    data: { messages: [{ role: 'user', content: 'x' }] },
  });
  expect(refused.status()).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { kind: 'not_configured' } });
});

for (const [what, value] of [
  ['the word Bearer before it', `Bearer ${KEY}`],
  ['a space inside', `${KEY.slice(0, 30)} ${KEY.slice(30)}`],
  ['only a placeholder', 'your-key-here'],
] as const) {
  test(`a key with ${what} shows the setup screen instead of the chat, and nothing of the key`, async ({
    page,
  }) => {
    app = await startApp({ OPENAI_API_KEY: value, STARLIGHT_PUBLIC: '1' });
    await page.goto(app.url);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText("This chat isn't set up yet");
    await expect(page.getByRole('textbox')).toHaveCount(0);
    const refused = await page.request.post(`${app.url}/api/chat`, {
      headers: { origin: app.url, 'sec-fetch-site': 'same-origin' },
      data: { messages: [{ role: 'user', content: 'x' }] },
    });
    expect(refused.status()).toBe(401);
    const seen = [await page.content(), await refused.text(), app.output()].join('\n');
    for (const part of [value, KEY.slice(8, 20), KEY.slice(35, 47)])
      expect(seen).not.toContain(part);
  });
}

test('the setup screen leads to the demo', async ({ page, starlight }) => {
  app = await startApp({});
  await page.goto(app.url);
  await page.getByRole('link', { name: 'Try the demo' }).click();
  await starlight.hydrated();
  await starlight.ask('What does 401 mean?');
  await expect(starlight.replies).toContainText('401');
  await expect(page.getByText('Demo: replies are simulated')).toBeVisible();
});

test('an unprotected key is not used: the page says why and what to set', async ({ page }) => {
  app = await startApp({ OPENAI_API_KEY: KEY, OPENAI_BASE_URL: UPSTREAM });
  await page.goto(app.url);
  await expect(page.getByText('nothing keeps strangers from using it')).toBeVisible();
  await expect(page.getByText('STARLIGHT_ACCESS_CODE=')).toBeVisible();
  await expect(page.getByText('STARLIGHT_PUBLIC=1')).toBeVisible();
  expect(await page.content()).not.toContain(KEY.slice(8, 16));
});

test('an access code is required, refused when wrong, and opens the chat when right', async ({
  page,
  starlight,
}) => {
  app = await startApp({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: UPSTREAM,
    STARLIGHT_ACCESS_CODE: 'correct horse battery',
    STARLIGHT_CONTACT: 'Ada (ada@example.org)',
  });
  await page.goto(app.url);
  await expect(page.getByText('ask Ada (ada@example.org)')).toBeVisible();
  await signIn(page, 'wrong horse battery');
  await expect(page.getByRole('alert').filter({ hasText: 'That code is incorrect' })).toBeVisible();
  await signIn(page, 'correct horse battery');
  await starlight.hydrated();

  await starlight.send('Hello?');
  await expect(starlight.banner).toContainText('502 Bad Gateway');
  await expect(starlight.banner).toContainText('Ada (ada@example.org)');
  await expect(starlight.banner).not.toContainText('OPENAI_');

  await starlight.composer.fill('a draft');
  await starlight.button('Sign out').click();
  await signIn(page, 'correct horse battery');
  await expect(starlight.composer).toHaveValue('a draft');
});

test.describe("before the page's code runs", () => {
  /** Opens the page, whose code loads only once the returned function is called. */
  async function openEarly(page: Page): Promise<() => void> {
    app = await startApp({ OPENAI_API_KEY: KEY, STARLIGHT_ACCESS_CODE: 'correct horse battery' });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/_next/static/**/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(app.url, { waitUntil: 'commit' });
    return release;
  }

  test('a code can be entered, and stays out of the address', async ({ page, starlight }) => {
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    page.on('request', (request) => addresses.push(request.url()));
    const release = await openEarly(page);
    const code = page.getByLabel('Access code');
    await code.pressSequentially('correct horse battery');
    await code.press('Enter');
    release();
    await starlight.hydrated();
    expect(addresses.filter((address) => address.includes('horse'))).toEqual([]);
    const kept = await page.evaluate(() =>
      Object.entries(window).flatMap(([name, value]) =>
        JSON.stringify([value].flat().filter((part) => typeof part === 'string')).includes('horse')
          ? name
          : [],
      ),
    );
    expect(kept).toEqual([]);
  });

  test('a code that is still being typed is not entered', async ({ page, starlight }) => {
    const release = await openEarly(page);
    const code = page.getByLabel('Access code');
    await code.pressSequentially('correct');
    await code.press('Enter');
    await code.pressSequentially(' horse battery');
    const tries: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/session')) tries.push(request.method());
    });
    release();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
    await expect(code).toHaveValue('correct horse battery');
    expect(tries).toEqual([]);
    await code.press('Enter');
    await starlight.hydrated();
  });
});

test.describe('a screen whose code cannot be loaded', () => {
  // Next logs what it could not load to the console; that is expected here.
  test.use({ noSurprises: async ({ page: _ }, use) => await use(undefined) });

  test('keeps its title, says so, and works after a reload', async ({ page }) => {
    app = await startApp({ OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1', STARLIGHT_CLOSED: '1' });
    const html = await (await page.request.get(app.url)).text();
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (html.includes(pathname)) await route.continue();
      else await route.fulfill({ status: 404 });
    });
    await page.goto(app.url);
    await expect(page.getByText("This part of the page couldn't be loaded.")).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The chat is closed for now');
    await page.unrouteAll();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.reload({ waitUntil: 'commit' });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The chat is closed for now');
    const again = page.getByRole('button', { name: 'Check again' });
    await expect(again).toBeDisabled();
    release();
    const checked = page.waitForRequest((request) => request.headers()['rsc'] === '1');
    await again.click();
    await checked;
  });
});

test('a session that ends during a chat is renewed in place, and nothing is lost', async ({
  page,
  starlight,
}) => {
  app = await startApp({
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: UPSTREAM,
    STARLIGHT_ACCESS_CODE: 'correct horse battery',
  });
  await page.goto(app.url);
  await signIn(page, 'correct horse battery');
  await starlight.hydrated();
  await page.context().clearCookies();
  await starlight.send('Hello?');
  await expect(starlight.banner).toContainText('401 Unauthorized');
  await starlight.composer.fill('a draft');
  await starlight.banner.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Access code')).toBeFocused();
  await page.keyboard.type('correct horse battery');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(starlight.composer).toHaveValue('a draft');
  await expect(starlight.banner).toContainText('502 Bad Gateway');
});

test('the operator signs in and reads the exact fix, which visitors do not see', async ({
  page,
}) => {
  app = await startApp({
    OPENAI_API_KEY: `"${KEY}"`,
    OPENAI_BASE_URL: UPSTREAM,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_OPERATOR_CODE: 'only the owner knows',
  });
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("This chat isn't set up yet");
  await expect(page.getByText('OPENAI_API_KEY')).toBeVisible();
  await expect(page.getByText(/quot/i)).toHaveCount(0);

  await page.getByRole('link', { name: 'Operator sign-in' }).click();
  await signIn(page, 'only the owner knows', 'Operator code');
  await expect(page.getByRole('status').first()).toContainText(/quotation marks/i);
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("The key can't work yet");
  await expect(page.getByText(/quotation marks/i).first()).toBeVisible();
  await expect(page.getByRole('textbox')).toHaveCount(0);
  for (const text of [await page.content(), app.output()]) {
    expect(text).not.toContain(KEY.slice(8, 16));
  }
});

test('a closed site says so, and lets a visitor check whether it is open again', async ({
  page,
}) => {
  app = await startApp({ STARLIGHT_CLOSED: '1', STARLIGHT_CONTACT: 'Ada <ada@example.org>' });
  await page.goto(app.url);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The chat is closed for now');
  await expect(page.getByRole('link', { name: 'ada@example.org' })).toHaveAttribute(
    'href',
    'mailto:ada@example.org',
  );
  await expect(page.getByText('STARLIGHT_CLOSED')).toHaveCount(0);
  const { port } = app;
  await app.stop();
  app = await startApp({ STARLIGHT_DEMO: '1' }, { port });
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
});

test('a closed site tells the operator how to open it, and offers nothing that is closed', async ({
  page,
}) => {
  app = await startApp({
    STARLIGHT_CLOSED: '1',
    OPENAI_API_KEY: KEY,
    STARLIGHT_OPERATOR_CODE: 'only the owner knows',
  });
  await page.goto(`${app.url}/doctor`);
  await signIn(page, 'only the owner knows', 'Operator code');
  await expect(page.getByRole('heading', { name: 'Doctor', exact: true })).toBeVisible();
  await page.goto(app.url);
  await expect(page.getByText('Remove STARLIGHT_CLOSED from .env.local')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Run the doctor' })).toBeVisible();
  await page.goto(`${app.url}/setup`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Try the demo' })).toHaveCount(0);
});

test('an unknown address has a helpful page', async ({ page, demo }) => {
  const response = await page.goto(`${demo.url}/nowhere`);
  expect(response?.status()).toBe(404);
  await page.getByRole('link', { name: 'Open chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
});
