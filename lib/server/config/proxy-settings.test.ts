import { describe, expect, it } from 'vitest';
import { createConfigReader } from './config-reader.ts';
import { readProxies } from './proxy-settings.ts';
import { readConfig } from './read-config.ts';

const SECURE = 'https://api.test/v1';
const PLAIN = 'http://llm.test:8000/v1';

function read(env: Record<string, string>, baseUrl = SECURE) {
  const reader = createConfigReader(env);
  return { ...readProxies(env, reader, [baseUrl]), problems: reader.problems };
}

describe('the proxies of the network', () => {
  it('are none without a variable', () => {
    expect(read({})).toMatchObject({ https: null, http: null, problems: [] });
  });

  it.each([
    ['http://proxy.test:3128', { secure: false, hostname: 'proxy.test', port: 3128 }],
    ['proxy.test:3128', { secure: false, hostname: 'proxy.test', port: 3128 }],
    ['http://proxy.test/', { secure: false, hostname: 'proxy.test', port: 80 }],
    ['https://proxy.test', { secure: true, hostname: 'proxy.test', port: 443 }],
    ['HTTP://[::1]:8080', { secure: false, hostname: '::1', port: 8080 }],
    [' http://10.0.0.1:8080 ', { secure: false, hostname: '10.0.0.1', port: 8080 }],
  ])('are read from %s', (value, proxy) => {
    expect(read({ HTTPS_PROXY: value })).toMatchObject({ https: proxy, http: null, problems: [] });
    expect(read({ HTTP_PROXY: value }, PLAIN)).toMatchObject({ http: proxy, https: null });
  });

  it.each([
    ['http://ada:secret@proxy.test:3128', 'ada:secret'],
    ['http://ada@proxy.test:3128', 'ada:'],
    ['ada:secret@proxy.test:3128', 'ada:secret'],
    ['http://corp%5Cada:p%40ss%23w%C3%B6rd@proxy.test:3128', 'corp\\ada:p@ss#wörd'],
  ])('sign in as %s says', (value, credentials) => {
    expect(read({ HTTPS_PROXY: value }).https?.authorization).toBe(
      `Basic ${Buffer.from(credentials).toString('base64')}`,
    );
  });

  it('prefer the name in lower case, which may say that there is none', () => {
    const both = { https_proxy: 'http://lower.test:1', HTTPS_PROXY: 'http://upper.test:2' };
    expect(read(both).https).toMatchObject({ hostname: 'lower.test', variable: 'https_proxy' });
    expect(read({ ...both, https_proxy: '' }).https).toBeNull();
  });

  it.each([
    ['http://', 'not_a_proxy_address'],
    ['http://ada:p#ss@proxy.test:3128', 'not_a_proxy_address'],
    ['http://ada:p/ss@proxy.test:3128', 'not_a_proxy_address'],
    ['http://ada:100%@proxy.test:3128', 'not_a_proxy_address'],
    ['http://proxy.test:99999', 'not_a_proxy_address'],
    ['http://proxy.test:3128/proxy.pac', 'not_a_proxy_address'],
    ['socks5://proxy.test:1080', 'proxy_scheme'],
  ])('turn chat off if the one in use is %s, without its value', (value, reason) => {
    const { https, problems } = read({ HTTPS_PROXY: value });
    expect(https).toBeNull();
    expect(problems).toMatchObject([{ variable: 'HTTPS_PROXY', reason, severity: 'error' }]);
    expect(JSON.stringify(problems)).not.toMatch(/proxy\.test|p.ss@|100%/);
    const config = readConfig({
      OPENAI_API_KEY: 'sk-proj-aB3dE5gH7jK9mN1pQ2rT3BlbkFJxR8sZ2uV6wX4yZ0cF7hL1nP5tWq9f',
      STARLIGHT_PUBLIC: '1',
      HTTPS_PROXY: value,
    });
    expect(config.mode).toBe('not_configured');
  });

  it('only warn about one that other addresses would need', () => {
    expect(read({ HTTP_PROXY: 'socks5://proxy.test' }).problems).toMatchObject([
      { variable: 'HTTP_PROXY', severity: 'warning' },
    ]);
  });

  it('only warn about one from which NO_PROXY exempts the upstream', () => {
    const env = { HTTPS_PROXY: 'socks5://proxy.test', NO_PROXY: 'api.test' };
    expect(read(env).problems).toMatchObject([{ variable: 'HTTPS_PROXY', severity: 'warning' }]);
  });

  it('turn chat off if a second upstream would need one that cannot be read', () => {
    const { mode } = readConfig({
      OPENAI_API_KEY: 'any-key',
      OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_FALLBACK: '* https://api.test/v1 gsk_q7Yc4Rm9Xk2Lw8Zt5Vb3Nj6Hf1Dg0Ps',
      HTTPS_PROXY: 'socks5://proxy.test',
    });
    expect(mode).toBe('not_configured');
  });

  it('cause a warning if they are used for this machine', () => {
    const env = { HTTP_PROXY: 'http://proxy.test:3128' };
    const local = 'http://localhost:11434/v1';
    expect(read(env, local).problems).toMatchObject([
      { variable: 'NO_PROXY', reason: 'loopback_through_proxy', severity: 'warning' },
    ]);
    expect(read({ ...env, NO_PROXY: 'localhost' }, local).problems).toEqual([]);
  });

  it('are not read in the demo', () => {
    const config = readConfig({ STARLIGHT_DEMO: '1', HTTPS_PROXY: 'socks5://proxy.test' });
    expect(config).toMatchObject({ mode: 'demo', problems: [] });
  });
});

it('warns of extra certificates that Node has not read', () => {
  const env = { OPENAI_API_KEY: 'x', NODE_EXTRA_CA_CERTS: '/nowhere.pem' };
  const { problems } = readConfig(env);
  const expected = process.env['NODE_EXTRA_CA_CERTS'] ? [] : ['certificates_not_loaded'];
  const found = problems.filter(({ variable }) => variable === 'NODE_EXTRA_CA_CERTS');
  expect(found.map(({ reason }) => reason)).toEqual(expected);
});
