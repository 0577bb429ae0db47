import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS, type CheckId } from '#lib/core/doctor/report/doctor-report.ts';
import { completion } from '#tests/support/completion-events.ts';
import { answer } from '#tests/support/scriptable-upstream.ts';
import {
  type Case,
  checkOf,
  examine,
  invalidKey,
  KEY,
  OTHER_KEY,
  openAi,
  refused,
} from '#tests/unit/doctor/doctor-fixture.ts';
import { startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

const upstream = await startOpenAi();
const set = (more: Record<string, string> = {}) => ({ OPENAI_API_KEY: KEY, ...more });
const line = (key: string) => `OPENAI_API_KEY=${key}\n`;
const inServer = { place: 'server', shell: null, startedAtMs: 1 } as const;

type Row = Omit<Case, 'upstream'> & {
  name: string;
  check: CheckId;
  status: 'pass' | 'warn' | 'fail' | 'skip';
  title: RegExp;
  detail?: RegExp;
  fix?: RegExp;
};

async function expectRow({ name: _, check, status, title, detail, fix, ...given }: Row) {
  const result = checkOf(await examine({ ...given, upstream }), check);
  expect(result).toMatchObject({ status, title: expect.stringMatching(title) });
  if (detail) expect(result.detail).toMatch(detail);
  if (fix) expect(result.fix).toMatch(fix);
  else if (status === 'fail') expect(result.fix).toMatch(/\S/);
}

describe('the check of the variable', () => {
  it.each([
    'OPENAI_KEY',
    'OPENAI_APIKEY',
    'OPENAI_API_KEYS',
    'OPEN_AI_KEY',
    'OPEN_AI_API_KEY',
    'OPENAI_TOKEN',
    'OPENAI_API_TOKEN',
    'OPENAI_SECRET_KEY',
    'CHATGPT_API_KEY',
    'GPT_API_KEY',
    'MY_OPENAI_API_KEY',
    'openai_api_key',
  ])('finds it under the name %s', async (name) => {
    const report = await examine({ env: { [name]: 'whatever it holds' }, upstream });
    expect(report.verdict).toBe(`OPENAI_API_KEY isn't set, but ${name} is.`);
    expect(report.fix).toBe(`Rename ${name} to OPENAI_API_KEY and restart.`);
    expect(upstream.requests).toEqual([]);
  });

  it.each<Row>([
    { name: 'present', check: 'variable', env: set(), status: 'pass', title: /is set$/ },
    {
      name: 'missing, in a terminal',
      check: 'variable',
      status: 'fail',
      title: /^OPENAI_API_KEY isn't set$/,
      fix: /^OPENAI_API_KEY=sk-proj-…\nRestart the server\.$/m,
    },
    {
      name: 'missing, in a server that rereads its files',
      check: 'variable',
      env: { NODE_ENV: 'development' },
      ...inServer,
      status: 'fail',
      title: /^OPENAI_API_KEY isn't set$/,
      fix: /^Save .env.local; it takes effect immediately\.$/m,
    },
    {
      name: 'in a file of the other mode',
      check: 'variable',
      files: { '.env.development.local': line(KEY) },
      status: 'fail',
      title: /in \.env\.development\.local, which isn't read/,
    },
    {
      name: 'in a folder that has its own .env.local beside it',
      check: 'variable',
      files: { 'src/.env': line(KEY), '.env.local': 'OTHER=1\n' },
      status: 'fail',
      title: /in src\/\.env, which isn't read/,
      fix: /^Move the line/,
    },
    {
      name: 'emptied by a file of higher precedence',
      check: 'variable',
      env: { OPENAI_API_KEY: '' },
      shell: {},
      files: { '.env.local': 'OPENAI_API_KEY=\n', '.env': line(KEY) },
      status: 'fail',
      title: /An empty OPENAI_API_KEY in \.env\.local hides the one in \.env/,
    },
    ...(['production', 'preview', 'development'] as const).map(
      (scope): Row => ({
        name: `not selected for ${scope} on Vercel, or not redeployed`,
        check: 'variable',
        env: { VERCEL: '1', VERCEL_ENV: scope },
        ...inServer,
        status: 'fail',
        title: new RegExp(`in Vercel's ${scope} environment`, 'i'),
        detail:
          /its own checkbox, and a variable added later only takes effect in the next deployment/,
        fix: new RegExp(`select ${scope}.\nRedeploy`, 'i'),
      }),
    ),
  ])('reports it: $name', expectRow);
});

describe('the check of the source', () => {
  it.each<Row>([
    { name: 'the shell', check: 'source', env: set(), status: 'pass', title: /from the shell$/ },
    {
      name: '.env.local',
      check: 'source',
      env: set(),
      shell: {},
      files: { '.env.local': line(KEY) },
      status: 'pass',
      title: /from \.env\.local$/,
    },
    {
      name: '.env',
      check: 'source',
      env: set(),
      shell: {},
      files: { '.env': line(KEY) },
      status: 'pass',
      title: /from \.env$/,
    },
    {
      name: '.env.local over .env',
      check: 'source',
      env: set(),
      shell: {},
      files: { '.env.local': line(KEY), '.env': line(OTHER_KEY) },
      status: 'warn',
      title: /from \.env\.local, which overrides another key in \.env$/,
    },
    {
      name: 'the shell over .env',
      check: 'source',
      env: set(),
      files: { '.env': line(OTHER_KEY) },
      status: 'warn',
      title: /^The shell's OPENAI_API_KEY overrides the one in \.env$/,
      fix: /^unset OPENAI_API_KEY$/,
    },
    {
      name: 'a running server that is older than its file',
      check: 'source',
      env: set(),
      ...inServer,
      files: { '.env.local': line(OTHER_KEY) },
      status: 'warn',
      title: /\.env\.local has changed since the server started/,
    },
    {
      name: 'Vercel',
      check: 'source',
      env: set({ VERCEL: '1' }),
      ...inServer,
      status: 'pass',
      title: /from the project's settings on Vercel/,
    },
  ])('reports $name', expectRow);
});

describe('the check of the shape', () => {
  it.each([
    ['\u200b', 'U+200B'],
    ['\u00a0', 'U+00A0'],
    ['\ufeff', 'U+FEFF'],
    ['\u202a', 'U+202A'],
    ['а', 'U+0430'],
    ['ｋ', 'U+FF4B'],
  ])('names the character %j by code point and position', async (character, code) => {
    const key = `${KEY.slice(0, 11)}${character}${KEY.slice(11)}`;
    const { status, title, detail } = checkOf(
      await examine({ env: { OPENAI_API_KEY: key }, upstream }),
      'shape',
    );
    expect(status).toBe('fail');
    expect(title).toMatch(/at character 12$/);
    expect(detail).toContain(code);
  });
});

describe('the check of the address', () => {
  const at = (url: string, more = {}) => set({ OPENAI_BASE_URL: url, ...more });
  it.each<Row>([
    { name: 'the default', check: 'address', env: set(), status: 'pass', title: /the default$/ },
    {
      name: 'plain http to another machine',
      check: 'address',
      env: at('http://llm.example/v1'),
      status: 'fail',
      title: /plain http/,
      fix: /https/,
    },
    {
      name: 'plain http that is allowed',
      check: 'address',
      env: at('http://llm.example/v1', { STARLIGHT_ALLOW_HTTP_UPSTREAM: '1' }),
      status: 'pass',
      title: /llm\.example/,
    },
    {
      name: 'no scheme',
      check: 'address',
      env: at('api.openai.com/v1'),
      status: 'fail',
      title: /https:\/\//,
    },
    {
      name: 'a website',
      check: 'address',
      env: at('https://platform.openai.com/v1'),
      status: 'fail',
      title: /website/,
    },
    {
      name: 'a password, which is not shown',
      check: 'address',
      env: at(`https://me:${KEY}@llm.example/v1`),
      status: 'fail',
      title: /^OPENAI_BASE_URL contains a user name or a password$/,
    },
    {
      name: 'a query',
      check: 'address',
      env: at('https://llm.example/v1?key=1'),
      status: 'fail',
      title: /^OPENAI_BASE_URL contains a \? or a #$/,
    },
    {
      name: 'another variable, which is not read',
      check: 'address',
      env: set({ OPENAI_API_BASE: 'https://llm.example/v1' }),
      status: 'warn',
      title: /OPENAI_API_BASE is set, but Starlight reads OPENAI_BASE_URL/,
    },
  ])('reports $name', expectRow);
});

describe('the check of the other settings', () => {
  it.each<Row>([
    {
      name: 'none',
      check: 'settings',
      env: set({ STARLIGHT_PUBLIC: '1' }),
      status: 'pass',
      title: /^All other variables are valid$/,
    },
    {
      name: 'no access setting',
      check: 'settings',
      env: set(),
      status: 'warn',
      title: /^Access in production hasn't been configured yet$/,
    },
    {
      name: 'no access setting, in a running server',
      check: 'settings',
      env: set(),
      ...inServer,
      status: 'fail',
      title: /^Access in production hasn't been configured yet$/,
    },
    {
      name: 'a misspelled setting',
      check: 'settings',
      env: set({ STARLIGHT_PUBLIC: '1', STARLIGHT_ACCES_CODE: 'long enough' }),
      status: 'fail',
      title: /^STARLIGHT_ACCES_CODE may be misspelled$/,
      fix: /Rename it to STARLIGHT_ACCESS_CODE/,
    },
    {
      name: 'an unknown name',
      check: 'settings',
      env: set({ STARLIGHT_PUBLIC: '1', STARLIGHT_COLOR: 'blue' }),
      status: 'warn',
      title: /^STARLIGHT_COLOR may be misspelled$/,
      fix: /spelling/,
    },
    {
      name: 'a cap in quotes',
      check: 'settings',
      env: set({ STARLIGHT_PUBLIC: '1', STARLIGHT_DAILY_TOKENS: '"1000000"' }),
      status: 'fail',
      title: /^STARLIGHT_DAILY_TOKENS has quotes in its value$/,
      fix: /Remove the quotes/,
    },
    {
      name: 'an organization in quotes',
      check: 'ids',
      env: set({ OPENAI_ORG_ID: '"org-1"' }),
      status: 'fail',
      title: /^OPENAI_ORG_ID has quotes in its value$/,
      fix: /Remove the quotes/,
    },
    {
      name: 'an invalid value',
      check: 'settings',
      env: set({ STARLIGHT_PUBLIC: '1', STARLIGHT_ORIGIN: 'chat.example' }),
      status: 'fail',
      title: /^STARLIGHT_ORIGIN needs a different value$/,
    },
  ])('reports $name', expectRow);
});

describe('the check of organization and project', () => {
  it.each<Row>([
    {
      name: 'neither',
      check: 'ids',
      env: set(),
      status: 'pass',
      title: /most keys don't need one/,
    },
    {
      name: 'both',
      check: 'ids',
      env: set({ OPENAI_ORG_ID: 'org-A', OPENAI_PROJECT_ID: 'proj_B' }),
      status: 'pass',
      title: /OPENAI_ORG_ID and OPENAI_PROJECT_ID will be sent with the key/,
    },
    {
      name: 'a key in place of an ID',
      check: 'ids',
      env: set({ OPENAI_ORG_ID: KEY }),
      status: 'fail',
      title: /OPENAI_ORG_ID contains what looks like a key/,
    },
    {
      name: 'a name in place of an ID',
      check: 'ids',
      env: set({ OPENAI_PROJECT_ID: 'My-project' }),
      status: 'warn',
      title: /OPENAI_PROJECT_ID doesn't start with proj_/,
    },
    {
      name: 'an ID with a space in it',
      check: 'ids',
      env: set({ OPENAI_ORG_ID: 'org- A' }),
      status: 'fail',
      title: /a character that no ID has/,
    },
    {
      name: 'a variable that is not read',
      check: 'ids',
      env: set({ OPENAI_ORGANIZATION: 'org-A' }),
      status: 'pass',
      title: /No organization or project/,
      detail: /OPENAI_ORGANIZATION is set, but Starlight doesn't read it/,
    },
  ])('reports $name', expectRow);
});

describe('the check for an exposed key', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: folder });
  it.each<Row>([
    {
      name: 'in a public variable of another build tool',
      check: 'leak',
      env: set({ VITE_OPENAI_API_KEY: KEY }),
      status: 'fail',
      title: /VITE_OPENAI_API_KEY puts a key into the page/,
    },
    {
      name: 'in a public variable that only a file sets',
      check: 'leak',
      env: set(),
      files: { '.env': `NEXT_PUBLIC_OPENAI_API_KEY=${KEY}\n` },
      status: 'fail',
      title: /NEXT_PUBLIC_OPENAI_API_KEY puts a key into the page/,
      fix: /Revoke/,
    },
    {
      name: 'in the public folder',
      check: 'leak',
      env: set(),
      files: { 'public/.env': line(KEY) },
      status: 'fail',
      title: /public\/\.env contains the key, and anyone can download/,
    },
    {
      name: 'another key in the built page',
      check: 'leak',
      env: set(),
      files: { '.next/static/chunks/a.js': `const key="${OTHER_KEY}"` },
      status: 'fail',
      title: /built into the page/,
    },
    {
      name: 'none, before anything is built',
      check: 'leak',
      env: set(),
      status: 'pass',
      title: /^No public variable contains a key$/,
    },
    {
      name: 'in an env file under version control',
      check: 'git',
      env: set(),
      shell: {},
      files: { '.env': line(KEY) },
      prepare: (folder) => {
        git(folder, 'init', '-q');
        git(folder, 'add', '.env');
      },
      status: 'fail',
      title: /^\.env is tracked by git$/,
      fix: /^git rm --cached \.env$/,
    },
    {
      name: 'in an env file that git does not ignore',
      check: 'git',
      env: set(),
      shell: {},
      files: { '.env.local': line(KEY) },
      prepare: (folder) => void git(folder, 'init', '-q'),
      status: 'warn',
      title: /^\.env\.local isn't ignored by git$/,
      fix: /^echo '\.env\.local' >> \.gitignore$/,
    },
    {
      name: 'none in git, without a key',
      check: 'git',
      prepare: (folder) => void git(folder, 'init', '-q'),
      status: 'pass',
      title: /^Env files are ignored$/,
    },
  ])('reports $name', expectRow);

  it('gives the git history as the reason when it contains a refused key', async () => {
    upstream.respond(invalidKey);
    const report = await examine({
      env: set(),
      upstream,
      prepare: (folder) => {
        git(folder, 'init', '-q');
        writeFileSync(path.join(folder, 'call.js'), `call('${KEY}')\n`);
        git(folder, 'add', '.');
        git(folder, 'commit', '-qm', 'one');
      },
    });
    expect(report.verdict).toBe('OpenAI rejected this key.');
    expect(checkOf(report, 'models').detail).toMatch(
      /in the git history \(commit \w+, call\.js\), and OpenAI revokes keys it finds in public/,
    );
  });
});

