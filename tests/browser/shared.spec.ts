import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { startApp } from '../support/app-server.ts';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const shareDialog = (page: Page) => page.getByRole('dialog', { name: 'Share this conversation' });
const shareButton = 'Share the conversation up to here';

const linkTo = (value: unknown) =>
  `/shared#1.${deflateRawSync(JSON.stringify(value)).toString('base64url')}.e`;

async function copiedLink(page: Page): Promise<string> {
  await expect(shareDialog(page).getByRole('status')).toHaveText('Link copied.');
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a conversation is shared as a link that no server sees, read by a stranger, and continued', async ({
  starlight,
  page,
  context,
  live,
  browser,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  live.upstream.respond(stream(reply('An **answer** about quetzalcoatl.')));
  await starlight.open(live.url);
  await starlight.ask('What is the password: hunter2 for?');
  await starlight.button(shareButton).click();
  await expect(shareDialog(page)).toContainText('Password or secret in message 1: password: h…');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Tab');
  await expect(shareDialog(page).getByRole('button', { name: 'Copy link anyway' })).toBeEnabled();
  await shareDialog(page).getByRole('button', { name: 'Copy link anyway' }).click();
  const link = await copiedLink(page);
  expect(link).toMatch(/\/shared#1\.[\w-]+\.e$/);

  const stranger = await browser.newContext();
  const reader = await stranger.newPage();
  const requests: string[] = [];
  reader.on('request', (request) => {
    requests.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`);
  });
  const complaints: string[] = [];
  reader.on('console', (message) => complaints.push(message.text()));
  await reader.goto(link);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(
    'What is the password: hunter2 for?',
  );
  await expect(reader.getByRole('article')).toContainText(['hunter2', 'An answer about']);
  await expect(reader.locator('strong').last()).toHaveText('answer');
  await expect(reader.getByText('Shared by someone, not by this site.')).toBeInViewport();
  await expect(reader.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/);
  expect(await axeViolations(reader)).toEqual([]);
  await reader.waitForLoadState('networkidle');
  const packed = link.slice(link.indexOf('#') + 3, -2);
  const sent = requests.filter(
    (request) => request.includes(packed.slice(0, 12)) || /hunter2|quetzal/.test(request),
  );
  expect({ sent, complaints }).toEqual({ sent: [], complaints: [] });
  await stranger.close();

  await page.goto(link);
  await starlight.button('Continue here').click();
  await expect(starlight.questions).toHaveText('What is the password: hunter2 for?');
  await expect(starlight.conversations).toHaveCount(2);
  await starlight.ask('And now?');
  await expect(starlight.replies).toHaveCount(2);
  await page.goto(link);
  await starlight.button('Continue here').click();
  await expect(starlight.questions).toHaveText(['What is the password: hunter2 for?', 'And now?']);
  await expect(starlight.conversations).toHaveCount(2);
});

test('what is too long for a link is offered as a file', async ({ starlight, page, live }) => {
  const words = Array.from({ length: 9000 }, (_, at) => Math.sin(at).toString(36)).join(' ');
  live.upstream.respond(stream(reply(words)));
  await starlight.open(live.url);
  await starlight.ask('A long one');
  await starlight.button(shareButton).click();
  await expect(shareDialog(page)).toContainText('too long for a link');
  await expect(starlight.button(/^Copy link/)).toHaveCount(0);
  const downloading = page.waitForEvent('download');
  await starlight.button('Save as HTML file').click();
  expect((await downloading).suggestedFilename()).toBe('A-long-one.html');
});

test('a link that does not open says why, also after a change of the address', async ({
  page,
  live,
}) => {
  const alert = page.getByRole('main').getByRole('alert');
  await page.goto(`${live.url}/shared`);
  await expect(alert).toContainText('no conversation in it');
  for (const [fragment, words] of [
    ['#1.AAAA', 'incomplete or was changed'],
    ['#7.AAAA.e', 'newer version'],
    [linkTo({ title: '', messages: [{ role: 'robot', text: '' }] }).slice(7), 'messages.0.role'],
    [linkTo({ title: 'a'.repeat(20_000_000), messages: [] }).slice(7), 'contains too much'],
  ] as const) {
    await page.evaluate((next) => {
      window.location.hash = next;
    }, fragment);
    await expect(alert).toContainText(words);
  }
  expect(await axeViolations(page)).toEqual([]);
});

test('a shared link can be read where the chat needs a code, and offers no chat there', async ({
  page,
}) => {
  const app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    STARLIGHT_ACCESS_CODE: 'correct horse battery',
  });
  await page.goto(
    app.url + linkTo({ title: 'T', messages: [{ role: 'user', text: '<b>Hi</b>' }] }),
  );
  await expect(page.getByRole('article')).toHaveText('<b>Hi</b>');
  await expect(page.getByRole('button', { name: 'Continue here' })).toHaveCount(0);
  await page.close();
  await app.stop();
});
