import { describe, expect, it } from 'vitest';
import { answer, type Script } from '#tests/support/scriptable-upstream.ts';
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

type CauseRow = Omit<Case, 'upstream'> & {
  /** Number and name of the cause, as in the reference. */
  cause: string;
  responds?: Script;
  verdict: RegExp;
  fix?: RegExp;
  /** How many requests were sent; any number if undefined. */
  requests?: number;
};

const set = (key: string, more: Record<string, string> = {}) => ({ OPENAI_API_KEY: key, ...more });
const page = '<!doctype html><html><body>Welcome</body></html>';

const CAUSES: readonly CauseRow[] = [
  {
    cause: '1 and 2: the header does not arrive',
    env: set(KEY),
    responds: openAi({ models: refused(401, null, "You didn't provide an API key.") }),
    verdict: /received no key, although one was sent/,
    fix: /drops the Authorization header/,
  },
  {
    cause: '3: the word Bearer',
    env: set(`Bearer ${KEY}`),
    verdict: /starts with the word Bearer/,
    requests: 0,
  },
  { cause: '4: quotation marks', env: set(`"${KEY}"`), verdict: /quotation marks/, requests: 0 },
  { cause: '4: brackets', env: set(`<${KEY}>`), verdict: /brackets/, requests: 0 },
  {
    cause: '5: a space',
    env: set(` ${KEY}`),
    verdict: /space or line break at the start/,
    requests: 0,
  },
  { cause: '5: a CR', env: set(`${KEY}\r`), verdict: /line break at the end/, requests: 0 },
  {
    cause: '6: a line break inside',
    env: set(`${KEY.slice(0, 30)}\n${KEY.slice(30)}`),
    verdict: /contains a line break after character 30/,
    fix: /Join the two lines/,
    requests: 0,
  },
  {
    cause: '7: a zero-width space',
    env: set(`${KEY.slice(0, 20)}\u200b${KEY.slice(20)}`),
    verdict: /zero-width.* at character 21/i,
    requests: 0,
  },
  { cause: '7: a curly quote', env: set(`“${KEY}”`), verdict: /curly quotation mark/, requests: 0 },
  {
    cause: '8: cut at #',
    env: set(KEY.slice(0, 30)),
    shell: {},
    files: { '.env.local': `OPENAI_API_KEY=${KEY.slice(0, 30)}#${KEY.slice(30)}\n` },
    verdict: /# at character 31 of the key in \.env\.local cuts it off/,
    fix: /single quotes/,
    requests: 0,
  },
  {
    cause: '8: $ expanded',
    env: set(`${KEY.slice(0, 30)}/root-x`),
    shell: {},
    files: { '.env.local': `OPENAI_API_KEY='${KEY.slice(0, 30)}$HOME-x'\n` },
    verdict: /\$ at character 31 of the key in \.env\.local is expanded/,
    fix: /\\\$/,
    requests: 0,
  },
  {
    cause: '9: the shell wins with an older key',
    env: set(OTHER_KEY),
    files: { '.env.local': `OPENAI_API_KEY=${KEY}\n` },
    verdict: /rejected the key in use, which hides the one in \.env\.local/,
    fix: /^unset OPENAI_API_KEY$/,
    requests: 1,
  },
  {
    cause: '9: the shell wins with an empty value',
    env: set(''),
    files: { '.env.local': `OPENAI_API_KEY=${KEY}\n` },
    verdict: /empty OPENAI_API_KEY in the shell hides the one in \.env\.local/,
    fix: /^unset OPENAI_API_KEY$/,
    requests: 0,
  },
  {
    cause: '10: another name',
    env: { OPEN_AI_KEY: KEY },
    verdict: /isn't set, but OPEN_AI_KEY is/,
    fix: /Rename OPEN_AI_KEY to OPENAI_API_KEY/,
    requests: 0,
  },
  {
    cause: '10: a name nobody would guess, found by its value',
    env: { MY_SECRET: KEY },
    verdict: /isn't set, but MY_SECRET is/,
    requests: 0,
  },
  {
    cause: '10: the wrong folder',
    files: { 'app/.env.local': `OPENAI_API_KEY=${KEY}\n` },
    verdict: /The key is in app\/\.env\.local, which isn't read/,
    fix: /^mv app\/\.env\.local \.env\.local$/,
    requests: 0,
  },
  {
    cause: '10: no restart',
    shell: null,
    place: 'server',
    startedAtMs: 1,
    files: { '.env.local': `OPENAI_API_KEY=${KEY}\n` },
    verdict: /is in \.env\.local, but the running server hasn't read it/,
    fix: /start it again/,
    requests: 0,
  },
  {
    cause: '10: an old key in the running server',
    env: set(OTHER_KEY),
    shell: null,
    place: 'server',
    startedAtMs: 1,
    files: { '.env.local': `OPENAI_API_KEY=${KEY}\n` },
    verdict: /hides the one in \.env\.local/,
    fix: /Stop the server and start it again/,
  },
  {
    cause: '10: the copied example is still empty',
    env: set(''),
    shell: {},
    files: { '.env.local': 'OPENAI_API_KEY=\n' },
    verdict: /OPENAI_API_KEY is empty in \.env\.local/,
    requests: 0,
  },
  {
    cause: '11: a public variable',
    env: set(KEY, { NEXT_PUBLIC_OPENAI_API_KEY: KEY }),
    verdict: /NEXT_PUBLIC_OPENAI_API_KEY puts a key into the page/,
    fix: /Revoke/,
  },
  {
    cause: '11: built into the page',
    env: set(KEY),
    files: { '.next/static/chunks/a.js': `const key="${KEY}"` },
    verdict: /A key is built into the page/,
    fix: /Revoke/,
  },
  {
    cause: '12: not set in this environment of Vercel',
    env: { VERCEL: '1', VERCEL_ENV: 'preview', VERCEL_GIT_COMMIT_SHA: 'a1b2c3d4e5f60718' },
    place: 'server',
    shell: null,
    verdict: /isn't set in Vercel's Preview environment/,
    fix: /select Preview.\nRedeploy/,
    requests: 0,
  },
  {
    cause: '13: a placeholder',
    env: set('sk-your-api-key-goes-here-0000000000000000'),
    verdict: /placeholder from an example/,
    fix: /Create a key/,
    requests: 0,
  },
  {
    cause: '14: undefined',
    env: set('undefined'),
    verdict: /word for an empty value/,
    requests: 0,
  },
  {
    cause: '15: a URL',
    env: set('https://api.openai.com/v1'),
    verdict: /web address/,
    requests: 0,
  },
  {
    cause: '15: an organization',
    env: set('org-Ab3dE5gH7jK9'),
    verdict: /organization ID/,
    requests: 0,
  },
  { cause: '15: a project', env: set('proj_Ab3dE5gH7jK9'), verdict: /project ID/, requests: 0 },
  { cause: '15: a request', env: set('req_Ab3dE5gH7jK9'), verdict: /request ID/, requests: 0 },
  { cause: '15: the name', env: set('OPENAI_API_KEY'), verdict: /variable's name/, requests: 0 },
  {
    cause: '16: a key of Groq',
    env: set('gsk_aB3dE5gH7jK9mN1pQ2r'),
    verdict: /key is from Groq, but requests go to OpenAI/,
    fix: /^OPENAI_BASE_URL=https:\/\/api\.groq\.com\/openai\/v1$/m,
    requests: 0,
  },
  {
    cause: '16: a key of OpenAI at Groq',
    env: set(KEY, { OPENAI_BASE_URL: 'https://api.groq.com/openai/v1' }),
    verdict: /key is from OpenAI, but requests go to Groq/,
    requests: 0,
  },
  {
    cause: '17: a key of OpenAI at Azure',
    env: set(KEY, { OPENAI_BASE_URL: 'https://x.openai.azure.com/openai/v1' }),
    verdict: /This is an OpenAI key, but OPENAI_BASE_URL is an Azure address/,
    requests: 0,
  },
  {
    cause: '17: a key of Azure at OpenAI',
    env: set('0123456789abcdef0123456789abcdef'),
    verdict: /an Azure key, but requests go to OpenAI/,
    fix: /azure\.com\/openai\/v1/,
    requests: 0,
  },
  {
    cause: "18: a relay's key",
    env: set('sk-aB3dE5gH7jK9mN1pQ2raB3dE5gH7jK9mN1pQ2raB3d'),
    verdict: /may belong to another service/,
    fix: /OPENAI_BASE_URL/,
    requests: 1,
  },
  {
    cause: '19: an endpoint in the address',
    env: set(KEY, { OPENAI_BASE_URL: 'https://api.openai.com/v1/chat/completions' }),
    verdict: /OPENAI_BASE_URL ends in an endpoint path/,
    requests: 0,
  },
  {
    cause: '19: /v1 twice',
    env: set(KEY, { OPENAI_BASE_URL: 'https://api.openai.com/v1/v1' }),
    verdict: /\/v1 twice/,
    requests: 0,
  },
  {
    cause: '19: no /v1',
    env: set(KEY, { OPENAI_BASE_URL: 'https://api.openai.com' }),
    verdict: /OPENAI_BASE_URL is missing \/v1/,
    requests: 0,
  },
  {
    cause: '19: no /v1 at another host, which answers with a page',
    env: set(KEY, { OPENAI_BASE_URL: 'https://llm.example' }),
    responds: (exchange) =>
      (exchange.path === '/v1/models' ? openAi() : answer(200, page))(exchange),
    verdict: /doesn't lead to the API/,
    fix: /^OPENAI_BASE_URL=https:\/\/llm\.example\/v1$/,
  },
  {
    cause: '20: an organization that is not the key’s',
    env: set(KEY, { OPENAI_ORG_ID: 'org-Another' }),
    responds: openAi({
      withIds: refused(
        401,
        'mismatched_organization',
        'OpenAI-Organization header should match organization for API key',
      ),
    }),
    verdict: /key is valid, but OPENAI_ORG_ID doesn't match it/,
    fix: /Remove OPENAI_ORG_ID/,
    requests: 2,
  },
  {
    cause: '20: a project that is not the key’s, refused as an invalid key',
    env: set(KEY, { OPENAI_PROJECT_ID: 'proj_Another' }),
    responds: openAi({ withIds: invalidKey }),
    verdict: /key is valid, but OPENAI_PROJECT_ID doesn't match it/,
    requests: 2,
  },
  {
    cause: '21: a key that may list and not chat',
    env: set(KEY),
    responds: openAi({
      completion: refused(
        401,
        null,
        'You have insufficient permissions for this operation. Missing scopes: model.request.',
      ),
    }),
    verdict: /valid but restricted: it can't chat/,
    fix: /Model capabilities: Write/,
  },
  {
    cause: '22: another regional host',
    env: set(KEY),
    responds: openAi({
      models: refused(
        401,
        'incorrect_hostname',
        'Attempted to access resource with incorrect regional hostname. Please make your request to us.api.openai.com',
      ),
    }),
    verdict: /only works at us\.api\.openai\.com/,
    fix: /https:\/\/us\.api\.openai\.com\/v1/,
  },
  {
    cause: '23: an IP allowlist',
    env: set(KEY),
    responds: openAi({ models: refused(401, 'ip_not_authorized', 'IP not authorized') }),
    verdict: /doesn't accept requests from this server's address/,
    fix: /ip-allowlist/,
  },
  {
    cause: '24: revoked, deleted or mistyped',
    env: set(KEY),
    responds: invalidKey,
    verdict: /^OpenAI rejected this key\.$/,
    fix: /Create a new key/,
    requests: 1,
  },
  {
    cause: '25: an outage of sign-in at OpenAI',
    env: set(KEY),
    responds: openAi({
      models: refused(500, 'internal_error', 'Authentication failed', 'auth_subrequest_error'),
    }),
    verdict: /can't check keys right now; this key isn't at fault/,
    fix: /^Don't replace the key/,
    requests: 1,
  },
];

describe('the doctor', () => {
  it.each(CAUSES)(
    'names cause $cause',
    async ({ cause: _, responds, verdict, fix, requests, ...given }) => {
      if (responds) upstream.respond(responds);
      const report = await examine({ ...given, upstream });
      expect(report.verdict).toMatch(verdict);
      expect(report.ok).toBe(false);
      expect(report.fix).toMatch(fix ?? /\S/);
      if (requests !== undefined) expect(upstream.requests).toHaveLength(requests);
      const keysSent = upstream.requests.map(({ headers }) => headers['authorization'] ?? 'none');
      for (const sent of keysSent)
        expect(['none', `Bearer ${given.env?.['OPENAI_API_KEY']}`]).toContain(sent);
    },
  );

  it('says that the causes behind 24 cannot be distinguished, and how to find out', async () => {
    upstream.respond(invalidKey);
    const { detail } = checkOf(await examine({ env: set(KEY), upstream }), 'models');
    expect(detail).toMatch(/can't tell which/);
    expect(detail).toMatch(/look in the list of keys/);
    expect(detail).toMatch(/ends in …9f/);
    expect(detail).toMatch(/15 minutes/);
  });

  it('accepts a key that may chat but not list models (21)', async () => {
    const missing = {
      error: 'Missing scopes: api.model.read. insufficient permissions for this operation',
    };
    upstream.respond(openAi({ models: answer(403, missing) }));
    const report = await examine({ env: set(KEY), upstream });
    expect(report.ok).toBe(true);
    expect(checkOf(report, 'models')).toMatchObject({ status: 'warn' });
    expect(checkOf(report, 'completion')).toMatchObject({ status: 'pass' });
  });
});
