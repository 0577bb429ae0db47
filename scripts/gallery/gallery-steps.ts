import { deflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';

/** Shows an earlier failure in its one line above the newest one. */
export async function failTwice(page: Page, url: string, audience: string): Promise<void> {
  await page.goto(url);
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  for (const kind of ['key_invalid', 'quota_exhausted']) {
    await field.fill(`/simulate ${kind}`);
    await field.press('Enter');
    await page.getByText('Details', { exact: true }).last().waitFor();
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  }
  await page.getByRole('alert').nth(1).waitFor();
  await page.getByRole('combobox', { name: 'View as' }).selectOption(audience);
  await page.getByRole('log').evaluate((log) => log.parentElement?.scrollTo(0, 0));
}

/** Waits until the diagram of a reply is drawn, or could not be. */
export async function showDiagram(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const field = page.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Show me a diagram');
  await field.press('Enter');
  const drawn = page.getByRole('img', { name: /^Diagram/ });
  const failed = page.getByRole('button', { name: 'Try again' });
  await drawn.or(failed).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
}

/** As `lib/client/share/shared-link.ts` makes it, which runs in a browser. */
export function sharedLink(): string {
  const messages = [
    { role: 'user', text: 'What does 429 mean?' },
    {
      role: 'assistant',
      text: '**Too many requests.** Wait, then retry:\n\n- a minute\n- or more',
    },
  ];
  const packed = deflateRawSync(JSON.stringify({ title: 'What does 429 mean?', messages }));
  return `/shared#1.${packed.toString('base64url')}.e`;
}
