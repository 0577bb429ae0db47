import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const TOO_LONG = 'Think until you run out of room';

test('how much a model thinks is set with the keyboard, and stays with its conversation', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.button(/^Model: /).press('Enter');
  const setting = page.getByRole('combobox', { name: 'Thinking' });
  await expect(page.getByRole('listbox', { name: 'Models' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(setting).toBeFocused();
  await page.keyboard.type('High');
  await expect(setting).toHaveValue('high');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  const picker = starlight.button(/^Model: .*, thinking: high$/);
  await expect(picker).toBeFocused();
  const request = page.waitForRequest('**/api/chat');
  await starlight.send('hello');
  expect((await request).postDataJSON()).toMatchObject({ reasoningEffort: 'high' });
  await starlight.ended();
  await starlight.reload();
  await expect(picker).toBeVisible();
});

test('a reply that ran out of room while thinking offers more room or less thinking', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.send(TOO_LONG);
  await expect(starlight.banner).toContainText('spent all of');
  const moreRoom = page.waitForRequest('**/api/chat');
  await starlight.banner.getByRole('button', { name: 'More room' }).press('Enter');
  expect((await moreRoom).postDataJSON()).toMatchObject({ maxOutputTokens: 1_000_000 });
  await expect(starlight.replies.last()).toContainText('What came before this was thinking.');

  await starlight.ended();
  await starlight.send(TOO_LONG);
  await expect(starlight.banner).toBeVisible();
  const lessThinking = page.waitForRequest('**/api/chat');
  await starlight.banner.getByRole('button', { name: 'Less thinking' }).press('Enter');
  expect((await lessThinking).postDataJSON()).toMatchObject({ reasoningEffort: 'low' });
  await expect(starlight.replies.last()).toContainText('What came before this was thinking.');
  await expect(starlight.button(/thinking: low$/)).toBeVisible();
});
