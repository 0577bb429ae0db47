import type { Page } from '@playwright/test';
import { startApp } from '../support/app-server.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

const SEPARATOR = ' · ';

/** A person without a mouse: what they press, and where the focus is then. */
class Keyboard {
  readonly page: Page;
  /** Where the focus was nowhere after something was done. */
  readonly lost: string[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  /** What has the focus: its role and name, as far as they tell it from others. */
  async focused(): Promise<string> {
    return await this.page.evaluate((separator) => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
      const name = element.getAttribute('aria-label') ?? label?.textContent ?? '';
      return [element.tagName.toLowerCase(), name.trim().slice(0, 60)].join(separator);
    }, SEPARATOR);
  }

  async press(keys: string, what = keys): Promise<void> {
    await this.page.keyboard.press(keys);
    // A dialog or another conversation takes the focus a moment later.
    const found = await expect
      .poll(() => this.focused(), { timeout: 2000 })
      .not.toBe('')
      .then(
        () => true,
        () => false,
      );
    if (!found) this.lost.push(what);
  }

  /** Presses Tab, or Shift+Tab, until something with this name has the focus. */
  async tabTo(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const seen: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      await this.page.keyboard.press(key);
      const now = await this.focused();
      const [, label = ''] = now.split(SEPARATOR);
      if (typeof name === 'string' ? label === name : name.test(label)) return;
      seen.push(label);
    }
    throw new Error(`${name} can't be reached by ${key}: ${seen.join(', ')}`);
  }
}

