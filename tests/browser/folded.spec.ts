import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const REPLY =
  'Before[^b] and[^a].\n\n<details>\n<summary>The **log**</summary>\n\nFolded `text`[^a]\n\n' +
  '<details>\n<summary>Deeper</summary>\n\nTwice folded[^b]\n\n</details>\n\n</details>\n\n' +
  `${'A line.\n\n'.repeat(60)}[^a]: The first note\n[^b]: The second note`;

test('what a reply folds away opens by keyboard, is on paper, and footnotes lead there and back', async ({
  page,
  starlight,
  demo,
}) => {
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Fold it');
  await chat.say(
    { type: 'start', requestId: 'sl_1', model: 'starlight-demo' },
    { type: 'delta', text: REPLY },
    { type: 'done', reason: 'stop' },
  );
  const folded = starlight.log.getByText('Folded text');
  const isShown = () => folded.evaluate((element) => element.checkVisibility());
  await expect(starlight.log.getByText('The log')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Note 1', exact: true })).toHaveText('1');
  expect(await isShown()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await isShown()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  await starlight.log.getByText('The log').focus();
  await page.keyboard.press('Enter');
  expect(await isShown()).toBe(true);
  expect(await axeViolations(page)).toEqual([]);

  const address = page.url();
  await page.getByRole('button', { name: 'Note 2', exact: true }).first().press('Enter');
  await expect(starlight.log.getByText('The first note', { exact: true })).toBeInViewport();
  await page.getByRole('button', { name: 'Back to mark 2 of note 2' }).press('Enter');
  await expect(folded).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Note 2', exact: true }).nth(1)).toBeFocused();
  // Through both levels, however they were left.
  await page.locator('details').evaluateAll((all) => {
    for (const details of all) details.removeAttribute('open');
  });
  await page.getByRole('button', { name: 'Back to mark 2 of note 1' }).press('Enter');
  await expect(starlight.replies.getByText('Twice folded')).toBeInViewport();
  expect(page.url()).toBe(address);
});
