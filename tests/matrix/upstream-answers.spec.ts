import { expect } from '@playwright/test';
import { answer, type Script, startScriptableUpstream } from '../support/scriptable-upstream.ts';
import { row } from './fault-row.ts';
import { CANARY_KEY } from './support/canary.ts';
import type { ReplyWire } from './support/reply-wire.ts';

row(
  {
    id: 'U12b',
    title: 'an error with a 200 is typed, and its text is not shown',
    inject: 'a 200 with a JSON error',
    expect: 'typed; never shown raw',
  },
  async (stage) => {
    const error = { message: 'RAW WORDS', type: 'server_error', code: null };
    await stage.ask('Hello?', answer(200, { error }));
    await stage.failsWith({ kind: 'server_error' });
    expect(await stage.page.content()).not.toContain('RAW WORDS');
  },
);

row(
  {
    id: 'U12c',
    title: 'an HTML page instead of an API answer is typed, and its text is not shown',
    inject: 'a 200 with text/html',
    expect: '502 `not_an_api`; never shown raw',
  },
  async (stage) => {
    const page = '<!doctype html><html><body>RAW WORDS</body></html>';
    await stage.ask('Hello?', answer(200, page));
    await stage.failsWith({ kind: 'not_an_api' });
    expect(await stage.page.content()).not.toContain('RAW WORDS');
  },
);

const EMPTY_ANSWERS: readonly [name: string, script: Script][] = [
  [
    'a 204',
    async ({ head, end }) => {
      await head(204);
      end();
    },
  ],
  [
    'an empty 200',
    async ({ head, end }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      end();
    },
  ],
  [
    'content-length 0',
    async ({ head, end }) => {
      await head(200, { 'content-type': 'application/json', 'content-length': '0' });
      end();
    },
  ],
];

row(
  {
    id: 'U14',
    title: 'a reply without a body is reported as empty',
    inject: '204; an empty 200; content-length 0',
    expect: '`reply_empty`',
  },
  async (stage) => {
    for (const [name, script] of EMPTY_ANSWERS) {
      await stage.ask(`What about ${name}?`, script);
      await expect(stage.starlight.banner).toHaveCount(stage.questions.length);
      await stage.failsWith({ kind: 'reply_empty' });
    }
  },
);

function answerAfter(interim: string, { reply }: ReplyWire): Script {
  return async ({ raw }) => {
    const body = reply('The news.');
    const length = Buffer.byteLength(body);
    await raw(`HTTP/1.1 ${interim}\r\n\r\n`);
    await raw(
      `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\ncontent-length: ${length}\r\n\r\n${body}`,
    );
  };
}

row(
  {
    id: 'U15a',
    title: 'an early hint before the answer is ignored',
    inject: '103 Early Hints before the 200',
    expect: 'ignored',
  },
  (stage) => stage.askAndRead('Any news?', answerAfter('103 Early Hints', stage.wire), 'The news.'),
);

row(
  {
    id: 'U15b',
    title: 'an unrequested 100 is typed, and the request is not repeated',
    inject: '100 Continue before the 200',
    expect: '`reply_invalid`; one request',
  },
  async (stage) => {
    const before = stage.site.upstream.requests.length;
    await stage.ask('Any news?', answerAfter('100 Continue', stage.wire));
    await stage.failsWith({ kind: 'reply_invalid' });
    expect(stage.site.upstream.requests).toHaveLength(before + 1);
  },
);

row(
  {
    id: 'U16',
    title: 'a redirect is never followed',
    inject: '301, 302, 303, 307, 308 to the same and to another host',
    expect: '502 `upstream_redirected`; the other host gets nothing',
    figure: '0 requests',
  },
  async (stage) => {
    const { upstream } = stage.site;
    const other = await startScriptableUpstream();
    const before = upstream.requests.length;
    const targets = [`http://upstream.test:${upstream.port}/v2/chat`, `${other.url}/chat`];
    const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
      targets.map((location) => ({ status, location })),
    );
    for (const { status, location } of redirects) {
      upstream.respond(answer(status, '', { location }));
      const { error } = await stage.post('Hello?');
      expect(error).toMatchObject({ kind: 'upstream_redirected' });
    }
    expect(upstream.requests).toHaveLength(before + redirects.length);
    await stage.ask('Hello?', answer(307, '', { location: `${other.url}/chat` }));
    await stage.failsWith({ kind: 'upstream_redirected' });
    stage.figure('requests to the other host', other.requests.length, '', 0);
    await other.close();
  },
);

row(
  {
    id: 'U23',
    title: 'oversized headers are refused',
    inject: 'a header of 100 kB; 2,000 headers of 100 bytes',
    expect: '502 `bad_gateway`',
  },
  async (stage) => {
    const flood = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`x-flood-${at}`, 'f'.repeat(90)]),
    );
    for (const headers of [{ 'x-huge': 'h'.repeat(100_000) }, flood]) {
      await stage.ask(
        `How about ${Object.keys(headers).length} headers?`,
        answer(200, '', headers),
      );
      await expect(stage.starlight.banner).toHaveCount(stage.questions.length);
      await stage.failsWith({ kind: 'bad_gateway', status: 502 });
    }
  },
);

const HOSTILE_HEADERS = {
  'set-cookie': 'upstream=EVIL-HEADER; Path=/',
  'content-security-policy': "default-src 'none'; report-uri /EVIL-HEADER",
  'strict-transport-security': 'max-age=31536000; EVIL-HEADER',
  'access-control-allow-origin': 'https://EVIL-HEADER.test',
  location: 'https://EVIL-HEADER.test',
  'x-request-id': CANARY_KEY,
  'openai-organization': 'org-EVIL-HEADER',
};

row(
  {
    id: 'U24',
    title: 'nothing that an upstream says in headers or errors is relayed',
    inject: 'the key in every field; Set-Cookie, CSP, HSTS, CORS headers',
    expect: 'none relayed',
    figure: '0',
    quick: true,
  },
  async (stage) => {
    const echo = {
      message: `Bad ${CANARY_KEY}`,
      code: CANARY_KEY,
      type: CANARY_KEY,
      param: CANARY_KEY,
    };
    const hostile: Script[] = [
      answer(401, { error: echo }, HOSTILE_HEADERS),
      answer(500, `<html>${CANARY_KEY}</html>`, HOSTILE_HEADERS),
      answer(429, { error: echo }, { ...HOSTILE_HEADERS, 'retry-after': CANARY_KEY }),
      async ({ head, write, end }) => {
        await head(200, { ...HOSTILE_HEADERS, 'content-type': 'text/event-stream' });
        await write(stage.wire.error(echo) + stage.wire.done);
        end();
      },
    ];
    for (const [at, script] of hostile.entries()) {
      await stage.ask(`What do you say, ${at}?`, script);
      await expect(stage.starlight.banner).toHaveCount(at + 1);
    }
    await stage.received();
    const relayed = stage.receivedTexts.filter((text) =>
      text.toLowerCase().includes('evil-header'),
    );
    stage.figure('headers relayed', relayed.length, '', 0);
    expect(await stage.page.context().cookies()).not.toContainEqual(
      expect.objectContaining({ name: 'upstream' }),
    );
  },
);
