import { startApp } from '../support/app-server.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';
import { putConversation } from './stored-records.ts';

test('a conversation with more messages than can be sent says so before, and is sent without the oldest', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('hello');
  const texts = Array.from({ length: 1000 }, (_, index) => `Text ${index}`);
  const id = await putConversation(page, texts);
  await starlight.open(`${demo.url}/?chat=${id}`);
  const notice = page.getByText('With your next message, this conversation has 1,001 messages');
  await expect(notice).toBeVisible();
  const requests: { messages: unknown[] }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/chat')) requests.push(request.postDataJSON());
  });

  // Enter sends it as it is: nothing is sent that the server would refuse, and nothing is lost.
  await starlight.send('One more');
  await expect(starlight.banner).toContainText('It has 1,001 messages; the limit is 1,000');
  expect(requests).toHaveLength(0);
  await starlight.button(/^Leave out the 1\d\d oldest messages and retry$/).click();
  await starlight.ended();
  await expect(starlight.banner).toHaveCount(0);
  expect(requests[0]?.messages.length).toBeLessThan(910);
  await expect(starlight.log.getByText('oldest messages were left out')).toBeVisible();
  await expect(notice).toBeHidden();
});

test('a message that is too large on its own is told so while it is written', async ({ page }) => {
  const app = await startApp({ STARLIGHT_DEMO: '1', STARLIGHT_MAX_BODY_BYTES: '20000' });
  try {
    const starlight = new StarlightPage(page);
    await starlight.open(app.url);
    const notice = page.getByText(
      'This message is too large to send: 30 kB, and the limit is 20 kB',
    );
    await starlight.composer.fill('x'.repeat(29_000));
    await expect(notice).toBeVisible();
    await starlight.composer.fill('x'.repeat(15_000));
    await expect(notice).toBeHidden();
    await starlight.composer.press('Enter');
    await starlight.ended();
    await starlight.composer.fill('y'.repeat(10_000));
    await page.getByRole('button', { name: 'Leave out the 2 oldest and send' }).click();
    await starlight.ended();
    await expect(starlight.banner).toHaveCount(0);
    await expect(starlight.composer).toHaveValue('');
    await expect(starlight.log.getByText('The 2 oldest messages were left out')).toBeVisible();
  } finally {
    await app.stop();
  }
});
