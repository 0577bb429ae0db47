import { type AppServer, startApp } from '../support/app-server.ts';
import { DONE, delta, finish, roleEvent, usageEvent } from '../support/completion-events.ts';
import { recordAnnouncements } from '../support/record-announcements.ts';
import {
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '../support/scriptable-upstream.ts';
import { expect, type StarlightPage, signIn, test } from './starlight-page.ts';

test.use({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });

/** Sunday, 14:05:20 in Berlin. */
const NOW = '2026-11-22T13:05:20Z';
const CAUTION = 'Models make mistakes. Check important facts.';
const OPERATOR_CODE = 'only the owner knows';

let app: AppServer | undefined;
test.afterEach(async ({ page }) => {
  // The page's pending requests would fail with the server.
  await page.close();
  await app?.stop();
  app = undefined;
});

/** Sends messages that are refused immediately, so the test need not wait; each counts. */
async function sendMany(starlight: StarlightPage, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    const before = await starlight.questions.count();
    await starlight.send('/simulate key_invalid');
    await expect(starlight.questions).toHaveCount(before + 1);
    await starlight.ended();
  }
}

test.describe('the messages remaining this minute', () => {
  test.beforeEach(async ({ page, starlight }) => {
    app = await startApp({ STARLIGHT_DEMO: '1', STARLIGHT_RATE_LIMIT: '5' });
    await page.clock.install({ time: NOW });
    await starlight.open(app.url);
  });

  test('are announced when few remain, once per change, and before one is sent when none remain', async ({
    page,
    starlight,
  }) => {
    const announced = await recordAnnouncements(page);
    await page.reload();
    await starlight.hydrated();
    // The first counts against the address and creates the session.
    await sendMany(starlight, 2);
    await expect(page.getByText('This is a demo: no model is called')).toBeVisible();
    await sendMany(starlight, 1);
    await expect(page.getByText('2 messages remaining until 14:07.')).toBeHidden();
    await expect(page.getByText('3 messages remaining until 14:07.')).toBeVisible();
    await sendMany(starlight, 3);
    const none = page.getByText('No messages remaining until 14:07; one sent sooner is saved.');
    await expect(none).toBeVisible();
    const announcements = (await announced()).filter((words) => words.includes('remaining until'));
    expect(announcements).toEqual([
      'status: 3 messages remaining until 14:07.',
      'status: 2 messages remaining until 14:07.',
      'status: 1 message remaining until 14:07.',
      'status: No messages remaining until 14:07; one sent sooner is saved.',
    ]);

    await expect(starlight.button('Send')).toBeVisible();
    await starlight.send('one sent sooner');
    await expect(starlight.banner.last()).toContainText('429');
    await expect(starlight.questions.last()).toContainText('one sent sooner');
    await page.clock.fastForward('01:10');
    await expect(page.getByText('You can send messages again.')).toBeVisible();
    await expect(none).toBeHidden();
  });

  test('are shown with the first paint, without a request', async ({ page, starlight }) => {
    await sendMany(starlight, 4);
    const requestedPaths: string[] = [];
    page.on('request', (request) => requestedPaths.push(new URL(request.url()).pathname));
    await starlight.reload();
    await expect(page.getByText('2 messages remaining until 14:07.')).toBeVisible();
    expect(requestedPaths.filter((path) => path.startsWith('/api/'))).toEqual([]);
  });

  test('are hidden by a more important line: without a network, only that is shown', async ({
    page,
    context,
    starlight,
  }) => {
    await sendMany(starlight, 3);
    await expect(page.getByText('3 messages remaining')).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText("You're offline.")).toBeVisible();
    await expect(page.getByText('3 messages remaining')).toBeHidden();
    await context.setOffline(false);
    await expect(page.getByText('3 messages remaining')).toBeVisible();
  });
});

test.describe("a day's budget", () => {
  let upstream: ScriptableUpstream;
  test.beforeAll(async () => {
    upstream = await startScriptableUpstream();
  });
  test.afterAll(() => upstream.close());
  test.beforeEach(async ({ page, starlight }) => {
    app = await startApp({
      OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
      OPENAI_BASE_URL: upstream.url,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
      STARLIGHT_MAX_OUTPUT_TOKENS: '100',
      // Otherwise the shortest message reserves more than what remains here.
      STARLIGHT_MAX_THINKING_TOKENS: '0',
      STARLIGHT_DAILY_TOKENS: '54321',
    });
    await page.clock.install({ time: NOW });
    await starlight.open(app.url);
  });

  async function spend(starlight: StarlightPage, tokens: number): Promise<void> {
    const events = [roleEvent(), delta('Hi.'), finish(), usageEvent(tokens - 1, 1), DONE];
    upstream.respond(stream(events.join('')));
    await starlight.ask('Hello?');
  }

  test('is reported to a visitor when little or nothing remains, and never in figures', async ({
    page,
    starlight,
  }) => {
    await spend(starlight, 100);
    await expect(page.getByText(CAUTION)).toBeVisible();
    await spend(starlight, 48_000);
    await spend(starlight, 10);
    await expect(page.getByText("This site's daily budget is nearly used up.")).toBeVisible();
    await spend(starlight, 6200);
    await starlight.reload();
    await starlight.hydrated();
    await expect(
      page.getByText(
        "This site's daily budget is used up. You can send messages again tomorrow at 01:00.",
      ),
    ).toBeVisible();
    // Until the conversation is open, Enter leaves the text in the field.
    await expect(starlight.replies).toHaveCount(4);
    await starlight.send('Still?');
    await expect(starlight.banner).toContainText("this site's daily budget is used up");
    await expect(starlight.questions.last()).toContainText('Still?');
    expect(await page.content()).not.toMatch(/54[,.]?321/);
  });

  test('is reported to the operator in figures, and in the visitor’s words in the visitor view', async ({
    page,
    starlight,
  }) => {
    await spend(starlight, 48_000);
    await starlight.button('Operator sign-in').click();
    await signIn(page, OPERATOR_CODE, 'Operator code');
    const figures = page.getByText(
      "Today's budget is nearly used up: 6.321 tokens remaining until tomorrow at 01:00.",
    );
    await expect(figures).toBeVisible();
    await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
    await expect(page.getByText("This site's daily budget is nearly used up.")).toBeVisible();
    await expect(figures).toBeHidden();
  });
});
