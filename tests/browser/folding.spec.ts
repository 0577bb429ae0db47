import { expect, test } from './starlight-page.ts';

const LINES = Array.from({ length: 200 }, (_, index) => `line ${index} of the paste`);

test('a sent message longer than a screen is folded, and nothing of it is lost', async ({
  starlight,
  page,
  demo,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await starlight.open(demo.url);
  await starlight.composer.fill(LINES.join('\n'));
  await starlight.composer.press('Enter');
  await starlight.ended();
  const bubble = starlight.questions.getByRole('paragraph');
  const height = async () => (await bubble.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(500);
  await starlight.questions.hover();
  await starlight.button('Copy message').click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(LINES.join('\n'));

  await starlight.button('Show all').click();
  expect(await height()).toBeGreaterThan(4000);
  expect(await bubble.innerText()).toBe(LINES.join('\n'));
  await starlight.button('Show less').click();
  expect(await height()).toBeLessThan(500);
  await expect(bubble).toBeInViewport();

  // As the browser does before it shows what its search has found.
  await bubble.locator('[hidden]').dispatchEvent('beforematch');
  await expect(starlight.button('Show less')).toBeVisible();
  expect(await height()).toBeGreaterThan(4000);
  await starlight.button('Show less').click();

  await page.emulateMedia({ media: 'print' });
  expect(await height()).toBeGreaterThan(4000);
});

test('a long message without line breaks is folded within its line', async ({
  starlight,
  demo,
}) => {
  await starlight.open(demo.url);
  const text = 'words and words '.repeat(400).trim();
  await starlight.composer.fill(text);
  await starlight.composer.press('Enter');
  await starlight.ended();
  await starlight.button('Show all').click();
  expect(await starlight.questions.getByRole('paragraph').innerText()).toBe(text);
});
