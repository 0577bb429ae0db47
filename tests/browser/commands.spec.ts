import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

test('everything can be done from the list of commands, with the keyboard alone', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  await starlight.ask('First question');
  await starlight.button('New chat').click();
  await starlight.ask('Second question');
  const palette = page.getByRole('dialog', { name: 'Search and commands' });
  const field = palette.getByRole('combobox');
  const active = palette.getByRole('option', { selected: true });

  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await expect(active).toContainText('First question');
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowUp');
  await expect(active).toContainText('Show all shortcuts');
  await expect(active).toBeInViewport();
  await expect(field).toHaveAttribute(
    'aria-activedescendant',
    (await active.getAttribute('id')) ?? '',
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(starlight.questions).toHaveText('First question');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('dark');
  await expect(active).toContainText('Use the dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('rename');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Conversation name' })).toBeFocused();
  await page.keyboard.type('A better name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'A better name' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.press('Alt+Shift+O');
  await expect(starlight.log).toBeHidden();
  await expect(starlight.composer).toBeFocused();
  await page.keyboard.type('?');
  await expect(starlight.composer).toHaveValue('?');
});

test('the shortcuts are shown in titles, and all of them after a question mark', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  await expect(starlight.button('New chat')).toHaveAttribute('title', 'New chat (Alt+Shift+O)');
  await starlight.button('Search').focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByRole('definition').filter({ hasText: 'Ctrl+K' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(starlight.button('Search')).toBeFocused();
});

test('a search that could not be loaded says so', async ({ starlight, page, live }) => {
  await starlight.open(live.url);
  await expect(starlight.button('New chat')).toHaveAttribute('title', 'New chat (Alt+Shift+O)');
  await page.route('**/_next/static/**', (route) => route.abort());
  await starlight.button('Search').click();
  await expect(page.getByRole('dialog', { name: 'Search' })).toContainText("couldn't be loaded");
});
