import { manyModels } from '../fixtures/model-lists/model-lists.ts';
import { reply } from '../support/completion-events.ts';
import { answer, type Script, stream } from '../support/scriptable-upstream.ts';
import { axeViolations } from './axe-violations.ts';
import { test } from './operator-site.ts';
import { expect } from './starlight-page.ts';

/** Answers with the list, and every message with `An answer.` */
const listing =
  (list: Script): Script =>
  (exchange) =>
    exchange.path === '/v1/models' ? list(exchange) : stream(reply('An answer.'))(exchange);

test('four hundred models are searched and chosen with the keyboard', async ({
  site,
  starlight,
  page,
}) => {
  site.upstream.respond(listing(answer(200, manyModels(400))));
  await starlight.open(await site.start({ STARLIGHT_MODELS: 'auto' }));
  const picker = starlight.button(/^Model: /);
  await picker.press('Enter');
  const search = page.getByRole('combobox', { name: 'Search models' });
  await expect(search).toBeFocused();
  const options = page.getByRole('option');
  await expect(options).toHaveCount(400);
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^model-0:free/);
  expect(await axeViolations(page)).toEqual([]);

  await search.press('Escape');
  await expect(search).toBeHidden();
  await expect(picker).toBeFocused();

  await picker.press('Enter');
  await page.keyboard.type('claude');
  await expect(page.getByText('No model matches.')).toBeVisible();
  await search.fill('meta-llama images');
  await expect(page.getByText(/^\d+ models match$/)).toBeAttached();
  const second = options.nth(1);
  await search.press('ArrowDown');
  await expect(search).toHaveAttribute(
    'aria-activedescendant',
    (await second.getAttribute('id')) ?? '',
  );
  await search.press('ArrowUp');
  await search.press('ArrowUp');
  await expect(options.last()).toBeInViewport();
  await search.press('Enter');
  await expect(picker).toBeFocused();
  await expect(picker).toHaveAccessibleName(/^Model: meta-llama\/model-/);
  await starlight.ask('Hello?');
  const { model } = JSON.parse(site.upstream.requests.at(-1)?.body ?? '');
  await expect(picker).toHaveAccessibleName(`Model: ${model}`);
});

test('a model that is shut down is marked with the day, and says that it cannot answer', async ({
  site,
  starlight,
  page,
}) => {
  const data = [
    { id: 'old-one', created: 3, shutdown_date: '2026-01-05' },
    { id: 'ending-one', created: 2, shutdown_date: '2999-12-11' },
    { id: 'new-one', created: 1, shutdown_date: null },
  ];
  site.upstream.respond(listing(answer(200, { data })));
  await starlight.open(await site.start({ STARLIGHT_MODELS: 'auto' }));
  const notice = page.getByText("old-one was retired on Jan 5, 2026, so it can't answer.");
  await expect(notice).toBeVisible();
  await starlight.button('Choose another model').click();
  const options = page.getByRole('option');
  await expect(options).toHaveText([
    'old-oneRetired Jan 5, 2026',
    'ending-oneRetires Dec 11, 2999',
    'new-one',
  ]);
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(starlight.button('Model: ending-one')).toBeVisible();
  await expect(notice).toBeHidden();
});

test('a page without a list of models says so, and recovers by itself', async ({
  site,
  starlight,
  page,
}) => {
  site.upstream.respond(listing(answer(503, {})));
  await starlight.open(await site.start({ STARLIGHT_MODELS: 'auto' }));
  await expect(page.getByText('The list of models is still loading.')).toBeVisible();
  site.upstream.respond(listing(answer(200, { data: [{ id: 'one' }, { id: 'two' }] })));
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('one', { timeout: 40_000 });
  await expect(page.getByText('The list of models is still loading.')).toBeHidden();
});

test('a conversation whose model is gone says which one answers next', async ({
  site,
  starlight,
  page,
}) => {
  site.upstream.respond(listing(stream(reply('An answer.'))));
  const url = await site.start({ STARLIGHT_MODELS: 'new-one,new-two' });
  // The site that this browser used before.
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll('new-one', 'old-one');
    await route.fulfill({ response, body });
  });
  await page.route('**/api/chat', async (route) => {
    const body = route.request().postData()?.replaceAll('old-one', 'new-one');
    await route.continue({ postData: body });
  });
  await starlight.open(url);
  await starlight.ask('Hello?');
  await page.unrouteAll();
  await starlight.reload();
  await expect(
    page.getByText('old-one is no longer offered here. new-one answers your next message.'),
  ).toBeVisible();
  await expect(starlight.replies).toContainText('An answer.');
  await starlight.button('Choose another model').click();
  await expect(page.getByLabel('Model', { exact: true })).toBeFocused();
});

test('a message that comes near what the model takes is told so, and can leave out the oldest', async ({
  site,
  starlight,
  page,
}) => {
  const small = { data: [{ id: 'small-chat', object: 'model', context_length: 1000 }] };
  site.upstream.respond(listing(answer(200, small)));
  await starlight.open(await site.start({ STARLIGHT_MODELS: 'auto' }));
  await starlight.ask('x'.repeat(1500));
  const notice = page.getByRole('status').filter({ hasText: 'With your next message' });
  await expect(notice).toBeHidden();
  await starlight.composer.fill('y'.repeat(4100));
  await expect(notice).toContainText('This model takes 1,000 tokens');
  expect(await axeViolations(page)).toEqual([]);
  await starlight.button('Leave out the 2 oldest and send').click();
  await starlight.ended();
  const { messages } = JSON.parse(site.upstream.requests.at(-1)?.body ?? '');
  expect(JSON.stringify(messages)).not.toContain('xxx');
});