describe('the checks of the wire', () => {
  const failing = (code: string) => async () => {
    throw Object.assign(new Error(`with ${KEY}`), { code });
  };
  it.each<Row>([
    {
      name: 'an unknown host name',
      check: 'name',
      env: set({ OPENAI_BASE_URL: 'https://llm.example/v1' }),
      wire: { resolve: failing('ENOTFOUND') },
      status: 'fail',
      title: /\S/,
      detail: /ENOTFOUND/,
    },
    {
      name: 'a port that is closed',
      check: 'connection',
      env: set({ HTTPS_PROXY: 'http://proxy.example' }),
      wire: { connect: failing('ECONNREFUSED') },
      status: 'fail',
      title: /\S/,
      detail: /ECONNREFUSED.*HTTPS_PROXY is set/,
    },
    {
      name: 'a connection without a response',
      check: 'connection',
      env: set(),
      wire: { connect: failing('ETIMEDOUT') },
      status: 'fail',
      title: /^api\.openai\.com doesn't respond$/,
      fix: /firewall/,
    },
    {
      name: 'a certificate that has expired',
      check: 'tls',
      env: set(),
      wire: { handshake: failing('CERT_HAS_EXPIRED') },
      status: 'fail',
      title: /\S/,
      detail: /CERT_HAS_EXPIRED/,
    },
    {
      name: 'encryption',
      check: 'tls',
      env: set(),
      status: 'pass',
      title: /is valid \(TLS 1\.3\)/,
    },
  ])('report $name', expectRow);

  it('run in order, and each reports how long it took', async () => {
    let clock = 0;
    const report = await examine({
      env: set({ OPENAI_PROJECT_ID: 'proj_B' }),
      upstream,
      // The clock advances seven milliseconds each time it is read.
      now: () => {
        clock += 7;
        return clock;
      },
    });
    const wire = CHECK_IDS.slice(CHECK_IDS.indexOf('name'));
    expect(report.checks.slice(-wire.length).map(({ id }) => id)).toEqual(wire);
    for (const id of wire) expect(checkOf(report, id).ms, id).toBe(7);
    expect(
      upstream.requests.map(({ method, path: requestPath, body }) => [method, requestPath, body]),
    ).toEqual([
      ['GET', '/v1/models', ''],
      ['POST', '/v1/chat/completions', expect.stringContaining('"stream":false')],
      ['POST', '/v1/chat/completions', expect.stringContaining('"stream":true')],
    ]);
  });

  it('stop before any request when the host name is unknown', async () => {
    const report = await examine({
      env: set(),
      upstream,
      wire: { resolve: failing('ENOTFOUND') },
    });
    for (const id of ['connection', 'tls', 'models', 'completion'] as const) {
      expect(checkOf(report, id)).toMatchObject({ status: 'skip' });
    }
    expect(upstream.requests).toEqual([]);
  });

  it('cost three tokens at most, whatever they have to retry', async () => {
    let spent = 0;
    const wrongName = {
      message: "Unsupported parameter: 'max_completion_tokens'",
      type: 'invalid_request_error',
      param: 'max_completion_tokens',
      code: 'unsupported_parameter',
    };
    upstream.respond(async (exchange) => {
      const body = exchange.body === '' ? {} : JSON.parse(exchange.body);
      if (exchange.path === '/v1/models') return await openAi()(exchange);
      if (body.max_completion_tokens) return await answer(400, { error: wrongName })(exchange);
      spent += body.max_tokens ?? Number.POSITIVE_INFINITY;
      return await answer(200, completion('Hi'))(exchange);
    });
    await examine({ env: set({ OPENAI_ORG_ID: 'org-A' }), upstream });
    expect(spent).toBe(2);
    spent = 0;
    upstream.respond(async (exchange) => {
      const hasOrganization = exchange.headers['openai-organization'] !== undefined;
      if (exchange.path === '/v1/models') return await openAi()(exchange);
      if (hasOrganization)
        return await refused(403, 'model_not_found', 'no access to model')(exchange);
      spent += JSON.parse(exchange.body).max_completion_tokens;
      return await answer(200, completion('Hi'))(exchange);
    });
    const report = await examine({ env: set({ OPENAI_ORG_ID: 'org-A' }), upstream });
    expect(report.verdict).toMatch(/OPENAI_ORG_ID doesn't match it/);
    expect(spent).toBe(1);
  });

  it('report when the limits reset, and warn when little is remaining', async () => {
    const lowHeaders = {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '1m12s',
      'x-ratelimit-limit-tokens': '30000',
      'x-ratelimit-remaining-tokens': '29000',
      'x-ratelimit-reset-tokens': KEY,
    };
    upstream.respond(openAi({ completion: answer(200, completion('Hi'), lowHeaders) }));
    const report = await examine({ env: set(), upstream });
    expect(checkOf(report, 'headroom')).toMatchObject({
      status: 'warn',
      title: 'Only 3 of 500 requests and 29,000 of 30,000 tokens remaining',
      detail: 'The limit on requests resets in 1m12s.',
    });
  });

  it('report a slow clock, and ignore a few seconds', async () => {
    const clock = async (aheadMs: number) => {
      const date = new Date(Date.now() + aheadMs).toUTCString();
      const dated = answer(200, completion('Hi'), { date });
      upstream.respond(openAi({ completion: dated, stream: dated }));
      return checkOf(await examine({ env: set(), upstream }), 'clock').title;
    };
    expect(await clock(3 * 3600_000)).toBe("This machine's clock is 3 hours slow");
    expect(await clock(20_000)).toBe("This machine's clock is right");
  });

  it('mention that a permission change takes up to 15 minutes', async () => {
    const scopes = 'You have insufficient permissions. Missing scopes: model.request.';
    upstream.respond(openAi({ completion: refused(401, null, scopes) }));
    expect((await examine({ env: set(), upstream })).fix).toMatch(/up to 15 minutes/);
  });
});
