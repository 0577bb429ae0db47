import type { Page } from '@playwright/test';
import {
  button,
  type GalleryState,
  messageField,
  openChat,
  openEmptyChat,
} from './gallery-state.ts';

const PROMPTS = [
  { id: 'translate', text: 'Translate into {{language}}: {{text}}' },
  { id: 'review', text: 'Review this code, and name the three worst faults first.' },
];
const PRESETS = [
  { id: 'a', name: 'Terse', settings: { instructions: 'Be brief.', temperature: 0.5 } },
  { id: 'b', name: 'For one model', model: 'starlight-demo', settings: { maxOutputTokens: 500 } },
];
const IMPORTED = JSON.stringify([
  { title: 'Corrupted entry' },
  {
    ...{ uuid: 'c', name: 'From Claude', created_at: '2026-05-01T10:00:00Z' },
    chat_messages: [{ uuid: 'm', sender: 'human', text: 'Hello?', attachments: [] }],
  },
]);

/** What opens over the chat. */
export const DIALOG_STATES: readonly GalleryState[] = [
  dialog('settings', 'Settings', (page) => button(page, 'Settings').click()),
  dialog('shortcuts', 'All shortcuts', async (page) => {
    await page.locator('h1').click();
    await page.keyboard.press('?');
  }),
  dialog('simulate', 'Failures to simulate', (page) => button(page, 'Simulate a failure').click()),
  dialog('models', 'Models', (page) => button(page, /^Model: /).click()),
  dialog('palette', 'Search and commands', (page) => page.keyboard.press('ControlOrMeta+K')),
  search('search-hits', 'Hits of a search', 'limit'),
  search('search-none', 'A search without hits', 'no such words'),
  dialog(
    'conversation-settings',
    'Settings of a conversation, and presets',
    async (page) => {
      await keep(page, 'starlight:presets', PRESETS);
      await button(page, 'Conversation settings').click();
      await page.getByRole('dialog').getByLabel('Temperature').fill('3');
    },
    'thought',
  ),
  {
    ...{ name: 'prompts-menu', caption: 'Prompts after a slash', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await keep(page, 'starlight:prompts', PROMPTS);
      await messageField(page).pressSequentially('/');
      await page.getByRole('listbox', { name: 'Prompts' }).waitFor();
    },
  },
  dialog('prompts', 'Prompts', openPrompts),
  dialog('prompt-form', 'A prompt that is written', async (page) => {
    await openPrompts(page);
    await button(page, 'New prompt').click();
    await page.keyboard.type('two words');
    await page.keyboard.press('Enter');
  }),
  dialog('your-data', 'Your data', (page) => button(page, 'Your data').click(), 'thought'),
  {
    ...{ name: 'imported', caption: 'An import with what could not be read', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await button(page, 'Your data').click();
      await page.getByLabel('File to import').setInputFiles({
        ...{ name: 'conversations.json', mimeType: 'application/json' },
        buffer: Buffer.from(IMPORTED),
      });
      await page.getByText('Added 1 conversation').waitFor();
    },
  },
  dialog('import-refused', 'A file that is no export', async (page) => {
    await button(page, 'Your data').click();
    await page.getByLabel('File to import').setInputFiles({
      ...{ name: 'holiday.json', mimeType: 'application/json' },
      buffer: Buffer.from('{}'),
    });
    await page.getByText("holiday.json wasn't imported").waitFor();
  }),
  dialog('delete-all', 'Before everything is deleted', async (page) => {
    await button(page, 'Your data').click();
    await button(page, 'Delete all conversations').click();
    await button(page, 'Keep it').or(button(page, /^Keep/)).first().waitFor();
  }),
  dialog(
    'share',
    'Sharing',
    (page) => button(page, 'Share the conversation up to here').click(),
    'thought',
  ),
  dialog(
    'share-secret',
    'Sharing what looks like a key',
    (page) => button(page, 'Share the conversation up to here').click(),
    'secret',
  ),
  dialog(
    'rename',
    'Renaming',
    async (page) => {
      await page.keyboard.press('Alt+Shift+R');
    },
    'thought',
  ),
  {
    ...{ name: 'leave-temporary', caption: 'Before someone leaves a temporary chat', alone: true },
    go: async (page, url) => {
      await openEmptyChat(page, url);
      await page.keyboard.press('Alt+Shift+J');
      await messageField(page).fill('A draft');
      await button(page, 'New chat').click();
      await page.getByRole('dialog').waitFor();
    },
  },
];

function dialog(
  name: string,
  caption: string,
  open: (page: Page) => Promise<unknown>,
  id?: string,
): GalleryState {
  return {
    name,
    caption,
    go: async (page, url) => {
      await openChat(page, url, id);
      await open(page);
      await page.getByRole('dialog').last().waitFor();
    },
  };
}

function search(name: string, caption: string, words: string): GalleryState {
  return dialog(name, caption, async (page) => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill(words);
    await page
      .locator('[role=option] mark')
      .or(page.getByText('Nothing matches.'))
      .first()
      .waitFor();
  });
}

async function openPrompts(page: Page): Promise<void> {
  await keep(page, 'starlight:prompts', PROMPTS);
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('prompts');
  await page.getByRole('option', { name: 'Prompts' }).first().click();
  await page.getByRole('dialog', { name: 'Prompts' }).waitFor();
}

/** Stores a list as the page does. */
async function keep(page: Page, name: string, items: readonly unknown[]): Promise<void> {
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    name,
    JSON.stringify(items),
  ] as const);
}
