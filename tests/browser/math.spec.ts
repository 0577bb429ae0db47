import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { axeViolations } from './axe-violations.ts';
import { expect, test } from './starlight-page.ts';

const START: ChatEvent = { type: 'start', requestId: 'sl_1', model: 'starlight-demo' };
const DONE: ChatEvent = { type: 'done', reason: 'stop' };
const delta = (text: string): ChatEvent => ({ type: 'delta', text });

const MATRIX = '\\[\n\\begin{pmatrix}\na & b \\\\\nc & d\n\\end{pmatrix}\n\\]';

test('formulas are drawn once they are complete, money stays money, and the source is copied', async ({
  page,
  starlight,
  demo,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const violations: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) violations.push(message.text());
  });
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  await chat.say(START, delta('It costs $5–$10, and \\(x_1 + '));
  const reply = starlight.replies.last();
  await expect(reply).toContainText('It costs $5–$10, and \\(x_1 +');
  await expect(reply.locator('math')).toHaveCount(0);
  await chat.say(delta(`y\\) is $z^2$.\n\n${MATRIX}\n\n`));
  await expect(reply.locator('math')).toHaveCount(3);
  await chat.say(
    delta(
      `\\(\\nonsense{x}\\)\n\n$$${'x_1 + '.repeat(80)}y$$\n\n| For $a$ | b |\n|--|--|\n| \\(\\frac{1}{2}\\) | $3 |\n`,
    ),
    delta(
      '\n- $\\sqrt{2}$\n\n## On $\\pi$\n\nלכל $x > 0$ חיובי: $$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$\n\n',
    ),
    delta(
      '$$\\begin{cases}1 & x > 0\\\\0 & \\text{otherwise}\\end{cases}$$\n\n$$\\sum_{i=1}^n i = \\frac{n(n+1)}{2}, \\quad \\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt\\pi}{2}$$\n\n',
    ),
    delta(
      "$$\\begin{aligned}f'(x) &= \\lim_{h \\to 0} \\frac{f(x+h) - f(x)}{h} \\\\ &= \\mathcal{L}, \\overline{ab}, \\vec v, \\cancel{x}, \\boxed{y}, \\mathbb{R}\\end{aligned}$$\n",
    ),
    DONE,
  );
  await starlight.ended();
  await expect(reply).toContainText('\\(\\nonsense{x}\\)');
  await expect(reply.locator('math')).toHaveCount(13);
  const isWide = await page.evaluate(() => document.body.scrollWidth > window.innerWidth);
  expect(isWide).toBe(false);
  await reply.locator('p').first().selectText();
  await page.keyboard.press('ControlOrMeta+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe('It costs $5–$10, and \\(x_1 + y\\) is $z^2$.');
  expect(await axeViolations(page)).toEqual([]);
  expect(violations).toEqual([]);
});

test('formulas stay as their source when the code for them does not load', async ({
  page,
  starlight,
  demo,
}) => {
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Why?');
  await chat.say(START, delta('First.\n\n'));
  await expect(starlight.replies.last()).toContainText('First.');
  await page.route(/_next\/static/, (route) => route.abort());
  await chat.say(delta('Then \\(x_1\\).'), DONE);
  await starlight.ended();
  await expect(starlight.replies.last()).toContainText('Then \\(x_1\\).');
  await expect(starlight.log.locator('math')).toHaveCount(0);
});
