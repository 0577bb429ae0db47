import type { Page } from '@playwright/test';
import { ERROR_KINDS } from '#lib/core/errors/error-kinds.ts';
import { startApp } from '../support/app-server.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;

async function widthBeyondWindow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

test.describe('the error guide without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('lists every kind by chapter, each with its own page', async ({ page, demo }) => {
    await page.goto(`${demo.url}/errors`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Error guide');
    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'Key and access',
      'Limits and billing',
      'Requests',
      'Connection',
      'The reply',
      'This site',
    ]);
    const links = page.getByRole('main').locator('li a[href^="/errors/"]');
    const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const kinds = Object.keys(ERROR_KINDS).map((kind) => `/errors/${kind}`);
    expect([...paths].sort()).toEqual([...kinds].sort());
    for (const path of kinds) expect((await page.request.get(demo.url + path)).status()).toBe(200);
  });

  test('finds a failure by a typed code, and explains it', async ({ page, demo }) => {
    await page.goto(`${demo.url}/errors`);
    await page
      .getByRole('searchbox', { name: 'Search the error guide' })
      .fill('insufficient_quota');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL(/\/errors\?q=insufficient_quota$/);
    await expect(page.getByRole('searchbox')).toHaveValue('insufficient_quota');
    await page.getByRole('main').getByRole('listitem').first().getByRole('link').click();

    await expect(page).toHaveURL(/\/errors\/quota_exhausted$/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '429 Too Many Requests: the OpenAI account is out of credit',
    );
    await expect(page).toHaveTitle(
      '429 Too Many Requests: the OpenAI account is out of credit · Starlight',
    );
    await expect(page.getByText("A ChatGPT subscription doesn't count")).toBeVisible();
    await expect(page.getByRole('row', { name: /rate limit reached/i })).toContainText(
      'rate_limit_exceeded',
    );
    await expect(page.getByText('"code": "insufficient_quota"')).toBeVisible();
    await page.getByText('402 Payment Required').click();
    await expect(page.getByText('can only afford')).toBeVisible();
  });

  test('says how it corrected a misspelled word', async ({ page, demo }) => {
    await page.goto(`${demo.url}/errors?q=insuficient_qouta`);
    await expect(
      page.getByRole('heading', { name: /2 matches for “insufficient_quota”/ }),
    ).toBeVisible();
    await expect(page.getByText('No exact match for “insuficient_qouta”.')).toBeVisible();
  });

  test('says what to try when nothing is found', async ({ page, demo }) => {
    await page.goto(`${demo.url}/errors?q=${encodeURIComponent('<b>banana</b>')}`);
    await expect(
      page.getByRole('heading', { name: 'No matches for “<b>banana</b>”' }),
    ).toBeVisible();
    await page.getByRole('list', { name: 'Examples' }).getByText('429').click();
    await expect(page.getByRole('heading', { name: '11 matches for “429”' })).toBeVisible();
    await page.getByRole('link', { name: 'All errors' }).click();
    await expect(page).toHaveURL(/\/errors$/);
  });

  test('removes a pasted key from the page and its address, and says so', async ({
    page,
    demo,
  }) => {
    await page.goto(`${demo.url}/errors?q=${encodeURIComponent(`Incorrect API key: ${KEY}`)}`);
    await expect(page.getByText('Text that looks like a key was removed')).toBeVisible();
    expect(page.url()).not.toContain(KEY.slice(8, 16));
    expect(await page.content()).not.toContain(KEY.slice(8, 16));
    await expect(page.getByRole('link', { name: 'OpenAI rejected this key' })).toBeVisible();
  });

  test('returns 404 with a link to the guide for an unknown kind', async ({ page, demo }) => {
    const response = await page.goto(`${demo.url}/errors/no_such_kind`);
    expect(response?.status()).toBe(404);
    await page.getByRole('link', { name: 'Error guide' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Error guide');
  });

  test('can be shared: each kind has a title, a description and an address', async ({
    page,
    demo,
  }) => {
    await page.goto(`${demo.url}/errors/rate_limited?from=somewhere`);
    const content = (selector: string) => page.locator(selector).getAttribute('content');
    expect(await content('meta[name="description"]')).toMatch(
      /^The account sent more requests or tokens/,
    );
    expect(await content('meta[property="og:title"]')).toMatch(/^429 Too Many Requests: /);
    expect(await content('meta[property="og:image"]')).toContain('/opengraph-image');
    await expect(page.locator('link[rel="canonical"]')).toHaveAttribute(
      'href',
      `${demo.url}/errors/rate_limited`,
    );
  });

  for (const [state, env] of [
    ['not set up', {}],
    ['closed', { STARLIGHT_CLOSED: '1' }],
    [
      'protected by a code',
      {
        OPENAI_API_KEY: KEY,
        OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
        STARLIGHT_ACCESS_CODE: 'correct horse battery',
        STARLIGHT_MODELS: 'a-model-of-ours',
      },
    ],
  ] as const) {
    test(`is public on a site that is ${state}, and reveals nothing about that site`, async ({
      page,
    }) => {
      const app = await startApp({ STARLIGHT_CONTACT: 'Ada Lovelace', ...env });
      try {
        for (const path of ['/errors', '/errors?q=429', '/errors/key_invalid']) {
          expect((await page.goto(app.url + path))?.status()).toBe(200);
          const content = await page.content();
          for (const secret of ['Ada Lovelace', 'a-model-of-ours', '127.0.0.1', KEY.slice(8, 16)]) {
            expect(content).not.toContain(secret);
          }
        }
        const showMe = page.getByRole('link', { name: 'Show me this error' });
        if (state === 'not set up') {
          await expect(showMe).toHaveAttribute('href', '/demo?ask=%2Fsimulate%20key_invalid');
        } else {
          await expect(showMe).toHaveCount(0);
        }
      } finally {
        await page.close();
        await app.stop();
      }
    });
  }
});

test('the error guide shows a real failure: it fills in the command, and a press sends it', async ({
  page,
  starlight,
  demo,
}) => {
  await page.goto(`${demo.url}/errors/quota_exhausted`);
  await page.getByRole('link', { name: 'Show me this error' }).click();
  await starlight.hydrated();
  await expect(starlight.composer).toHaveValue('/simulate quota_exhausted');
  await expect(starlight.log).toHaveCount(0);
  await starlight.button('Send').click();
  await expect(starlight.banner).toContainText('the OpenAI account is out of credit');
});

test('the error guide can be read with only the keyboard', async ({ page, demo }) => {
  await page.goto(`${demo.url}/errors`);
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('axios');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'One match for “axios”' })).toBeVisible();
  await page.getByRole('searchbox').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'OpenAI received no key' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/errors\/key_missing$/);
});

test.describe('the error guide on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const path of ['', '?q=429', '?q=banana', '/rate_limited', '/offline', '/reply_invalid']) {
    test(`passes axe at /errors${path}, and nothing scrolls sideways`, async ({ page, demo }) => {
      await page.goto(`${demo.url}/errors${path}`);
      await page.locator('details').evaluateAll((all) => {
        for (const element of all) element.setAttribute('open', '');
      });
      expect(await axeViolations(page)).toEqual([]);
      expect(await widthBeyondWindow(page)).toBe(0);
    });
  }
});
