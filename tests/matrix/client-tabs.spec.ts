import { expect } from '@playwright/test';
import { StarlightPage } from '../browser/starlight-page.ts';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { storedMessages } from './support/stored-messages.ts';

const SENDS = 200;
const SEED = 20_261_122;

row(
  {
    id: 'C6',
    title: 'two tabs on one conversation lose nothing in 200 random interleavings',
    inject: 'two tabs write to the same conversation, in random order',
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
    for (let at = 0; at < SENDS; at += 1) {
      const tab = random() < 0.5 ? starlight : other;
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
    const replies = stored.filter(({ role }) => role === 'assistant');
    expect(replies.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(replies).toHaveLength(stored.length - replies.length);
    await other.page.close();
  },
);

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
