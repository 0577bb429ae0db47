import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type AppServer, startApp } from '../support/app-server.ts';
import { reply } from '../support/completion-events.ts';
import { type LiveSite, startLiveSite } from '../support/live-site.ts';
import { stream } from '../support/scriptable-upstream.ts';

/** Writers of a database wait for one another: once this one has had its turn, those before it are done. */
async function storageSettled(): Promise<void> {
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
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.hydrated();
  }

  /** The page answers to presses once its code runs: the draft field then keeps what is typed. */
  async hydrated(): Promise<void> {
    await expect(this.composer).toBeEditable();
    await this.page.waitForFunction(() => {
      const field = document.querySelector('textarea[aria-label="Message"]');
      return field !== null && Object.keys(field).some((key) => key.startsWith('__reactProps'));
    });
  }

  /** Reloads as a person would, for whom a few milliseconds pass: what is being stored is stored first. */
  async reload(): Promise<void> {
    await this.page.evaluate(storageSettled);
    await this.page.reload();
  }

  /** As a person does it: what `fill` does takes Chromium minutes for thousands of lines. */
  async paste(text: string): Promise<void> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.composer.focus();
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  async send(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Sends, and waits until the reply has ended. */
  async ask(text: string): Promise<void> {
    await this.send(text);
    await this.ended();
  }

  /** Waits until the first words of the last reply are there. */
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
 * The demo, and a live site whose upstream gives `An answer.` until a test tells it otherwise; both are
 * served once for each worker, from the first test on that asks for them. A test fails when the page logs an error, breaks its own
 * content security policy, asks another host for anything, or opens a dialog.
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
        // The browser itself reports each failed response; those are what many tests are about.
        const ofTheBrowser = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !ofTheBrowser) surprises.push(message.text());
      });
      page.on('pageerror', (error) => surprises.push(String(error)));
      page.on('dialog', (dialog) => surprises.push(`dialog: ${dialog.message()}`));
      page.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url());
        const own = hostname === 'localhost' || protocol === 'data:' || protocol === 'blob:';
        if (!own) surprises.push(`request to ${hostname}`);
      });
      await use(undefined);
      expect(surprises).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