test('a chat is led from sign-in to deletion by the keyboard alone, and the focus is never lost', async ({
  page,
}) => {
  test.setTimeout(75_000);
  const code = 'correct horse battery';
  const app = await startApp({ STARLIGHT_DEMO: '1', STARLIGHT_ACCESS_CODE: code });
  try {
    const starlight = new StarlightPage(page);
    const keys = new Keyboard(page);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(app.url);
    const asksForCode = await page.getByLabel('Access code').count();
    if (asksForCode > 0) {
      await expect(page.getByLabel('Access code')).toBeFocused();
      await page.keyboard.type(code);
      await expect(starlight.button('Sign in')).toBeEnabled();
      await page.keyboard.press('Enter');
    }
    await starlight.hydrated();
    await expect(starlight.composer).toBeFocused();

    // Send, read, stop, continue.
    await page.keyboard.type('hello');
    await keys.press('Enter', 'send');
    await starlight.ended();
    await expect(starlight.composer).toBeFocused();
    await page.keyboard.type('Show me a long reply');
    await keys.press('Enter', 'send');
    await starlight.begun();
    await keys.press('Escape', 'stop');
    await expect(starlight.button('Continue')).toBeVisible();
    await keys.tabTo('Continue', 'Shift+Tab');
    await keys.press('Enter', 'continue');
    await expect(starlight.button('Stop')).toBeVisible();
    await keys.press('Alt+Shift+Q', 'to the field');
    await expect(starlight.composer).toBeFocused();
    await keys.tabTo('Stop');
    await keys.press('Enter', 'the Stop button');
    await starlight.ended();

    // Regenerate, switch versions, edit.
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo('Retry', 'Shift+Tab');
    await keys.press('Enter', 'retry');
    await expect(starlight.button('Stop')).toBeVisible();
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.press('Escape', 'stop');
    await page.keyboard.type('hello again');
    await keys.press('Enter', 'send');
    await starlight.ended();
    await keys.tabTo('Regenerate', 'Shift+Tab');
    await keys.press('Enter', 'regenerate');
    await starlight.ended();
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo('Earlier version', 'Shift+Tab');
    await keys.press('Enter', 'the version before');
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.press('ArrowUp', 'edit the last message');
    await page.keyboard.type('?');
    await keys.press('Escape', 'cancel editing');
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.press('ArrowUp', 'edit the last message');
    await page.keyboard.type(', please');
    await keys.press('Enter', 'send the edited message');
    await starlight.ended();

    // Code, tables.
    await page.keyboard.type('Show me a table, some code and a list');
    await keys.press('Enter', 'send');
    await starlight.ended();
    await keys.tabTo('Copy code', 'Shift+Tab');
    await keys.press('Enter', 'copy code');
    await keys.press('Alt+ArrowUp', 'to the question before');
    await keys.press('Alt+ArrowDown', 'to the next question');
    await keys.press('Alt+Shift+C', 'copy the reply');

    // Attach, and remove.
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo('Attach files');
    // What the browser's own dialog would give.
    await page.getByLabel('Files to attach').setInputFiles({
      name: 'notes.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Some notes.'),
    });
    await expect(page.getByRole('list', { name: 'Attached files' })).toContainText('notes.txt');
    await keys.tabTo(/^Remove/, 'Shift+Tab');
    await keys.press('Enter', 'remove a file');
    await expect(starlight.composer).toBeFocused();

    // Palette, search, settings, shortcuts, models.
    await keys.press('ControlOrMeta+k', 'palette');
    await page.keyboard.type('table');
    await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(
      /table/i,
    );
    await keys.press('Enter', 'open a hit');
    await expect(page.getByRole('dialog')).toBeHidden();
    await keys.press('Alt+Shift+G', 'settings');
    await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    await keys.tabTo(/^(?:System|Light|Dark)$/);
    await keys.press('ArrowRight', 'another theme');
    await keys.press('ArrowRight', 'another theme');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await keys.press('Escape', 'close the settings');
    await keys.press('Alt+Shift+W', 'models');
    await expect(page.getByRole('dialog')).toBeVisible();
    await keys.press('ArrowDown', 'another model');
    await keys.press('Enter', 'choose it');
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo('Conversation settings');
    await keys.press('Enter', 'settings of the conversation');
    await expect(page.getByRole('dialog')).toBeVisible();
    await keys.press('Escape', 'close them');
    await keys.press('Alt+Shift+H', 'hide the list');
    await keys.press('Alt+Shift+H', 'show the list');

    // Share, export, rename, pin, archive.
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo(/^Share/, 'Shift+Tab');
    await keys.press('Enter', 'share');
    await expect(page.getByRole('dialog')).toBeVisible();
    await keys.tabTo('Copy link');
    await keys.press('Enter', 'copy the link');
    await keys.press('Escape', 'close the sharing');
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.tabTo('Your data');
    await keys.press('Enter', 'your data');
    await expect(page.getByRole('dialog')).toBeVisible();
    const download = page.waitForEvent('download');
    await keys.tabTo(/as Markdown$/);
    await keys.press('Enter', 'export');
    await download;
    await keys.press('Escape', 'close your data');
    await keys.press('Alt+Shift+R', 'rename');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Enter');
    await expect(starlight.conversation('By keyboard')).toBeVisible();
    await keys.press('Alt+Shift+Q', 'to the field');
    await keys.press('Alt+Shift+U', 'pin');
    await keys.press('Alt+Shift+Y', 'archive');
    await keys.press('Alt+Shift+Y', 'unarchive');

    // The list of conversations: one stop, arrows, its menu, deletion with undo.
    await keys.press('Alt+Shift+O', 'new chat');
    await page.keyboard.type('hello');
    await keys.press('Enter', 'send');
    await starlight.ended();
    await keys.tabTo(/^(?:hello|By keyboard)$/);
    await keys.press('ArrowUp', 'conversation before');
    await keys.press('ArrowDown', 'next conversation');
    await keys.press('Tab', 'its menu');
    await keys.press('Enter', 'open the menu');
    await keys.press('ArrowDown', 'next action');
    await keys.press('Escape', 'close the menu');
    await keys.press('Alt+Shift+X', 'delete');
    await expect(starlight.button('Undo')).toBeVisible();
    await keys.press('Alt+Shift+Z', 'restore');
    await expect(starlight.conversations).toHaveCount(2);
    await keys.press('Alt+Shift+J', 'a temporary chat');
    await keys.press('Alt+Shift+J', 'leave it');
    await keys.press('Tab', 'on');

    expect(keys.lost).toEqual([]);
  } finally {
    await app.stop();
  }
});
