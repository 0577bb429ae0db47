import type { Page } from '@playwright/test';
import { type AppServer, startApp } from '../support/app-server.ts';
import { OWN_VECTORS } from '../support/hostile-strings.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
} from '../support/scriptable-upstream.ts';
import { expect, test } from './hostile-page.ts';
import { signIn } from './starlight-page.ts';

const MARKUP = '"><img src=x onerror=alert(1)><script>alert(1)</script>';
const FROM_UPSTREAM = `${MARKUP}<b onclick="alert(2)">canary</b>`;
const OPERATOR_CODE = 'only the owner knows';

let app: AppServer;
let upstream: ScriptableUpstream;

test.beforeAll(async () => {
  upstream = await startScriptableUpstream();
  app = await startApp({
    OPENAI_API_KEY: `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_RATE_LIMIT: '10000',
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    STARLIGHT_MODELS: 'gpt-one,javascript:alert@1',
    STARLIGHT_CONTACT: `${MARKUP} javascript:alert(1) https://evil.example/"onclick="alert(1)`,
  });
});
test.afterAll(async () => {
  await app.stop();
  await upstream.close();
});

test('text from an upstream stays text in banners, doctor and log', async ({ starlight, page }) => {
  const sent = FROM_UPSTREAM;
  const error = { message: sent, type: sent, code: sent, param: sent };
  const refuse = answer(400, { error }, { 'x-request-id': sent, 'retry-after': sent });
  const models = { object: 'list', data: OWN_VECTORS.map((id) => ({ id })) };
  upstream.respond((exchange) =>
    (exchange.path === '/v1/models' ? answer(200, models) : refuse)(exchange),
  );
  await starlight.open(app.url);
  await expect(page.getByRole('combobox', { name: 'Model' }).getByRole('option')).toHaveText([
    'gpt-one',
    'javascript:alert@1',
  ]);
  await starlight.send('Hello');
  await expect(starlight.banner).toBeVisible();
  await starlight.banner.getByText('Details', { exact: true }).click();
  // The contact is the operator's own text, and is shown as text.
  await expect(starlight.banner).toContainText(MARKUP);
  await expect(starlight.banner).not.toContainText('canary');

  await page.goto(`${app.url}/doctor`);
  await signIn(page, OPERATOR_CODE, 'Operator code');
  await expect(page.getByRole('list', { name: 'Checks' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Check everything again' })).toBeEnabled({
    timeout: 30_000,
  });
});

test('the contact is text, with no links but https addresses', async ({ starlight }) => {
  upstream.respond(answer(401, { error: { code: 'invalid_api_key', message: MARKUP } }));
  await starlight.open(app.url);
  await starlight.send('Hello');
  await expect(starlight.banner).toContainText(MARKUP);
  const links = await starlight.banner
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((href) => !/^(?:https:\/\/|\/errors\/)/.test(href))).toEqual([]);
});

test('an address can put text on a page and nothing else', async ({ page, starlight, watch }) => {
  const text = encodeURIComponent(MARKUP);
  const paths = [
    `/errors?q=${text}`,
    `/errors?q=a&q=${text}`,
    `/errors/${text}`,
    `/errors/rate_limited?q=${text}#${MARKUP}`,
    `/${text}`,
    `/doctor?request=${text}#check-${MARKUP}`,
    `/?chat=${text}#${MARKUP}`,
    `/?ask=${text}#javascript:alert(1)`,
  ];
  for (const path of paths) await page.goto(app.url + path);
  await expect(starlight.composer).toHaveValue(MARKUP);
  expect(watch.navigations).toHaveLength(paths.length);
  await page.goto(`${app.url}/errors?q=${text}`);
  await expect(page.getByRole('heading', { level: 2 })).toContainText('<img src=x onerror=alert');
  await expect(page.getByRole('searchbox')).toHaveValue(MARKUP);
});

test('no search creates an element or attribute that another search does not', async ({ page }) => {
  // A page without a policy, where the parser may run: on the site's own, no text becomes markup.
  await page.goto('about:blank');
  const pageOf = async (query: string) => {
    const response = await fetch(`${app.url}/errors?q=${encodeURIComponent(query)}`);
    return { query, html: await response.text() };
  };
  const harmless = ['zzzzzz', '429', 'sk-proj-x', 'timeuot', 'a cat', 'insufficient quota'];
  const hostile = OWN_VECTORS.filter((_, index) => index % 3 === 0).map((text) =>
    text.toWellFormed(),
  );
  const [harmlessPages, hostilePages] = await Promise.all(
    [harmless, hostile].map((queries) => Promise.all(queries.map(pageOf))),
  );
  expect(await findOddElements(page, harmlessPages ?? [], hostilePages ?? [])).toEqual([]);
});

type SearchPage = { query: string; html: string };

/** Elements (name and attributes) that no harmless page has, parsed by the browser but not run. */
async function findOddElements(
  page: Page,
  harmlessPages: SearchPage[],
  hostilePages: SearchPage[],
) {
  return page.evaluate(
    ([known, others]) => {
      const shapesOf = ({ html }: SearchPage) =>
        Array.from(
          new DOMParser().parseFromString(html, 'text/html').querySelectorAll('*'),
          (element) => [element.localName, ...element.getAttributeNames()].join(' '),
        );
      const shapes = new Set(known.flatMap(shapesOf));
      return others.flatMap((search) =>
        shapesOf(search)
          .filter((shape) => !shapes.has(shape))
          .map((shape) => `<${shape}> from ${search.query}`),
      );
    },
    [harmlessPages, hostilePages] as const,
  );
}
