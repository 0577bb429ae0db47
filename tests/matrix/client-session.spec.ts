import { expect } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { answer, stream } from '../support/scriptable-upstream.ts';
import { row, test } from './fault-row.ts';

const CODE = 'correct horse battery';

test.use({ settings: { env: { STARLIGHT_PUBLIC: '', STARLIGHT_ACCESS_CODE: CODE } } });

row(
  {
    id: 'C10',
    title: 'a session that ends during a chat is renewed in place',
    inject: 'the session cookie disappears during a chat',
    expect: '401, sign-in in place, draft kept, the message is sent again',
  },
  async (stage) => {
    const { page, starlight, site } = stage;
    await stage.open({ accessCode: CODE });
    await stage.askAndRead('Who am I?', stream(reply('A guest.')), 'A guest.');
    await page.context().clearCookies();
    site.upstream.respond(stream(reply('A guest again.')));
    await stage.ask('And now?');
    await expect(starlight.banner).toContainText('401 Unauthorized');
    await starlight.composer.fill('half a thought');
    await starlight.banner.getByRole('button', { name: 'Sign in' }).click();
    await stage.signIn(CODE);
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(starlight.replies.last()).toContainText('A guest again.');
    await expect(starlight.composer).toHaveValue('half a thought');
  },
);

row(
  {
    id: 'C11b',
    title: 'a page whose scripts are gone from the server still explains a failure',
    inject: 'files of the old build return 404 when they are first needed',
    expect: 'no white screen: the message is kept, the kind is named, Retry is offered',
  },
  async (stage) => {
    const { page, starlight } = stage;
    await stage.open({ accessCode: CODE });
    await page.route('**/_next/static/**', (route) => route.fulfill({ status: 404, body: '' }));
    await stage.ask('Are you old?', answer(500, ''));
    await expect(starlight.banner).toContainText(/server error|500/i);
    await expect(starlight.banner.getByRole('button', { name: 'Retry' })).toBeVisible();
    await page.unroute('**/_next/static/**');
  },
);
