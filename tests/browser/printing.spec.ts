import type { ChatEvent } from '#lib/core/chat/chat-events.ts';
import { scriptChat } from '../support/scripted-chat.ts';
import { expect, test } from './starlight-page.ts';

/** 10 by 5 pixels. */
const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAFCAAAAABZDyK0AAAADklEQVR4nGOogAMGEpgAhN0XcRHDFsgAAAAASUVORK5CYII=';

test('a conversation is printed whole, without what is around it', async ({
  starlight,
  page,
  demo,
}) => {
  await starlight.open(demo.url);
  await starlight.ask('Show me a table, some code and a list');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(starlight.composer).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeHidden();
  await expect(starlight.log.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const cut = await page.evaluate(() => {
    const isCut = (element: Element) =>
      element.scrollHeight > element.clientHeight + 1 ||
      element.scrollWidth > element.clientWidth + 1;
    const log = document.querySelector('[role="log"]');
    const around: Element[] = [];
    for (let each = log?.parentElement; each && each !== document.documentElement; ) {
      around.push(each);
      each = each.parentElement;
    }
    const within = [...(log?.querySelectorAll('pre, .table-scroll, article') ?? [])];
    return [...around, ...within].filter(isCut).map(({ outerHTML }) => outerHTML.slice(0, 100));
  });
  expect(cut).toEqual([]);
  const pdf = (await page.pdf({ width: '600px', height: '400px' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3);
});

test('a wide table, long code, a thought, a picture and sources are printed whole', async ({
  starlight,
  page,
  demo,
}) => {
  const row = `| ${Array.from({ length: 12 }, (_, at) => `Column number ${at}`).join(' | ')} |\n`;
  const table = row + row.replaceAll(/Column number \d+/g, '---') + row.repeat(3);
  const sum = (length: number) => Array.from({ length }, (_, at) => `x_{${at}}^2`).join(' + ');
  const formula = `$$\n${sum(8)}\n$$\n\n- In a list:\n\n  $$\n  ${sum(40)}\n  $$\n\nAnd \\(${sum(30)}\\).`;
  const code = `\`\`\`js\nconst wide = [${'"a long word", '.repeat(40)}];\n${'f();\n'.repeat(80)}lastLine();\n\`\`\``;
  const events: ChatEvent[] = [
    { type: 'start', requestId: 'sl_1', model: 'starlight-demo' },
    { type: 'thinking', text: `A thought.\n\n${table}` },
    { type: 'delta', text: `${table}\n${formula}\n\n${code}\n` },
    { type: 'image', url: PNG },
    { type: 'sources', sources: [{ url: 'https://a.example/x', title: 'A page' }] },
    { type: 'done', reason: 'stop' },
  ];
  const chat = await scriptChat(page);
  await starlight.open(demo.url);
  await starlight.send('Print it');
  await chat.say(...events);
  await starlight.ended();
  await starlight.button(/^Thought/).click();
  await expect(starlight.log.locator('math').first()).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 700, height: 900 });
  await expect(starlight.log.getByText('lastLine();')).toBeVisible();
  await expect(starlight.log.getByText('A thought.')).toBeVisible();
  await expect(starlight.log.getByRole('link', { name: 'A page' })).toBeVisible();
  await expect(starlight.log.getByRole('img')).toBeVisible();
  const formulas = await starlight.log.locator('math').evaluateAll((all) =>
    all.map((math) => {
      const range = document.createRange();
      range.selectNodeContents(math);
      return range.getBoundingClientRect();
    }),
  );
  expect(formulas).toHaveLength(3);
  for (const { left, right, height } of formulas) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(700);
    expect(height).toBeGreaterThan(4);
  }
  const { outside, cut } = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const shown = Array.from(document.querySelectorAll('[role="log"] *')).filter(
      (element) =>
        element instanceof HTMLElement &&
        element.checkVisibility() &&
        getComputedStyle(element).position !== 'absolute',
    );
    const isCut = (element: Element) =>
      getComputedStyle(element).overflow !== 'visible' &&
      (element.scrollHeight > element.clientHeight + 1 ||
        element.scrollWidth > element.clientWidth + 1);
    const namesOf = (elements: Element[]) =>
      elements.map(({ outerHTML }) => outerHTML.slice(0, 80));
    return {
      outside: namesOf(shown.filter((element) => element.getBoundingClientRect().right > edge)),
      cut: namesOf(shown.filter(isCut)),
    };
  });
  expect({ outside, cut }).toEqual({ outside: [], cut: [] });
});
