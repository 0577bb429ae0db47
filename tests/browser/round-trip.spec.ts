import { readFile } from 'node:fs/promises';
import { expect, test } from './starlight-page.ts';
import { readExported, readRaw } from './stored-records.ts';

/** Strings that have broken programs before, in the manner of the Big List of Naughty Strings. */
const NAUGHTY: string[] = JSON.parse(
  await readFile(new URL('../fixtures/naughty-strings.json', import.meta.url), 'utf8'),
);

const STRINGS_PER_MESSAGE = 12;
/** Strings that could be mistaken for nothing, an end or a command, each alone; others together. */
const NAUGHTY_MESSAGES: string[] = [
  ...['undefined', '0', '__proto__', '[DONE]', '\\', '</textarea><script>alert(6)</script>', '---'],
  ...Array.from({ length: Math.ceil(NAUGHTY.length / STRINGS_PER_MESSAGE) }, (_, index) =>
    NAUGHTY.slice(index * STRINGS_PER_MESSAGE, (index + 1) * STRINGS_PER_MESSAGE).join('\n'),
  ),
];

const CONTROLS = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code))
  .filter((character) => character !== '\r')
  .join('-');

const MESSAGES: Record<string, string> = {
  'a megabyte': `${'A line of a pasted file, with "quotes" and \\ signs.\n'.repeat(20_000)}end`,
  'right to left': 'مرحبا بالعالم (abc) שלום 123 \u202Eevil\u202C \u2067mixed\u2069 ‏end',
  emoji: '👩🏽‍🚀 🏳️‍🌈 🇩🇪 ☺︎ ☺️ e\u0301 ﷽ Z̡̖̜͖̰̣͉̜a̖̰͙̗l̲g̗̘o',
  'control characters': `${CONTROLS}\u007f\u0080\u009f\ufeff\u2028\u2029\u00ad\u200b`,
  'spaces at both ends': '  \n\t what is between them \n ',
};

test('the naughty strings are those of the fixture, and none is empty', () => {
  expect(NAUGHTY.length).toBeGreaterThan(80);
  expect(NAUGHTY.filter((text) => text.trim() === '')).toEqual([]);
});

for (const [name, text] of Object.entries(MESSAGES)) {
  test(`${name}: what is sent is what is stored, shown and exported`, async ({
    starlight,
    page,
    live,
  }) => {
    await starlight.open(live.url);
    if (text.length > 100_000) {
      await starlight.pasteIntoField(text);
    } else await starlight.composer.fill(text);
    await starlight.button('Send').click();
    await starlight.ended();
    await expect(starlight.replies).toContainText('An answer.');

    const { messages: sent } = JSON.parse(live.upstream.requests.at(-1)?.body ?? '');
    expect(sent.at(-1)).toEqual({ role: 'user', content: text });
    const { records } = await readRaw(page, 'messages');
    expect(records).toContainEqual(expect.objectContaining({ role: 'user', text }));
    expect(await starlight.questionText()).toBe(text);
    await starlight.reload();
    await expect(starlight.questions).toHaveCount(1);
    expect(await starlight.questionText()).toBe(text);

    await starlight.button('Your data').click();
    const downloading = page.waitForEvent('download');
    await starlight.button('Export all conversations as JSON').click();
    const { messages } = await readExported(await downloading);
    expect(messages[0]?.text).toBe(text);
  });
}

test('each naughty string is received, stored, shown and exported as it was sent', async ({
  starlight,
  page,
  live,
}) => {
  await starlight.open(live.url);
  for (const [index, text] of NAUGHTY_MESSAGES.entries()) {
    await starlight.composer.fill(text);
    await starlight.composer.press('Enter');
    await expect(starlight.replies).toHaveCount(index + 1);
    await starlight.ended();
  }
  const { messages: sent } = JSON.parse(live.upstream.requests.at(-1)?.body ?? '');
  const sentByUser = sent.filter(({ role }: { role: string }) => role === 'user');
  expect(sentByUser.map(({ content }: { content: string }) => content)).toEqual(NAUGHTY_MESSAGES);
  // High enough for all of them to be drawn.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await starlight.reload();
  await expect(starlight.questions).toHaveCount(NAUGHTY_MESSAGES.length);
  const shown = await starlight.questions
    .getByRole('paragraph')
    .evaluateAll((all) => all.map((p) => p.textContent));
  expect(shown).toEqual(NAUGHTY_MESSAGES);
  await starlight.button('Your data').click();
  const downloading = page.waitForEvent('download');
  await starlight.button('Export all conversations as JSON').click();
  const { messages } = await readExported(await downloading);
  const exported = messages.filter(({ role }) => role === 'user').map(({ text }) => text);
  expect(exported).toEqual(NAUGHTY_MESSAGES);
});
