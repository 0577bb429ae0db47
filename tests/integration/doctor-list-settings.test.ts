import { describe, it } from 'vitest';
import { KEY } from '#tests/unit/doctor/doctor-fixture.ts';
import { expectRow, type Row, withKey } from '#tests/unit/doctor/expect-row.ts';

const inServer = { place: 'server', shell: null, startedAtMs: 1 } as const;

describe('the check of the address', () => {
  const at = (url: string, more = {}) => withKey({ OPENAI_BASE_URL: url, ...more });
  it.each<Row>([
    {
      name: 'the default',
      check: 'address',
      env: withKey(),
      status: 'pass',
      title: /the default$/,
    },
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
      env: withKey({ OPENAI_API_BASE: 'https://llm.example/v1' }),
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
      env: withKey({ STARLIGHT_PUBLIC: '1' }),
      status: 'pass',
      title: /^All other variables are valid$/,
    },
    {
      name: 'no access setting',
      check: 'settings',
      env: withKey(),
      status: 'warn',
      title: /^Access in production hasn't been configured yet$/,
    },
    {
      name: 'no access setting, in a running server',
      check: 'settings',
      env: withKey(),
      ...inServer,
      status: 'fail',
      title: /^Access in production hasn't been configured yet$/,
    },
    {
      name: 'a misspelled setting',
      check: 'settings',
      env: withKey({ STARLIGHT_PUBLIC: '1', STARLIGHT_ACCES_CODE: 'long enough' }),
      status: 'fail',
      title: /^STARLIGHT_ACCES_CODE may be misspelled$/,
      fix: /Rename it to STARLIGHT_ACCESS_CODE/,
    },
    {
      name: 'an unknown name',
      check: 'settings',
      env: withKey({ STARLIGHT_PUBLIC: '1', STARLIGHT_COLOR: 'blue' }),
      status: 'warn',
      title: /^STARLIGHT_COLOR may be misspelled$/,
      fix: /spelling/,
    },
    {
      name: 'a cap in quotes',
      check: 'settings',
      env: withKey({ STARLIGHT_PUBLIC: '1', STARLIGHT_DAILY_TOKENS: '"1000000"' }),
      status: 'fail',
      title: /^STARLIGHT_DAILY_TOKENS has quotes in its value$/,
      fix: /Remove the quotes/,
    },
    {
      name: 'an organization in quotes',
      check: 'ids',
      env: withKey({ OPENAI_ORG_ID: '"org-1"' }),
      status: 'fail',
      title: /^OPENAI_ORG_ID has quotes in its value$/,
      fix: /Remove the quotes/,
    },
    {
      name: 'an invalid value',
      check: 'settings',
      env: withKey({ STARLIGHT_PUBLIC: '1', STARLIGHT_ORIGIN: 'chat.example' }),
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
      env: withKey(),
      status: 'pass',
      title: /most keys don't need one/,
    },
    {
      name: 'both',
      check: 'ids',
      env: withKey({ OPENAI_ORG_ID: 'org-A', OPENAI_PROJECT_ID: 'proj_B' }),
      status: 'pass',
      title: /OPENAI_ORG_ID and OPENAI_PROJECT_ID will be sent with the key/,
    },
    {
      name: 'a key in place of an ID',
      check: 'ids',
      env: withKey({ OPENAI_ORG_ID: KEY }),
      status: 'fail',
      title: /OPENAI_ORG_ID contains what looks like a key/,
    },
    {
      name: 'a name in place of an ID',
      check: 'ids',
      env: withKey({ OPENAI_PROJECT_ID: 'My-project' }),
      status: 'warn',
      title: /OPENAI_PROJECT_ID doesn't start with proj_/,
    },
    {
      name: 'an ID with a space in it',
      check: 'ids',
      env: withKey({ OPENAI_ORG_ID: 'org- A' }),
      status: 'fail',
      title: /a character that no ID has/,
    },
    {
      name: 'a variable that is not read',
      check: 'ids',
      env: withKey({ OPENAI_ORGANIZATION: 'org-A' }),
      status: 'pass',
      title: /No organization or project/,
      detail: /OPENAI_ORGANIZATION is set, but Starlight doesn't read it/,
    },
  ])('reports $name', expectRow);
});
