import { expect } from '@playwright/test';
import { exportText } from '#lib/client/storage/your-data/export-text.ts';
import { StarlightPage } from '../browser/starlight-page.ts';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { conversationOf, messageOf } from '../support/store-fixtures.ts';
import { row } from './fault-row.ts';
import { storedMessages } from './support/stored-messages.ts';

const SENDS = 200;
const SEED = 20_261_122;
/** How many of the messages carry a file, and before how many a conversation is imported. */
const FILE_SHARE = 0.3;
const IMPORT_SHARE = 0.1;

row(
  {
    id: 'C6',
    title: 'two tabs on one conversation lose nothing in 200 random interleavings',
    inject: 'two tabs write to the same conversation, in random order, with files and imports',
    expect: 'no lost update: everything that both tabs sent survives',
    figure: `${SENDS} of ${SENDS}`,
    // A tab learns of the other's reply half a second later, so each change of tabs takes that
    // long.
    timeoutMs: 300_000,
  },
  async (stage) => {
    const { page, site, starlight } = stage;
    await stage.askAndRead('The first.', stream(reply('First.')), 'First.');
    const other = new StarlightPage(await page.context().newPage());
    stage.watch(other.page);
    await other.open(page.url());
    site.upstream.respond(stream(reply('Yes.')));
    const random = randomFrom(SEED);
    const withFile: number[] = [];
    const imported: number[] = [];
    for (let at = 0; at < SENDS; at += 1) {
      const tab = random() < 0.5 ? starlight : other;
      if (random() < IMPORT_SHARE) {
        imported.push(at);
        await importConversation(tab, at);
      }
      if (random() < FILE_SHARE) {
        withFile.push(at);
        await attachFile(tab, `note ${at}.md`);
      }
      await sendWhenTaken(tab, `Message ${at} of many.`);
    }
    await Promise.all([starlight.ended(), other.ended()]);
    await starlight.reload();
    await starlight.hydrated();
    const stored = await storedMessages(page);
    // What was queued in one tab is sent as one message.
    const texts = new Set(stored.flatMap(({ text }) => text.split('\n\n')));
    const survived = Array.from({ length: SENDS }, (_, at) => at).filter((at) =>
      texts.has(`Message ${at} of many.`),
    );
    stage.figure('survived', survived.length, `of ${SENDS}`);
    expect(survived).toHaveLength(SENDS);
    const files = stored.flatMap(({ text, attachments = [] }) =>
      attachments.map((file) => [text, file.type === 'text' && file.text]),
    );
    const expected = withFile.map((at) => [`Message ${at} of many.`, `Text of note ${at}.md`]);
    expect(files.sort()).toEqual(expected.sort());
    const found = stored.filter(({ conversationId }) => conversationId.startsWith('imported'));
    expect(found).toHaveLength(2 * imported.length);
    const replies = stored.filter(({ role }) => role === 'assistant');
    expect(replies.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(replies).toHaveLength(stored.length - replies.length);
    await other.page.close();
  },
);

async function attachFile({ page }: StarlightPage, name: string): Promise<void> {
  const buffer = Buffer.from(`Text of ${name}`);
  const file = { name, mimeType: 'text/markdown', buffer };
  await page.getByLabel('Files to attach').setInputFiles(file);
  await expect(page.getByRole('button', { name: `Remove ${name}` })).toBeVisible();
}

/** Imports a question and its reply. */
async function importConversation({ page }: StarlightPage, at: number): Promise<void> {
  const conversation = conversationOf({ id: `imported${at}`, title: `Imported ${at}` });
  const fields = { conversationId: conversation.id, status: 'done' } as const;
  const question = messageOf({ ...fields, id: `q${at}`, text: 'An old question.' });
  const answer = messageOf({ ...fields, id: `a${at}`, role: 'assistant', parentId: question.id });
  const text = exportText({
    conversations: [conversation],
    messages: [question, { ...answer, seq: 1 }],
    unreadable: [],
  });
  await page.getByRole('button', { name: 'Your data' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your data' });
  await dialog
    .getByLabel('File to import')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await expect(dialog).toContainText('Added 1 conversation and 2 messages.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Presses Enter until the message is accepted, but not while a reply runs: that would queue it. */
async function sendWhenTaken(tab: StarlightPage, text: string): Promise<void> {
  await tab.composer.evaluate(async (field: HTMLTextAreaElement, words) => {
    // React listens to the setter that the browser itself would use.
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value') ?? {};
    set?.call(field, words);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    while (field.value !== '') {
      const isRunning = document.querySelector('[role="log"] [aria-busy="true"]') !== null;
      const init = { key: 'Enter', bubbles: true, cancelable: true };
      if (!isRunning) field.dispatchEvent(new KeyboardEvent('keydown', init));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, text);
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
