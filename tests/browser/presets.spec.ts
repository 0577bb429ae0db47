import { readFile } from 'node:fs/promises';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

test('settings of a conversation are sent and kept, and saved as a preset that a link can choose', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(stream(reply('An answer.')));
  await starlight.open(live.url);
  await starlight.button('Conversation settings').click();
  const dialog = page.getByRole('dialog');
  const instructions = dialog.getByLabel('Instructions');
  await expect(instructions).toBeFocused();
  await instructions.fill('Be brief.');
  await dialog.getByLabel('Temperature').fill('3');
  await expect(dialog.getByText('Enter a number from 0 to 2.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('Temperature')).toBeFocused();
  await dialog.getByLabel('Temperature').fill('0.5');
  await dialog.getByRole('button', { name: 'Save as a preset' }).click();
  await page.keyboard.type('Terse');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Saved as Terse.')).toBeVisible();
  expect(await axeViolations(page, (axe) => axe.include('dialog'))).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();

  await starlight.reload();
  const opener = starlight.button('Conversation settings: changed');
  await expect(opener).toBeVisible();
  const request = page.waitForRequest('**/api/chat');
  await starlight.send('hello');
  expect((await request).postDataJSON()).toMatchObject({
    instructions: 'Be brief.',
    temperature: 0.5,
  });
  await starlight.ended();
  await opener.click();
  await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(starlight.button('Conversation settings')).toBeVisible();
  await starlight.reload();
  await expect(starlight.button('Conversation settings')).toBeVisible();

  await starlight.open(`${live.url}/?ask=Hi&preset=terse&model=model-two`);
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('model-two');
  await expect(starlight.composer).toHaveValue('Hi');
  await expect(starlight.log).toBeHidden();
  await starlight.open(`${live.url}/?preset=Nothing&model=gpt-none`);
  await expect(page.getByText('There is no preset “Nothing” in this browser.')).toBeVisible();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('model-one');

  await starlight.button('Your data').click();
  await expect(dialog).toContainText('Also saved: one preset.');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    starlight.button('Export all conversations as JSON').click(),
  ]);
  const exported = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(exported.presets).toMatchObject([{ name: 'Terse', settings: { temperature: 0.5 } }]);
  await starlight.button('Delete all conversations').click();
  await starlight.button('Delete it').click();
  await expect(dialog).toContainText('Everything was deleted.');
  expect(await page.evaluate(() => localStorage.getItem('starlight:presets'))).toBeNull();
  await page.getByLabel('File to import').setInputFiles(await download.path());
  await expect(dialog).toContainText('Also saved: one preset.');
});

test('a prompt is chosen after a slash and filled in with Tab, and stays out of the way of other text', async ({
  starlight,
  page,
  live,
}) => {
  live.upstream.respond(stream(reply('An answer.')));
  await starlight.open(live.url);
  await starlight.composer.fill('/');
  const menu = page.getByRole('listbox', { name: 'Prompts' });
  await expect(menu.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Prompts' });
  await dialog.getByRole('button', { name: 'New prompt' }).click();
  await page.keyboard.type('two words');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert').first()).toContainText('A name has 1 to 40 characters');
  await dialog.getByLabel('Name, after the slash').fill('translate');
  await dialog.getByLabel('Prompt', { exact: true }).fill('Translate into {{language}}: {{text}}!');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('listitem')).toContainText('/translate');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export' }).click(),
  ]);
  const again = async () => {
    await page.getByLabel('File of prompts to import').setInputFiles(await download.path());
  };
  await again();
  await expect(dialog).toContainText('Nothing was added. One was here already');
  await dialog.getByRole('button', { name: 'Delete translate' }).click();
  await again();
  await expect(dialog).toContainText('One prompt was added.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await expect(starlight.composer).toBeFocused();

  await starlight.open(live.url);
  await starlight.composer.pressSequentially('/tr');
  await expect(menu.getByRole('option', { selected: true })).toContainText('/translate');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Thai');
  await page.keyboard.press('Tab');
  await page.keyboard.type('good day');
  await expect(starlight.composer).toHaveValue('Translate into Thai: good day!');
  await page.keyboard.press('Tab');
  await expect(starlight.composer).not.toBeFocused();
  await starlight.composer.fill('/usr/bin/tr is a path');
  await expect(menu).toBeHidden();
  await starlight.composer.fill('/tr');
  await expect(menu).toBeVisible();
  await starlight.composer.press('Escape');
  await expect(menu).toBeHidden();
  await starlight.composer.press('Enter');
  await expect(starlight.questions).toContainText('/tr');

  await starlight.composer.fill('/');
  await expect(menu).toBeVisible();
  await starlight.composer.press('ArrowUp');
  await starlight.composer.press('Enter');
  await expect(dialog.getByRole('listitem')).toContainText('/translate');
  expect(await axeViolations(page, (axe) => axe.include('dialog[open]'))).toEqual([]);
});

test('damaged settings for new conversations stop no message, and are said', async ({
  starlight,
  page,
  live,
}) => {
  await page.addInitScript(() => {
    if (localStorage.getItem('starlight:new-conversations') === null)
      localStorage.setItem(
        'starlight:new-conversations',
        '{"temperature":"hot","messages":[],"instructions":"Be kind."}',
      );
  });
  await starlight.open(live.url);
  await starlight.ask('A question');
  const body = live.upstream.requests.at(-1)?.body ?? '';
  expect(body).toContain('Be kind.');
  expect(body).not.toContain('hot');
  await expect(page.getByText('The settings for new conversations were damaged')).toBeVisible();
  await starlight.reload();
  await expect(starlight.replies).toHaveCount(1);
  await expect(page.getByText('The settings for new conversations were damaged')).toBeHidden();
});
