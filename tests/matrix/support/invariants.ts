import { expect } from '@playwright/test';
import { stream } from '../../support/scriptable-upstream.ts';
import { countLeaks } from './canary.ts';
import type { Stage } from './stage.ts';
import { storedMessages, storedText } from './stored-messages.ts';

export type InvariantOptions = {
  /**
   * Whether the row is about a browser without working storage: the page must have said so instead.
   */
  storageBroken?: boolean;
  /** Whether the conversation is now longer than a request may be, so that a new one is needed. */
  conversationFull?: boolean;
};

const COMPOSER_MS = 1000;
const RELEASE_MS = 2000;

/** The invariants after every fault. */
export async function assertInvariants(
  stage: Stage,
  { storageBroken = false, conversationFull = false }: InvariantOptions,
): Promise<void> {
  await composerIsUsable(stage);
  await upstreamIsReleased(stage);
  await messagesAreKept(stage, storageBroken);
  if (conversationFull) await stage.starlight.button('New chat').click();
  await nextRequestSucceeds(stage);
  await keyIsNowhere(stage, storageBroken);
}

async function composerIsUsable({ starlight }: Stage): Promise<void> {
  await expect(starlight.button('Send')).toBeVisible({ timeout: COMPOSER_MS });
  await starlight.composer.fill('a draft', { timeout: COMPOSER_MS });
  await expect(starlight.composer).toHaveValue('a draft', { timeout: COMPOSER_MS });
}

async function upstreamIsReleased({ site }: Stage): Promise<void> {
  await expect.poll(() => site.upstream.inFlight(), { timeout: RELEASE_MS }).toBe(0);
}

/**
 * Every question, and the partial text of every broken reply, is on screen and in storage, marked
 * as broken.
 */
async function messagesAreKept(stage: Stage, storageBroken: boolean): Promise<void> {
  const { starlight, page, questions, part } = stage;
  for (const question of questions) {
    const drawn = starlight.questions.filter({ hasText: question }).first();
    // Of a long conversation, what is far from the view is there as text.
    const place = page.locator('.undrawn').filter({ hasText: question });
    await expect
      .poll(async () => (await drawn.isVisible()) || (await place.count()) > 0, question)
      .toBe(true);
  }
  if (storageBroken) {
    await expect(page.getByRole('status').filter({ hasText: /tab|stor/ })).toBeVisible();
    return;
  }
  const stored = await storedMessages(page);
  const texts = stored.filter(({ role }) => role === 'user').map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(questions));
  if (part === null) return;
  expect(stored.some(({ text, role }) => role === 'assistant' && text.includes(part))).toBe(true);
  const broken = starlight.replies.filter({ hasText: part }).last();
  await expect(broken).toHaveAttribute('aria-busy', 'false');
  // The mark: a banner that says how it broke, or the note that it was stopped.
  const mark = broken.getByRole('alert').or(broken.getByText('You stopped this reply.'));
  await expect(mark.first()).toBeVisible();
}

async function nextRequestSucceeds({ site, starlight, page }: Stage): Promise<void> {
  const { child } = site.app();
  expect(child.exitCode ?? child.signalCode).toBeNull();
  expect((await page.request.get(`${site.url}/api/health`)).ok()).toBe(true);
  site.upstream.respond(stream(site.wire.reply('All is well.')));
  await starlight.ask('Are you still there?');
  await expect(starlight.replies.last()).toContainText('All is well.');
  expect(site.upstream.requests.at(-1)?.path).toBe(site.wire.path);
}

async function keyIsNowhere(stage: Stage, storageBroken: boolean): Promise<void> {
  await stage.received();
  const { page, receivedTexts, site } = stage;
  const stored = storageBroken ? '' : await storedText(page);
  const texts = [await page.content(), stored, site.output(), ...receivedTexts];
  expect(countLeaks(texts)).toBe(0);
}
