import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '#lib/core/doctor/report/doctor-report.ts';
import { KEY_PROBLEMS, type KeyProblem } from '#lib/core/key/key-problems.ts';
import { requireUsableKey } from '#lib/server/chat/require-usable-key.ts';
import { readConfig } from '#lib/server/config/read-config.ts';
import { readGitFacts } from '#lib/server/doctor/git-facts.ts';
import { createWire } from '#lib/server/doctor/wire-probe.ts';
import { createKeyDetector } from '#lib/server/upstream/secrets/key-detector.ts';
import { completion } from '#tests/support/completion-events.ts';
import { answer, type Script } from '#tests/support/scriptable-upstream.ts';
import {
  checkOf,
  examine,
  expectNoKey,
  invalidKey,
  KEY,
  openAi,
  refused,
} from '#tests/unit/doctor/doctor-fixture.ts';
import { folderForEachTest, startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

const upstream = await startOpenAi();

const env = { OPENAI_API_KEY: KEY };
const headersOf = (name: string) => upstream.requests.map(({ headers }) => headers[name]);

/** One value for each problem of the key's shape; one of them is only a warning. */
const VALUES: Record<KeyProblem, string> = {
  quotes: `'${KEY}'`,
  bearer_prefix: `bearer ${KEY}`,
  outer_space: `${KEY} `,
  inner_space: `${KEY.slice(0, 20)} ${KEY.slice(20)}`,
  line_break: `${KEY.slice(0, 20)}\r\n${KEY.slice(20)}`,
  smart_quote: `${KEY}”`,
  invisible_character: `\ufeff${KEY}`,
  non_ascii: KEY.replace('a', 'а'),
  template_syntax: '$(cat key)',
  brackets: `[${KEY}]`,
  literal_undefined: 'null',
  placeholder: 'your-key-here',
  url: 'https://api.openai.com/v1',
  organization_id: 'org-Xy12Zz34',
  project_id: 'proj_Xy12Zz34',
  request_id: 'req_Xy12Zz34',
  variable_name: 'process.env.OPENAI_API_KEY',
  truncated: KEY.slice(0, 25),
  two_keys: `${KEY},${KEY}`,
  extra_text: `${KEY} # production`,
  secret_reference: 'secretref:openai-key',
  encoded: btoa(KEY),
  json: JSON.stringify({ OPENAI_API_KEY: KEY }),
  letter_case: KEY.toUpperCase(),
  unexpected_character: `${KEY},`,
  admin_key: KEY.replace('sk-proj-', 'sk-admin-'),
  session_token: KEY.replace('sk-proj-', 'sess-'),
  oauth_token: KEY.replace('sk-proj-', 'eyJ'),
  other_provider: KEY.replace('sk-proj-', 'sk-ant-'),
};
const WARNINGS: readonly KeyProblem[] = ['truncated'];

const failureWith = (reason: KeyProblem) =>
  expect.objectContaining({ details: expect.objectContaining({ reason }) });

describe("the check of the key's shape", () => {
  it.each(KEY_PROBLEMS.filter((problem) => !WARNINGS.includes(problem)))(
    'names and fixes the problem %s, and does not send the key',
    async (problem) => {
      const report = await examine({ env: { OPENAI_API_KEY: VALUES[problem] }, upstream });
      const { status, title, fix } = checkOf(report, 'shape');
      expect(status).toBe('fail');
      expect(fix).toMatch(/\S/);
      expect(report).toMatchObject({ ok: false, verdict: `${title}.`, fix });
      expect(upstream.requests).toEqual([]);
    },
  );

  it.each(KEY_PROBLEMS)('agrees with the chat about a key with the problem %s', (problem) => {
    const config = readConfig({ OPENAI_API_KEY: VALUES[problem], NODE_ENV: 'production' });
    const requireKey = () => requireUsableKey(config);
    if (WARNINGS.includes(problem)) expect(requireKey).not.toThrow();
    else expect(requireKey).toThrow(expect.objectContaining({ failure: failureWith(problem) }));
  });

  it.each(WARNINGS)(
    'tries a key that looks %s, and explains it when it is refused',
    async (problem) => {
      upstream.respond(invalidKey);
      const report = await examine({ env: { OPENAI_API_KEY: VALUES[problem] }, upstream });
      const { status, fix } = checkOf(report, 'shape');
      expect(status).toBe('warn');
      expect(upstream.requests).toHaveLength(1);
      expect(report).toMatchObject({ ok: false, fix });
    },
  );
});

describe('a valid key', () => {
  it('passes every check with three requests and two tokens', async () => {
    const report = await examine({ env: { ...env, STARLIGHT_PUBLIC: '1' }, upstream });
    expect(report).toMatchObject({ ok: true, verdict: 'The key works.' });
    expect(report.checks.map(({ id }) => id)).toEqual([...CHECK_IDS]);
    expect(report.checks.filter(({ status }) => status === 'skip').map(({ id }) => id)).toEqual([
      'git',
      'headers',
    ]);
    expect(upstream.requests.map(({ path: requestPath }) => requestPath)).toEqual([
      '/v1/models',
      '/v1/chat/completions',
      '/v1/chat/completions',
    ]);
    for (const { body } of upstream.requests.slice(1)) {
      expect(JSON.parse(body)).toMatchObject({ max_completion_tokens: 1, model: 'gpt-test' });
    }
    expect(checkOf(report, 'headroom').title).toBe(
      '499 of 500 requests and 29,999 of 30,000 tokens remaining',
    );
  });

  it('sends the limit under its other name to a server that knows only that one', async () => {
    const unsupported = {
      message: "Unsupported parameter: 'max_completion_tokens' is not supported with this model.",
      type: 'invalid_request_error',
      param: 'max_completion_tokens',
      code: 'unsupported_parameter',
    };
    upstream.respond(
      openAi({
        completion: (exchange) =>
          (exchange.body.includes('max_completion_tokens')
            ? answer(400, { error: unsupported })
            : answer(200, completion('Hi')))(exchange),
      }),
    );
    const report = await examine({ env, upstream });
    expect(checkOf(report, 'completion').status).toBe('pass');
  });

  it('is not blamed when a reasoning model cannot finish within one token', async () => {
    upstream.respond(
      openAi({
        completion: refused(
          400,
          null,
          'Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.',
        ),
      }),
    );
    const report = await examine({ env, upstream });
    expect(report.ok).toBe(true);
    expect(report.verdict).toMatch(
      /^The key is accepted, but gpt-test rejected a one-token request/,
    );
    expect(checkOf(report, 'stream').status).toBe('skip');
  });

  it('is reported as working in a demo that does not use it', async () => {
    const report = await examine({ env: { ...env, STARLIGHT_DEMO: '1' }, upstream });
    expect(report.verdict).toMatch(/^The key works\. Starlight is running as the demo/);
  });

  it('is not required in the demo', async () => {
    const report = await examine({ env: { STARLIGHT_DEMO: '1' }, upstream });
    expect(report).toMatchObject({ ok: true });
    expect(report.verdict).toMatch(/is running as the demo/);
    expect(upstream.requests).toEqual([]);
  });
});

type RefusalRow = {
  name: string;
  responses: Parameters<typeof openAi>[0];
  verdict: RegExp;
  fix: RegExp;
};

const REFUSALS: readonly RefusalRow[] = [
  {
    name: 'a project that may not use the model',
    responses: {
      completion: refused(
        403,
        'model_not_found',
        'Project `proj_x` does not have access to model `gpt-test`',
      ),
    },
    verdict: /^The key is valid, but its project can't use gpt-test\.$/,
    fix: /^STARLIGHT_MODELS=gpt-test-mini$/m,
  },
  {
    name: 'a model that does not exist',
    responses: {
      offered: ['gpt-text-2', 'text-embedding-3', 'gpt-tes'],
      completion: refused(404, 'model_not_found', 'The model `gpt-test` does not exist'),
    },
    verdict: /^The key is valid, but gpt-test isn't available to it\.$/,
    fix: /^STARLIGHT_MODELS=gpt-tes,gpt-text-2$/m,
  },
  {
    name: 'no credit',
    responses: {
      completion: refused(
        429,
        'insufficient_quota',
        'You exceeded your current quota',
        'insufficient_quota',
      ),
    },
    verdict: /^The key is valid, but its account is out of credit\.$/,
    fix: /credit/i,
  },
  {
    name: 'a closed account',
    responses: {
      models: refused(
        401,
        'account_deactivated',
        'The OpenAI account associated with this API key has been deactivated.',
      ),
    },
    verdict: /This account isn't active/,
    fix: /mail/,
  },
  {
    name: 'a redirect, which is not followed',
    responses: { models: answer(302, '', { location: 'http://127.0.0.1:1/elsewhere' }) },
    verdict: /./,
    fix: /./,
  },
  {
    name: 'a page in place of an API',
    responses: { models: answer(200, '<!doctype html><html></html>') },
    verdict: /./,
    fix: /OPENAI_BASE_URL/,
  },
  {
    name: 'a stream that is cut off',
    responses: {
      stream: async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write('data: {"choices":[{"index":0,"delta":{"content":"H"}}]}\n\n');
        exchange.end();
      },
    },
    verdict: /dropped partway/i,
    fix: /./,
  },
];

