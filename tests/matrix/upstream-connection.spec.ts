import { stream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';

row(
  {
    id: 'U1a',
    title: 'a refused connection is reported within a second',
    inject: 'ECONNREFUSED',
    expect: '502 `connection_refused`, can be retried',
    figure: '< 1 s',
    quick: true,
  },
  async (stage) => {
    await stage.open();
    await stage.site.upstream.refuse();
    await stage.ask('Is anybody there?');
    await stage.failsWith({ kind: 'connection_refused', status: 502, within: 1000 });
    await stage.site.upstream.accept();
    stage.site.upstream.respond(stream(stage.wire.reply('Here I am.')));
  },
);

for (const [id, code] of [
  ['U1b', 'ENOTFOUND'],
  ['U1c', 'EAI_AGAIN'],
] as const) {
  row(
    {
      id,
      title: `a name that is not found (${code}) is reported in time`,
      inject: code,
      expect: '502 `dns_failure`, can be retried',
      figure: '< 5 s',
    },
    async (stage) => {
      await stage.open();
      // A kept-alive connection needs no name.
      await stage.site.upstream.refuse();
      await stage.site.upstream.accept();
      await stage.site.tell({ do: 'dns', code });
      await stage.ask('Is anybody there?');
      await stage.failsWith({ kind: 'dns_failure', status: 502, within: 5000 });
      await stage.site.tell({ do: 'dns', code: null });
    },
  );
}
