import { expect } from '@playwright/test';
import { reply } from '../support/completion-events.ts';
import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { CANARY_KEY, countLeaks } from './support/canary.ts';

for (const [id, words, value] of [
  ['S6a', 'missing', ''],
  ['S6b', 'blank', '   '],
] as const) {
  row(
    {
      id,
      title: `a key that is ${words} shows the setup screen and names the variable`,
      inject: `OPENAI_API_KEY is ${words}`,
      expect: 'the setup screen; 503 `not_configured`, naming the variable',
    },
    async (stage) => {
      const { site, page } = stage;
      await stage.askAndRead('All well?', stream(reply('All well.')), 'All well.');
      await site.restart({ env: { OPENAI_API_KEY: value } });
      await stage.ask('And now?');
      await stage.failsWith({ kind: 'not_configured', status: 503 });
      expect((await stage.post('Hello?')).error).toMatchObject({
        kind: 'not_configured',
        status: 503,
      });
      const stranger = await page.context().newPage();
      stage.watch(stranger);
      await stranger.goto(site.url);
      await expect(stranger.getByRole('heading', { level: 1 })).toHaveText(
        "This chat isn't set up yet",
      );
      await expect(stranger.getByText('OPENAI_API_KEY').first()).toBeVisible();
      await stranger.close();
      await site.restart();
    },
  );
}

const half = CANARY_KEY.length / 2;

for (const [id, words, value] of [
  ['S6c', 'in quotation marks', `"${CANARY_KEY}"`],
  ['S6d', 'split into two lines', `${CANARY_KEY.slice(0, half)}\n${CANARY_KEY.slice(half)}`],
] as const) {
  row(
    {
      id,
      title: `a key ${words} is never sent, and no part of it is revealed`,
      inject: `OPENAI_API_KEY is ${words}`,
      expect: '401 `key_malformed`; the log names the variable, not the value',
      figure: '0 upstream requests',
    },
    async (stage) => {
      const { site } = stage;
      await stage.open();
      await site.restart({ env: { OPENAI_API_KEY: value } });
      const before = site.upstream.requests.length;
      await stage.ask('Hello?');
      await stage.failsWith({ kind: 'key_malformed', status: 401 });
      stage.figure('upstream requests', site.upstream.requests.length - before, '', 0);
      const printed = site.app().output();
      expect(printed).toContain('OPENAI_API_KEY');
      expect(countLeaks([printed])).toBe(0);
      await site.restart();
    },
  );
}