describe('the doctor', () => {
  it.each(REFUSALS)('explains $name', async ({ responses, verdict, fix }) => {
    upstream.respond(openAi(responses));
    const report = await examine({ env, upstream });
    expect(report.ok).toBe(false);
    expect(report.verdict).toMatch(verdict);
    expect(report.fix).toMatch(fix);
  });

  it('does not call a key bad because of a momentary rate limit', async () => {
    upstream.respond(
      openAi({
        completion: refused(
          429,
          'rate_limit_exceeded',
          'Rate limit reached for gpt-test',
          'requests',
        ),
      }),
    );
    const report = await examine({ env, upstream });
    expect(report.ok).toBe(true);
    expect(checkOf(report, 'completion').status).toBe('warn');
  });

  it('retries once without organization and project, and clears them when that does not help', async () => {
    upstream.respond(invalidKey);
    const named = { ...env, OPENAI_ORG_ID: 'org-A', OPENAI_PROJECT_ID: 'proj_B' };
    const report = await examine({ env: named, upstream });
    expect(checkOf(report, 'headers').title).toMatch(/aren't the cause/);
    expect(report.verdict).toBe('OpenAI rejected this key.');
    expect(headersOf('openai-organization')).toEqual(['org-A', undefined]);
  });

  it('never asks another host, whatever a response says', async () => {
    upstream.respond(
      openAi({ models: answer(307, '', { location: 'http://127.0.0.1:9/v1/models' }) }),
    );
    await examine({ env, upstream });
    expect(new Set(headersOf('host')).size).toBe(1);
  });

  it('shows a model’s name only if it contains no part of the key', async () => {
    upstream.respond(openAi({ offered: ['gpt-test', 'gpt-test-mini', `gpt-${KEY.slice(8, 30)}`] }));
    const report = await examine({ env: { ...env, STARLIGHT_MODELS: 'gpt-x' }, upstream });
    expect(checkOf(report, 'offered').fix).toBe('STARLIGHT_MODELS=gpt-test,gpt-test-mini');
  });

  it('says how far off the clock is', async () => {
    const past = new Date(Date.now() - 11 * 60_000).toUTCString();
    upstream.respond(
      openAi({
        completion: answer(200, completion('Hi'), { date: past }),
        stream: answer(200, completion('Hi'), { date: past }),
      }),
    );
    const report = await examine({ env, upstream });
    expect(checkOf(report, 'clock').title).toBe("This machine's clock is 11 minutes fast");
  });
});

describe('the wire', () => {
  const local = (url: string) =>
    createWire({ baseUrl: url, key: KEY, organization: null, project: null });
  const neverAborted = new AbortController().signal;

  it('ends everything at its deadline, and says so', async () => {
    const silent: Script = () => undefined;
    upstream.respond(silent);
    const report = await examine({ env, upstream, timeoutMs: 400 });
    expect(report.verdict).toBe("List of models: no response before the doctor's time ran out.");
    expect(checkOf(report, 'completion').detail).toMatch(/Skipped because “List of models”/);
  });

  it('rejects where nothing listens, and at a port without TLS', async () => {
    await expect(local(upstream.url).connect('127.0.0.1', 9, neverAborted)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await expect(
      local(upstream.url).handshake('127.0.0.1', upstream.port, neverAborted),
    ).rejects.toThrow();
  });

  it('sends the key only to the base URL, and nothing at all to another host', async () => {
    const wire = local(upstream.url);
    await expect(wire.peek('http://localhost:9/v1/models', neverAborted)).rejects.toThrow(
      'another host',
    );
    await expect(wire.request({ path: 'http://localhost:9/' }, neverAborted)).rejects.toThrow();
    await wire.peek(`${upstream.url}/models`, neverAborted);
    expect(headersOf('authorization')).toEqual([undefined]);
  });

  it('is used again for a single check and the checks it depends on', async () => {
    const report = await examine({ env, upstream, scope: { check: 'models' } });
    expect(report.checks.at(-1)?.id).toBe('models');
    expect(report.verdict).toMatch(/^The checks found no problem/);
    expect(upstream.requests).toHaveLength(1);
  });

  it('is also used for a single later check', async () => {
    const clock = await examine({ env, upstream, scope: { check: 'clock' } });
    expect(clock.checks.at(-1)).toMatchObject({ id: 'clock', status: 'pass' });
    upstream.respond(openAi({ withIds: invalidKey }));
    const named = { ...env, OPENAI_ORG_ID: 'org-A' };
    const ids = await examine({ env: named, upstream, scope: { check: 'headers' } });
    expect(ids.checks.at(-1)).toMatchObject({ id: 'headers', status: 'fail' });
  });
});

describe('git', () => {
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: folder });
  const read = (folder: string) =>
    readGitFacts(
      { folder, path: process.env['PATH'], signal: AbortSignal.timeout(20_000) },
      { key: KEY, holdsKey: createKeyDetector(KEY) },
    );
  const folder = folderForEachTest();

  it('is not reported outside a work tree', async () => {
    expect(await read(folder.path)).toBeNull();
  });

  it('distinguishes tracked env files from unignored ones', async () => {
    git(folder.path, 'init', '-q');
    writeFileSync(path.join(folder.path, '.env'), 'A=1\n');
    writeFileSync(path.join(folder.path, '.env.local'), 'A=1\n');
    git(folder.path, 'add', '.env');
    expect(await read(folder.path)).toMatchObject({
      trackedFiles: ['.env'],
      unignoredFiles: ['.env.local'],
    });
    writeFileSync(path.join(folder.path, '.gitignore'), '.env*\n');
    expect(await read(folder.path)).toMatchObject({ unignoredFiles: [] });
  });

  it('finds a key that was committed and removed again, and names the commit', async () => {
    git(folder.path, 'init', '-q');
    writeFileSync(path.join(folder.path, 'call.js'), `const key = '${KEY}';\n`);
    git(folder.path, 'add', '.');
    git(folder.path, 'commit', '-qm', 'one');
    writeFileSync(path.join(folder.path, 'call.js'), '');
    git(folder.path, 'commit', '-qam', 'two');
    const found = await read(folder.path);
    expect(found?.keyInHistory).toMatchObject({ file: 'call.js' });
    expect(found?.keyInHistory?.commit).toMatch(/^[0-9a-f]{7,}$/);
    expectNoKey(JSON.stringify(found));
  });
});
