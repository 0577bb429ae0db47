import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

test('a question searches the web while the switch is on, and the conversation remembers it', async ({
  page,
  demo,
  starlight,
}) => {
  await starlight.open(demo.url);
  const placeOfSend = () => starlight.button('Send').boundingBox();
  const before = await placeOfSend();
  const search = starlight.button('Search the web');
  await expect(search).toHaveAttribute('aria-pressed', 'false');
  await search.focus();
  await page.keyboard.press('Space');
  await expect(search).toHaveAttribute('aria-pressed', 'true');
  expect(await placeOfSend()).toEqual(before);
  await starlight.ask('What does 429 mean?');
  await expect(starlight.replies.last()).toContainText('What does 429 mean?');
  await expect(starlight.replies.last()).toContainText('Found on the web');
  expect(await axeViolations(page)).toEqual([]);
  await starlight.reload();
  await expect(search).toHaveAttribute('aria-pressed', 'true');
  await starlight.button('New chat').first().click();
  await expect(search).toHaveAttribute('aria-pressed', 'false');
  // Switched on and not asked with, it is no other conversation's.
  await starlight.ask('What does 401 mean?');
  await search.click();
  await expect(search).toHaveAttribute('aria-pressed', 'true');
  await starlight.button('New chat').first().click();
  await expect(search).toHaveAttribute('aria-pressed', 'false');
});
