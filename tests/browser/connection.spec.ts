import { reply } from '../support/completion-events.ts';
import { type FreezableProxy, startFreezableProxy } from '../support/freezable-proxy.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';

let proxy: FreezableProxy;
test.beforeEach(async ({ live }) => {
  proxy = await startFreezableProxy(live.url);
});
test.afterEach(async () => {
  await proxy.close();
});

test.describe('a stream that dies silently', () => {
  test.beforeEach(async ({ starlight, page, live }) => {
    await page.clock.install();
    await starlight.open(proxy.url);
    live.openReply();
    await starlight.send('A question');
    await expect(starlight.replies).toContainText('It begins');
    proxy.freeze();
  });

  test('is detected within 15 s, and the server closes the upstream connection', async ({
    starlight,
    page,
    live,
  }) => {
    await page.clock.runFor(12_000);
    await expect(starlight.button('Stop')).toBeVisible();
    await page.clock.runFor(4000);
    await expect(starlight.banner).toContainText(
      'The connection dropped partway through the reply',
    );
    await expect(starlight.replies).toContainText('It begins');
    await live.upstream.requests.at(-1)?.closed;
  });

  test('is detected within 5 s after ten minutes of sleep', async ({ starlight, page, live }) => {
    await page.clock.fastForward('10:00');
    await expect(starlight.button('Stop')).toBeVisible();
    await page.clock.runFor(5000);
    await expect(starlight.banner).toContainText('The connection dropped');
    await live.upstream.requests.at(-1)?.closed;
    proxy.thaw();
    // Like real models, this one starts with the words that are already there.
    live.upstream.respond(stream(reply('It beg', 'ins and', ' goes on.')));
    await starlight.button('Continue').click();
    await starlight.ended();
    await expect(
      starlight.replies.getByText('It begins and goes on.', { exact: true }),
    ).toBeVisible();
  });

  test('is detected within 5 s after the network returns', async ({ starlight, page }) => {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.clock.runFor(5000);
    await expect(starlight.banner).toContainText('The connection dropped');
  });

  test('is detected within 5 s after the page returns from the cache', async ({
    starlight,
    page,
  }) => {
    await page.evaluate(() =>
      window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
    );
    await page.clock.runFor(5000);
    await expect(starlight.banner).toContainText('The connection dropped');
  });
});

for (const [press, answer, shown] of [
  ['Continue', ' and goes on.', 'It begins and goes on.'],
  ['Retry', 'It begins anew.', 'It begins anew.'],
] as const) {
  test(`${press} works although the server has not noticed that its reader is gone`, async ({
    starlight,
    page,
    live,
  }) => {
    await starlight.open(proxy.url);
    live.openReply();
    await starlight.send('A question');
    await expect(starlight.replies).toContainText('It begins');
    proxy.lose('/api/chat');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await expect(starlight.banner).toContainText('The connection dropped', { timeout: 20_000 });
    expect(live.upstream.inFlight()).toBe(1);
    live.upstream.respond(stream(reply(answer)));
    await starlight.button(press).click();
    await starlight.ended();
    await expect(starlight.replies.last()).toContainText(shown);
  });
}

test('a model that thinks silently is not taken for dead, even after a wake', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(proxy.url);
  const running = live.openReply();
  await starlight.send('A question');
  await expect(starlight.replies).toContainText('It begins');
  for (let wake = 0; wake < 2; wake += 1) {
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await proxy.passed(/: still thinking/, 2);
  }
  await expect(starlight.button('Stop')).toBeVisible();
  running.end();
  await starlight.ended();
  await expect(starlight.replies).toContainText('It begins and ends.');
  await expect(starlight.banner).toHaveCount(0);
});

