import { describe, expect, it } from 'vitest';
import { checkOf, examine, KEY, OTHER_KEY } from '#tests/unit/doctor/doctor-fixture.ts';
import { expectRow, type Row, upstream, withKey } from '#tests/unit/doctor/expect-row.ts';

const line = (key: string) => `OPENAI_API_KEY=${key}\n`;
const inServer = { place: 'server', shell: null, startedAtMs: 1 } as const;

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
    { name: 'present', check: 'variable', env: withKey(), status: 'pass', title: /is set$/ },
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
    {
      name: 'the shell',
      check: 'source',
      env: withKey(),
      status: 'pass',
      title: /from the shell$/,
    },
    {
      name: '.env.local',
      check: 'source',
      env: withKey(),
      shell: {},
      files: { '.env.local': line(KEY) },
      status: 'pass',
      title: /from \.env\.local$/,
    },
    {
      name: '.env',
      check: 'source',
      env: withKey(),
      shell: {},
      files: { '.env': line(KEY) },
      status: 'pass',
      title: /from \.env$/,
    },
    {
      name: '.env.local over .env',
      check: 'source',
      env: withKey(),
      shell: {},
      files: { '.env.local': line(KEY), '.env': line(OTHER_KEY) },
      status: 'warn',
      title: /from \.env\.local, which overrides another key in \.env$/,
    },
    {
      name: 'the shell over .env',
      check: 'source',
      env: withKey(),
      files: { '.env': line(OTHER_KEY) },
      status: 'warn',
      title: /^The shell's OPENAI_API_KEY overrides the one in \.env$/,
      fix: /^unset OPENAI_API_KEY$/,
    },
    {
      name: 'a running server that is older than its file',
      check: 'source',
      env: withKey(),
      ...inServer,
      files: { '.env.local': line(OTHER_KEY) },
      status: 'warn',
      title: /\.env\.local has changed since the server started/,
    },
    {
      name: 'Vercel',
      check: 'source',
      env: withKey({ VERCEL: '1' }),
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
