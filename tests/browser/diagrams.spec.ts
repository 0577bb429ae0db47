import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { DIAGRAM_FRAME_ADDRESS } from '#lib/core/diagrams/diagram-frame-address.ts';
import { type ScriptedChat, scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, StarlightPage, test } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });
const fenced = (text: string) => `\`\`\`mermaid\n${text}\n\`\`\`\n\n`;

const FLOWCHART = 'flowchart LR\n  accTitle: A retry\n  A[Ask] --> B[Answer]';

async function reply(
  page: Page,
  starlight: StarlightPage,
  url: string,
  text: string,
): Promise<ScriptedChat> {
  const chat = await scriptChat(page);
  await starlight.open(url);
  await starlight.send('Draw it');
  await chat.say(START, delta(text), DONE);
  await starlight.ended();
  return chat;
}

const isDrawn = (picture: Locator) =>
  expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth), {
      timeout: 20_000,
    })
    .toBeGreaterThan(0);

test('a diagram becomes a picture once its block ends, with its source one press away', async ({
  page,
  starlight,
  demo,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Draw it');
  await chat.say(START, delta(`Here:\n\n\`\`\`mermaid\n${FLOWCHART}`));
  const card = starlight.replies.last().locator('figure');
  await expect(card).toContainText('A[Ask] --> B[Answer]');
  expect(page.frames()).toHaveLength(1);
  await chat.say(delta('\n```\n\nDone.'), DONE);
  const picture = card.getByRole('img', { name: 'Diagram (flowchart): A retry' });
  await isDrawn(picture);
  const source = card.getByRole('group', { name: 'Mermaid code' });
  await expect(source).toBeHidden();
  expect(await axeViolations(page)).toEqual([]);

  await card.getByRole('button', { name: 'Copy code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(FLOWCHART);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    card.getByRole('button', { name: 'Download picture' }).press('Enter'),
  ]);
  expect(download.suggestedFilename()).toBe('diagram.svg');
  await card.getByRole('button', { name: 'Open larger' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Diagram' }).getByRole('img')).toBeVisible();
  await page.keyboard.press('Escape');

  const asCode = card.getByRole('button', { name: 'Code', exact: true });
  await expect(asCode).toHaveAttribute('aria-pressed', 'false');
  await asCode.press('Enter');
  await expect(asCode).toHaveAttribute('aria-pressed', 'true');
  await expect(asCode).toBeFocused();
  await expect(source).toBeVisible();
  await expect(picture).toBeHidden();
  await card.getByRole('button', { name: 'Diagram', exact: true }).press('Enter');
  await isDrawn(picture);

  const light = await picture.getAttribute('src');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(picture).not.toHaveAttribute('src', light ?? '');
  await expect(card.locator('[data-drawn=dark]')).toBeVisible();
  await isDrawn(picture);
  await page.emulateMedia({ media: 'print' });
  await expect(picture).toBeVisible();
  await expect(source).toBeHidden();
  // One frame for both drawings.
  expect(page.frames()).toHaveLength(2);
});

test('what cannot be drawn stays code, and says why', async ({ page, starlight, demo }) => {
  const long = `flowchart TD\n${'  A --> B\n'.repeat(400)}`;
  await reply(
    page,
    starlight,
    demo.url,
    fenced('flowchart TD\n  A -->') + fenced('a poem\n  of two lines') + fenced(long),
  );
  const cards = starlight.replies.last().locator('figure');
  await cards.nth(0).scrollIntoViewIfNeeded();
  // The blocks are drawn anew once their code has loaded.
  await expect.poll(() => page.frames().length).toBe(2);
  await cards.nth(1).scrollIntoViewIfNeeded();
  await expect(cards.nth(0)).toContainText('its code has a syntax error', { timeout: 20_000 });
  await expect(cards.nth(1)).toContainText("its type isn't known");
  await expect(cards.nth(2)).toContainText('too large to draw');
  await expect(cards.getByRole('img')).toHaveCount(0);
  await expect(cards.nth(0).getByRole('group', { name: 'Mermaid code' })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('a diagram stays code while the files that draw it do not load, and can be tried again', async ({
  page,
  starlight,
  demo,
}) => {
  await page.route('**/diagram/**', (route) => route.abort());
  await reply(page, starlight, demo.url, fenced(FLOWCHART));
  const card = starlight.replies.last().locator('figure');
  await expect(card).toContainText("couldn't be loaded", { timeout: 30_000 });
  await expect(card).toContainText('A[Ask] --> B[Answer]');
  await page.unroute('**/diagram/**');
  await card.getByRole('button', { name: 'Try again' }).press('Enter');
  await isDrawn(card.getByRole('img', { name: 'Diagram (flowchart): A retry' }));
  expect(page.frames()).toHaveLength(2);
});

test('diagrams that could not be loaded without a network are drawn once it is back', async ({
  page,
  starlight,
  demo,
}) => {
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Draw it');
  await chat.say(START, delta(fenced(FLOWCHART)));
  await page.context().setOffline(true);
  await chat.say(delta(`And\n\n${fenced(FLOWCHART.replace('Answer', 'Retry'))}`), DONE);
  const cards = starlight.replies.last().locator('figure');
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(0)).toContainText("couldn't be loaded", { timeout: 30_000 });
  await page.context().setOffline(false);
  for (const card of await cards.all()) await isDrawn(card.getByRole('img'));
});

test('hostile diagrams run nothing and load nothing', async ({ browser, demo }) => {
  test.slow();
  // A separate page: the policy of the frame refuses some of it, which would fail other tests.
  const page = await browser.newPage();
  const starlight = new StarlightPage(page);
  const asked: string[] = [];
  const canary = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  });
  canary.listen(0, '127.0.0.1');
  await once(canary, 'listening');
  const at = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`; // listening on a port
  const run = `window.top.postMessage('ran','*');fetch('${at}/run')`;
  const hostile = [
    `flowchart TD\n  A["<script>${run}</script>"] --> B["<img src=${at}/img onerror=${run}>"]`,
    `flowchart TD\n  A["<foreignObject><iframe src='${at}/frame'></iframe></foreignObject>"] --> B`,
    `flowchart TD\n  A --> B\n  click A href "javascript:${run.replaceAll("'", '`')}"\n  click B call alert()`,
    `%%{init: {"themeCSS": "@import url(${at}/css); * { background: url(${at}/bg) }"}}%%\nflowchart TD\n  A --> B`,
    `%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\nflowchart TD\n  A["<img src='${at}/label'>"] --> B`,
    `---\nconfig:\n  fontFamily: "x; } @import url(${at}/font); a {"\n  themeVariables:\n    primaryColor: "url(${at}/color)"\n---\nflowchart TD\n  A --> B`,
    `flowchart TD\n  A --> B\n  style A fill:url(${at}/fill)\n  classDef x fill:red,background-image:url(${at}/class)\n  class B x`,
    `flowchart TD\n  A@{ img: "${at}/node", label: "a", h: 60 } --> B@{ icon: "fa:user" }`,
    `sequenceDiagram\n  participant A as <svg onload=${run}>\n  link A: Page @ javascript:${run}\n  A->>A: <img src=${at}/message>`,
    `classDiagram\n  class A\n  link A "${at}/link" "a"\n  callback A "alert" "b"`,
    `gantt\n  section <img src=${at}/gantt>\n  a :a1, 2026-01-01, 1d\n  click a1 href "${at}/click"`,
    `%%{init: {"__proto__": {"securityLevel": "loose"}, "constructor": {"prototype": {"a": 1}}}}%%\nflowchart TD\n  A --> B`,
    `architecture-beta\n  service a(${at}/icon.svg)[A]`,
    `C4Context\n  Person(a, "A", "b", $sprite="${at}/sprite", $link="${at}/c4")`,
  ];
  const ran: string[] = [];
  await page.exposeFunction('report', (text: string) => ran.push(text));
  await page.addInitScript(() =>
    window.addEventListener('message', ({ data }) => {
      if (data === 'ran') Reflect.get(window, 'report')('ran');
    }),
  );
  await reply(page, starlight, demo.url, hostile.map(fenced).join(''));
  const cards = starlight.replies.last().locator('figure');
  await expect(cards).toHaveCount(hostile.length);
  await expect.poll(() => page.frames().length).toBe(2);
  let pictures = 0;
  for (let index = 0; index < hostile.length; index += 1) {
    const card = cards.nth(index);
    await card.scrollIntoViewIfNeeded();
    const picture = card.getByRole('img', { name: /^Diagram/ });
    await expect(picture.or(card.getByText(/diagram can't be/))).toBeVisible({ timeout: 20_000 });
    if (!(await picture.isVisible())) continue;
    pictures += 1;
    await isDrawn(picture);
    await expect(picture).toHaveAttribute('src', /^blob:/);
  }
  expect(pictures).toBeGreaterThan(5);
  expect(asked).toEqual([]);
  expect(ran).toEqual([]);
  canary.close();
  await page.close();
});

test('the page that draws diagrams can do nothing else', async ({ page, demo }) => {
  const response = await page.goto(demo.url + DIAGRAM_FRAME_ADDRESS);
  expect(response?.headers()).toMatchObject({
    'content-security-policy': expect.stringMatching(
      /^sandbox allow-scripts; default-src 'none'; script-src 'self'; .*frame-ancestors 'self'/,
    ),
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect(response?.headers()['set-cookie']).toBeUndefined();
  expect(await page.evaluate(() => window.origin)).toBe('null');
});

test('the demo has a diagram, and a conversation that is shared has its source', async ({
  page,
  starlight,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('Show me a diagram');
  await isDrawn(starlight.log.getByRole('img', { name: /^Diagram \(flowchart\): What to do/ }));
  const messages = [
    { role: 'user', text: 'Draw it' },
    { role: 'assistant', text: fenced(FLOWCHART) },
  ];
  const packed = deflateRawSync(JSON.stringify({ title: 'Draw it', messages }));
  const response = await page.goto(`${demo.url}/shared#1.${packed.toString('base64url')}.e`);
  await page.reload();
  await expect(page.getByRole('group', { name: 'Mermaid code' })).toContainText('A[Ask] --> B');
  await page.waitForLoadState('networkidle');
  expect(page.frames()).toHaveLength(1);
  expect(response?.headers()['content-security-policy'] ?? '').not.toContain('frame-src');
});
