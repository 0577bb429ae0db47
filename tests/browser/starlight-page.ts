import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type AppServer, startApp } from '../support/app-server.ts';
import { reply } from '../support/completion-events.ts';
import { type LiveSite, startLiveSite } from '../support/live-site.ts';
import { stream } from '../support/scriptable-upstream.ts';

/** Write transactions run one after another: once this one has run, earlier ones are finished. */
async function waitForWrites(): Promise<void> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === 'starlight')) return;
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('starlight');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction(Array.from(database.objectStoreNames), 'readwrite');
      writing.oncomplete = () => {
        database.close();
        resolve();
      };
    };
  });
}

/** Signs in with the form on the screen, in a dialog or on a page of its own. */
export async function signIn(
  page: Page,
  code: string,
  codeName: 'Access code' | 'Operator code' = 'Access code',
): Promise<void> {
  const field = page.getByLabel(codeName);
  await field.fill(code);
  const form = page.locator('form', { has: field });
  // Until the page's code runs, Enter does nothing.
  await expect(form.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await field.press('Enter');
}

/** What a person does on the page, by the names they see. */
export class StarlightPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }
  get log(): Locator {
    return this.page.getByRole('log');
  }
  get replies(): Locator {
    return this.log.getByRole('article', { name: 'Reply' });
  }
  get questions(): Locator {
    return this.log.getByRole('article', { name: 'You' });
  }
  get banner(): Locator {
    return this.log.getByRole('alert');
  }
  /** The conversations in the list. */
  get conversations(): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('listitem');
  }
  /** A conversation in the list, by its title. */
  conversation(title: string): Locator {
    return this.conversations.getByRole('link', { name: title, exact: true });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Opens the menu of a conversation in the list and chooses from it. */
  async chooseAction(title: string, action: string): Promise<void> {
    await this.conversations.filter({ hasText: title }).first().hover();
    await this.button(`Actions for ${title}`).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.hydrated();
  }

  /** The page responds once its code runs: from then on the draft field keeps what is typed. */
  async hydrated(): Promise<void> {
    await expect(this.composer).toBeEditable();
    await this.page.waitForFunction(() => {
      const field = document.querySelector('textarea[aria-label="Message"]');
      return field !== null && Object.keys(field).some((key) => key.startsWith('__reactProps'));
    });
  }

  /** Reloads as slowly as a person would: pending writes are stored first. */
  async reload(): Promise<void> {
    await this.page.evaluate(waitForWrites);
    await this.page.reload();
  }

  /** Pastes as a person does: `fill` takes Chromium minutes for thousands of lines. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.composer.focus();
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** Pastes a text so long that it is attached, and takes it back. */
  async pasteIntoField(text: string): Promise<void> {
    // Until the code for files is loaded, the field takes any text.
    await expect(this.button('Attach files')).toBeVisible();
    await this.paste(text);
    await this.button('Put into the field').click();
  }

  /** The text of the only question. If it is folded, a block begins there instead of a line. */
  async questionText(): Promise<string | null> {
    return await this.questions.getByRole('paragraph').evaluate((p) => {
      const folded = p.querySelector('[hidden]');
      if (!folded) return p.textContent;
      return `${folded.previousElementSibling?.textContent}\n${folded.textContent}`;
    });
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Sends a message and waits until the reply has ended. */
  async ask(text: string): Promise<void> {
    await this.send(text);
    await this.ended();
  }

  /** Waits until the first words of the last reply are shown. */
  async begun(): Promise<void> {
    await expect(this.log.getByText('Waiting for the model')).toBeHidden({ timeout: 20_000 });
    await expect(this.replies.last()).not.toBeEmpty();
  }

  async ended(): Promise<void> {
    await expect(this.button('Stop')).toBeHidden({ timeout: 20_000 });
    await expect(this.replies.last()).toHaveAttribute('aria-busy', 'false');
  }
}

type WorkerFixtures = { demo: AppServer; liveSite: LiveSite };
type TestFixtures = { starlight: StarlightPage; live: LiveSite; noSurprises: undefined };

/**
 * The demo, and a live site whose upstream answers `An answer.` unless a test changes it; each worker
 * starts them once, for the first test that needs them. A test fails when the page logs an error,
 * breaks its own content security policy, requests anything from another host, or opens a dialog.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter as a pattern.
    async ({}, use) => {
      const app = await startApp({
        STARLIGHT_DEMO: '1',
        STARLIGHT_RATE_LIMIT: '10000',
        STARLIGHT_GLOBAL_RATE_LIMIT: '10000',
      });
      await use(app);
      await app.stop();
    },
    { scope: 'worker' },
  ],
  liveSite: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter as a pattern.
    async ({}, use) => {
      const site = await startLiveSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  live: async ({ liveSite }, use) => {
    liveSite.upstream.respond(stream(reply('An answer.')));
    await use(liveSite);
  },
  starlight: async ({ page }, use) => {
    await use(new StarlightPage(page));
  },
  noSurprises: [
    async ({ page }, use) => {
      const surprises: string[] = [];
      page.on('console', (message) => {
        // The browser itself reports each failed response; many tests cause those.
        const isBrowserReport = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isBrowserReport) surprises.push(message.text());
      });
      page.on('pageerror', (error) => surprises.push(String(error)));
      page.on('dialog', (dialog) => surprises.push(`dialog: ${dialog.message()}`));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        const isLocal = hostname === 'localhost' || protocol === 'data:' || protocol === 'blob:';
        if (!isLocal) surprises.push(`request to ${hostname}`);
      });
      await use(undefined);
      expect(surprises).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
