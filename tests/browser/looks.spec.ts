import type { Locator } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { expect, test } from './starlight-page.ts';
import { putConversation } from './stored-records.ts';

const ARABIC = `## الفرق

يعني **401** أن \`المفتاح\` غير صالح.

1. تحقّق من المفتاح

> مهم

| الحالة | المعنى |
|---|---|
| 401 | غير مصرّح |

\`\`\`sh
echo "مرحبا"
\`\`\`

This paragraph is English.

והפסקה הזאת בעברית.`;

const styleOf = (locator: Locator, property: string) =>
  locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

test('a conversation from right to left is laid out so, block by block, and its code is not', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('مرحبا، كيف الحال؟');
  const id = await putConversation(page, ['ما الفرق بين 401 و 403؟', ARABIC]);
  await starlight.open(`${demo.url}/?chat=${id}`);
  const shown = starlight.replies.last();
  await expect(shown.getByRole('table')).toBeVisible();
  const rightToLeft = [
    starlight.questions.getByRole('paragraph'),
    shown.getByRole('heading', { name: 'الفرق' }),
    shown.getByText('أن', { exact: false }).first(),
    shown.getByRole('listitem'),
    shown.locator('blockquote'),
    shown.getByRole('table'),
    shown.getByText('והפסקה'),
    starlight.conversations.getByText('مرحبا، كيف الحال؟'),
  ];
  for (const text of rightToLeft) expect(await styleOf(text, 'direction')).toBe('rtl');
  for (const text of [shown.locator('pre'), shown.getByText('This paragraph')]) {
    expect(await styleOf(text, 'direction')).toBe('ltr');
  }
  // A list has its numbers, and a quotation its line, at the right.
  const [list, item] = [shown.locator('ol'), shown.getByRole('listitem')];
  const edge = async (locator: Locator) => {
    const box = await locator.boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  expect(await edge(list)).toBeGreaterThan(await edge(item));
  expect(await styleOf(shown.locator('blockquote'), 'border-right-width')).not.toBe('0px');
  await starlight.composer.fill('مرحبا');
  expect(await styleOf(starlight.composer, 'direction')).toBe('rtl');
  await starlight.composer.fill('Hello');
  expect(await styleOf(starlight.composer, 'direction')).toBe('ltr');
});

test('a reply is close to its question, says on hover who wrote it and when, and is copied as rich text', async ({
  starlight,
  page,
  live,
}) => {
  await page.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    navigator.storage.persist = async () => {
      asked.push('persist');
      return true;
    };
    navigator.storage.persisted = async () => false;
  });
  const asked = () => page.evaluate(() => (Reflect.get(window, 'asked') as string[]).length);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  live.upstream.respond(stream(reply('An **answer**.')));
  await starlight.open(live.url);
  // Visitors have no keys.
  await expect(page.getByRole('main')).not.toContainText(/\bkeys?\b/i);
  await starlight.ask('A question');
  expect(await asked()).toBe(0);

  await page.mouse.move(0, 0);
  await starlight.composer.focus();
  const bubble = await starlight.questions.getByRole('paragraph').boundingBox();
  const text = await starlight.replies
    .locator('p', { hasText: 'An answer.' })
    .first()
    .boundingBox();
  expect((text?.y ?? 0) - (bubble?.y ?? 0) - (bubble?.height ?? 0)).toBeLessThanOrEqual(36);
  const answeredBy = starlight.replies.getByText('model-one');
  await expect(answeredBy.locator('..')).toHaveCSS('opacity', '0');
  await starlight.replies.hover();
  await expect(answeredBy.locator('..')).toHaveCSS('opacity', '1');
  await expect(starlight.replies.getByRole('time')).toHaveText(/\d/);

  await starlight.button('Copy with formatting').click();
  await expect(starlight.button('Copied')).toBeVisible();
  const copied = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item?.getType('text/html'))?.text();
  });
  expect(copied).toContain('<strong>answer</strong>');

  // The browser holds the only copy: it is asked to keep it once there is something to lose.
  await starlight.button('New chat').click();
  await starlight.ask('Another question');
  await expect.poll(asked).toBe(1);
});
