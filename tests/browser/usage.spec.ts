import { DONE, delta, finish, roleEvent, usageEvent } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { OPERATOR_CODE, test } from './operator-site.ts';
import { expect } from './starlight-page.ts';

const REPLY = [roleEvent(), delta('An answer.'), finish(), usageEvent(1204, 312), DONE].join('');

test('the operator reads on request what each reply and the conversation cost', async ({
  page,
  site,
  starlight,
}) => {
  site.upstream.respond(stream(REPLY));
  const url = await site.start({ STARLIGHT_MODELS: 'gpt-4.1' });
  await starlight.open(url);
  await starlight.ask('What does it cost?');
  await expect(page.getByRole('button', { name: 'Tokens and cost' })).toBeHidden();

  await page.request.post(`${url}/api/session`, {
    data: { code: OPERATOR_CODE },
    headers: { origin: url },
  });
  await page.reload();
  const reply = '1,204 tokens in, 312 out · $0.0049';
  await expect(page.getByText(reply)).toBeHidden();
  await page.getByRole('button', { name: 'Tokens and cost' }).click();
  await expect(page.getByText(reply, { exact: true })).toBeVisible();
  await expect(page.getByText(`Messages shown: ${reply}`)).toBeVisible();
  await page.getByRole('button', { name: 'Regenerate' }).click();
  await expect(
    page.getByText('With all versions: 2,408 tokens in, 624 out · $0.0098'),
  ).toBeVisible();
  await page.getByRole('combobox', { name: 'View as' }).selectOption('visitor');
  await expect(page.getByText(reply, { exact: true })).toBeHidden();
});