test('a request that the network dropped ends after a wake, and can be sent again', async ({
  starlight,
  page,
}) => {
  await starlight.open(proxy.url);
  // The code that reads replies loads after the page is shown, and must not be what is dropped.
  await page.waitForLoadState('networkidle');
  proxy.freeze();
  const sent = page.waitForRequest('**/api/chat');
  await starlight.send('A question');
  await sent;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  // The server gets four seconds to answer.
  await expect(starlight.banner).toContainText(/this site can't be reached/i, { timeout: 20_000 });
  proxy.thaw();
  await starlight.button('Send again').click();
  await starlight.ended();
  await expect(starlight.replies).toContainText('An answer.');
});

test('offline, the composer says so, the message is saved, and nothing is sent automatically', async ({
  starlight,
  context,
  page,
  live,
}) => {
  await starlight.open(proxy.url);
  live.upstream.respond(stream(reply('Back again.')));
  await page.waitForLoadState('networkidle');
  const offlineLine = page.getByRole('status').filter({ hasText: "You're offline." });
  const before = live.upstream.requests.length;
  await context.setOffline(true);
  await expect(offlineLine).toBeVisible();
  await expect(page.getByText('Models make mistakes')).toBeHidden();
  await starlight.send('Hello?');
  await expect(starlight.banner).toContainText(/offline/i);

  await context.setOffline(false);
  await expect(offlineLine).toHaveCount(0);
  await expect(page.getByText('Models make mistakes')).toBeVisible();
  await starlight.reload();
  await expect(starlight.questions).toContainText('Hello?');
  await expect(starlight.banner).toContainText(/offline/i);
  expect(live.upstream.requests.length).toBe(before);
});

test.describe('a page whose server was updated', () => {
  test('says so once its reply has ended, and keeps everything after a reload', async ({
    starlight,
    page,
    live,
  }) => {
    await starlight.open(proxy.url);
    proxy.rewrite((text) => text.replace(/(x-starlight-build: )[0-9a-f]{12}/, '$1newer-build0'));
    const running = live.openReply();
    await starlight.send('A question');
    await expect(page.getByText('A newer version of this page is available.')).toBeVisible();
    await expect(page.getByText('once the reply has ended')).toBeVisible();
    await expect(starlight.button('Reload')).toBeHidden();
    await starlight.composer.fill('half a thought');
    running.end();
    await starlight.ended();
    await expect(starlight.replies).toContainText('It begins and ends.');

    proxy.rewrite((text) => text);
    await starlight.button('Reload').click();
    await expect(page.getByText('A newer version of this page is available.')).toBeHidden();
    await expect(starlight.replies).toContainText('It begins and ends.');
    await expect(starlight.composer).toHaveValue('half a thought');
  });

  test('stays usable when parts of it are gone', async ({ starlight, page, live }) => {
    await starlight.open(proxy.url);
    await page.waitForLoadState('networkidle');
    await page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404 }));
    live.upstream.respond(stream(reply('```python\nprint(1)\n```')));
    // The code that reads replies is already loaded; the colors of Python are not.
    await starlight.ask('A question');
    await expect(starlight.replies).toContainText('print(1)');
    await expect(page.getByText("Part of this page couldn't be loaded")).toBeVisible();
    await expect(starlight.button('Reload')).toBeVisible();
    await expect(starlight.composer).toBeEditable();
  });

  test('explains what it can when only its first parts were loaded', async ({
    starlight,
    page,
  }) => {
    const html = await (await page.request.get(proxy.url)).text();
    await page.route('**/_next/static/chunks/*.js', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (html.includes(pathname)) await route.continue();
      else await route.fulfill({ status: 404 });
    });
    await starlight.open(proxy.url);
    await starlight.send('A question');
    await expect(starlight.questions).toContainText('A question');
    await expect(starlight.banner).toBeVisible();
    await expect(page.getByText("Part of this page couldn't be loaded")).toBeVisible();
    await starlight.send('a long line\n'.repeat(60));
    await expect(starlight.banner).toHaveCount(2);
    await starlight.send('The next one');
    await expect(starlight.questions.last()).toBeInViewport();
  });
});

test('a reader who scrolls up before the code that follows the end has loaded stays there', async ({
  starlight,
  demo,
  page,
}) => {
  const loadCode = Promise.withResolvers<void>();
  await starlight.open(demo.url);
  await starlight.ask('a long line\n'.repeat(80));
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes('Jump to latest')) await loadCode.promise;
    await route.fulfill({ response });
  });
  await starlight.reload();
  await expect(starlight.questions).toContainText('a long line');
  await page.getByRole('log').evaluate((log) => log.parentElement?.scrollTo(0, 100));
  loadCode.resolve();
  await expect(starlight.button('Jump to latest')).toBeVisible();
  expect(await page.getByRole('log').evaluate((log) => log.parentElement?.scrollTop)).toBe(100);
  // Other code may still be on its way.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test.describe('a link whose page is gone', () => {
  // Next logs what it could not load to the console; that is expected here.
  test.use({ noSurprises: async ({ page: _ }, use) => await use(undefined) });

  test('leads to an explanation instead of a blank page', async ({ starlight, demo, page }) => {
    await starlight.open(demo.url);
    await page.waitForLoadState('networkidle');
    await page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Setup' }).click();
    await expect(page.getByRole('heading', { name: "couldn't be loaded" })).toBeVisible();
    await expect(page.getByText('Starlight was updated while this page was open')).toBeVisible();
    await page.unroute('**/_next/static/chunks/**');
    await starlight.button('Reload the page').click();
    await expect(page.getByRole('heading', { name: "couldn't be loaded" })).toBeHidden();
  });
});

test('a dialog whose code is gone says so, and closes', async ({ starlight, demo, page }) => {
  await starlight.open(demo.url);
  await page.waitForLoadState('networkidle');
  await page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404 }));
  await starlight.button('Simulate a failure').click();
  const dialog = page.getByRole('dialog', { name: 'Simulate a failure' });
  await expect(dialog.getByRole('alert')).toContainText("couldn't be loaded");
  await dialog.getByRole('button', { name: 'Close' }).click();
  await starlight.ask('hello');
  await expect(starlight.replies).not.toBeEmpty();
});
