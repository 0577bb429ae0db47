import { expect, test } from './starlight-page.ts';

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
