import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { POST } from '#app/api/chat/route.ts';
import type { DoctorReport } from '#lib/core/doctor/report/doctor-report.ts';
import { runDoctor } from '#lib/core/doctor/run-doctor.ts';
import { readConfig } from '#lib/server/config/read-config.ts';
import { gatherFacts } from '#lib/server/doctor/gather-facts.ts';
import { loadModels } from '#lib/server/models/load-models.ts';
import { upstreamFetchThrough } from '#lib/server/upstream/request/upstream-fetch.ts';
import { makeAuthority, makeCertificate } from '#tests/matrix/support/make-certificate.ts';
import { startTlsFront, type TlsFront } from '#tests/matrix/support/tls-front.ts';
import { collectReply } from '#tests/support/collect-reply.ts';
import { reply } from '#tests/support/completion-events.ts';
import { type ConnectProxy, startConnectProxy } from '#tests/support/connect-proxy.ts';
import { runDoctorCommand } from '#tests/support/doctor-command.ts';
import { freePort } from '#tests/support/free-port.ts';
import { prepareUpstream, REQUEST } from '#tests/support/prepare-upstream.ts';
import { stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';
import { KEY, openAi } from '#tests/unit/doctor/doctor-fixture.ts';

// This name resolves nowhere: only the proxy knows where it leads.
const HOST = 'llm.corp.invalid';
const PASSWORD = 'ada:Tr0ub4dor-3';
const authority = makeAuthority();
const upstream = prepareUpstream();
let front: TlsFront;
let proxy: ConnectProxy;
let guarded: ConnectProxy;
let encrypted: ConnectProxy;

beforeAll(async () => {
  setDefaultCACertificates([...getCACertificates('default'), authority.cert]);
  front = await startTlsFront(
    upstream.server.port,
    makeCertificate({ host: HOST, issuer: authority }),
  );
  const upstreamPort = front.port;
  proxy = await startConnectProxy({ upstreamPort });
  guarded = await startConnectProxy({ upstreamPort, password: PASSWORD });
  const certificate = makeCertificate({ host: 'localhost', issuer: authority });
  encrypted = await startConnectProxy({ upstreamPort, certificate });
});
afterAll(async () => {
  await Promise.all([proxy, guarded, encrypted, front].map((server) => server.close()));
});
afterEach(() => {
  for (const server of [proxy, guarded, encrypted]) {
    server.conduct = 'pass';
    server.targets.length = 0;
    server.credentials.length = 0;
    server.cut();
  }
});

function configOf(env: Record<string, string>) {
  return readConfig({
    OPENAI_API_KEY: KEY,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    OPENAI_BASE_URL: `https://${HOST}/v1`,
    ...env,
  });
}

function ask(env: Record<string, string>, signal?: AbortSignal) {
  const { proxies, baseUrl } = configOf(env);
  const fetch = upstreamFetchThrough(proxies);
  return upstream.ask({ fetch, baseUrl, apiKey: KEY }, {}, signal);
}

async function examine(env: Record<string, string>) {
  const all = {
    OPENAI_API_KEY: KEY,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    OPENAI_BASE_URL: `https://${HOST}/v1`,
    ...env,
  };
  const facts = gatherFacts({
    place: 'server',
    folder: '/nonexistent',
    env: all,
    shellEnv: null,
    startedAtMs: null,
  });
  const signal = AbortSignal.timeout(50_000);
  for await (const event of runDoctor(facts, { signal })) {
    if (event.type === 'report') return event.report;
  }
  throw new Error('no report');
}

const through = ({ port }: ConnectProxy, user = '') => `http://${user}127.0.0.1:${port}`;

describe('an https upstream behind a proxy', () => {
  it('is reached through a tunnel, and the proxy sees nothing of the request', async () => {
    upstream.server.respond(stream(reply('Hello')));
    expect(await ask({ HTTPS_PROXY: through(proxy) })).toMatchObject({ text: 'Hello' });
    expect(proxy.targets).toEqual([`${HOST}:443`]);
    expect(upstream.server.requests[0]?.headers).toMatchObject({
      host: HOST,
      authorization: `Bearer ${KEY}`,
    });
    expect(upstream.server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  it('keeps its tunnels for the next messages', async () => {
    upstream.server.respond(stream(reply('Hello')));
    const env = { HTTPS_PROXY: through(proxy) };
    const { proxies, baseUrl } = configOf(env);
    const fetch = upstreamFetchThrough(proxies);
    for (let turn = 0; turn < 6; turn += 1) await (await fetch(baseUrl)).text();
    // The next request can be a moment ahead of the end of the last.
    expect(proxy.targets.length).toBeLessThan(4);
  });

  it('signs in at the proxy with the user and password of the variable', async () => {
    upstream.server.respond(stream(reply('Hello')));
    const env = { https_proxy: through(guarded, `${PASSWORD}@`) };
    expect(await ask(env)).toMatchObject({ text: 'Hello' });
    expect(guarded.credentials).toEqual([`Basic ${Buffer.from(PASSWORD).toString('base64')}`]);
  });

  it('is reached through a proxy that is encrypted too', async () => {
    upstream.server.respond(stream(reply('Hello')));
    const env = { HTTPS_PROXY: `https://localhost:${encrypted.port}` };
    expect(await ask(env)).toMatchObject({ text: 'Hello' });
  });

  it('lists its models through the proxy', async () => {
    upstream.server.respond(openAi({ offered: ['gpt-test'] }));
    const { proxies, baseUrl } = configOf({ HTTPS_PROXY: through(proxy) });
    const address = { apiKey: KEY, baseUrl, organization: null, project: null, proxies };
    expect(await loadModels(address)).toMatchObject([{ id: 'gpt-test' }]);
    expect(proxy.targets).toEqual([`${HOST}:443`]);
  });

  it('is asked directly if NO_PROXY names it', async () => {
    const env = { HTTPS_PROXY: through(proxy), NO_PROXY: '.corp.invalid' };
    expect(await ask(env)).toMatchObject({ failure: { kind: 'dns_failure' } });
    expect(proxy.targets).toEqual([]);
  });

  it('does not use HTTP_PROXY, as in curl and Node', async () => {
    expect(await ask({ HTTP_PROXY: through(proxy) })).toMatchObject({
      failure: { kind: 'dns_failure' },
    });
  });
});

describe('a plain http upstream behind a proxy', () => {
  it('is asked through the proxy, which is told the whole URL', async () => {
    const plain = await startConnectProxy({
      upstreamPort: upstream.server.port,
      password: PASSWORD,
    });
    try {
      upstream.server.respond(stream(reply('Hello')));
      const base = {
        OPENAI_BASE_URL: 'http://llm.corp.invalid:8000/v1',
        STARLIGHT_ALLOW_HTTP_UPSTREAM: '1',
      };
      const env = { ...base, HTTP_PROXY: through(plain, `${PASSWORD}@`) };
      expect(await ask(env)).toMatchObject({ text: 'Hello' });
      expect(plain.targets).toEqual(['http://llm.corp.invalid:8000/v1/chat/completions']);
      expect(upstream.server.requests[0]?.headers['host']).toBe('llm.corp.invalid:8000');
      expect(await ask({ ...base, HTTP_PROXY: through(plain) })).toMatchObject({
        failure: { failure: { kind: 'proxy_failed', details: { reason: 'proxy_authentication' } } },
      });
    } finally {
      await plain.close();
    }
  });
});

describe('a plain http upstream behind an encrypted proxy', () => {
  it('is asked over a connection that is verified by the name of the proxy', async () => {
    const plain = await startConnectProxy({
      upstreamPort: upstream.server.port,
      certificate: makeCertificate({ host: 'localhost', issuer: authority }),
    });
    upstream.server.respond(stream(reply('Hello')));
    const env = {
      OPENAI_BASE_URL: 'http://llm.corp.invalid/v1',
      STARLIGHT_ALLOW_HTTP_UPSTREAM: '1',
      // It would be used for the connection to the proxy, were that taken for a request.
      HTTPS_PROXY: through(proxy),
      HTTP_PROXY: `https://localhost:${plain.port}`,
    };
    expect(await ask(env)).toMatchObject({ text: 'Hello' });
    expect(plain.targets).toEqual(['http://llm.corp.invalid/v1/chat/completions']);
    expect(proxy.targets).toEqual([]);
    await plain.close();
  });
});

describe('a second upstream behind a proxy', () => {
  it('is asked through it where the proxy does not reach the first', async () => {
    upstream.server.respond(stream(reply('From the second')));
    proxy.conduct = (target) => (target.startsWith('first.') ? 502 : 'pass');
    startStarlight({
      OPENAI_API_KEY: KEY,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_MODELS: 'gpt-test',
      OPENAI_BASE_URL: 'https://first.invalid/v1',
      STARLIGHT_FALLBACK: `* https://${HOST}/v1 gsk_q7Yc4Rm9Xk2Lw8Zt5Vb3Nj6Hf1Dg0Ps`,
      HTTPS_PROXY: through(proxy),
    });
    const body = { messages: [{ role: 'user', content: 'hi' }] };
    const response = await POST(pageRequest('/api/chat', body));
    expect(await response.text()).toContain('"used_fallback"');
    expect(new Set(proxy.targets)).toEqual(new Set(['first.invalid:443', `${HOST}:443`]));
  });
});

describe('a proxy that fails', () => {
  const FAILURES = [
    ['asks for a password', 407, 'proxy_authentication'],
    ['does not allow the host', 403, 'proxy_forbids'],
    ['refuses with another status', 451, 'proxy_forbids'],
    ['cannot reach the host', 502, 'proxy_gateway'],
    ['cannot reach the host in time', 504, 'proxy_gateway'],
    ['is a web server', 404, 'not_a_proxy'],
    ['redirects', 302, 'not_a_proxy'],
    ['hangs up', 'close', 'proxy_closed'],
    ['speaks another protocol', 'babble', 'not_a_proxy'],
    ['answers with headers without end', 'flood', 'not_a_proxy'],
  ] as const;

  it.each(FAILURES)('is told apart if it %s', async (_name, conduct, reason) => {
    proxy.conduct = conduct;
    const { failure: error } = await ask({ HTTPS_PROXY: through(proxy) });
    expect(error).toMatchObject({ failure: { kind: 'proxy_failed', details: { reason } } });
    expect(upstream.server.requests).toHaveLength(0);
  });

  it.each(FAILURES)('is told by the doctor in its own words if it %s', async (_name, conduct) => {
    proxy.conduct = conduct;
    const user = `${PASSWORD}@`;
    const report = await examine({ HTTPS_PROXY: through(proxy, user) });
    const check = report.checks.find(({ id }) => id === 'connection');
    expect(check?.status).toBe('fail');
    expect(check?.title.toLowerCase()).toContain('proxy');
    expect(check?.fix).toMatch(/HTTPS_PROXY|NO_PROXY|administrator/);
    expect(JSON.stringify(report)).not.toMatch(/Tr0ub4dor|PROXY-PAGE-TEXT/);
  });

  it('leaves a lost connection if it breaks each tunnel at once', async () => {
    proxy.conduct = 'drop';
    const env = { HTTPS_PROXY: through(proxy) };
    const kinds = Array.from({ length: 20 }, async () => (await ask(env)).failure?.kind);
    for (const kind of await Promise.all(kinds)) {
      expect(kind).toBeOneOf(['connection_lost', 'proxy_failed', 'tls_failure']);
    }
    const report = await examine(env);
    expect(report.checks.find(({ id }) => id === 'tls')?.status).not.toBe('pass');
  });

  it('is told apart if nothing listens at its address', async () => {
    const { failure: error } = await ask({ HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` });
    expect(error).toMatchObject({ failure: { details: { reason: 'proxy_unreachable' } } });
  });

  it('is told apart if its name does not resolve', async () => {
    const { failure: error } = await ask({ HTTPS_PROXY: 'http://proxy.invalid:3128' });
    expect(error).toMatchObject({ failure: { details: { reason: 'proxy_name' } } });
  });

  it('is told apart if its certificate is not trusted, or it has none', async () => {
    const other = makeCertificate({ host: 'localhost' });
    const untrusted = await startConnectProxy({ certificate: other });
    for (const { port } of [untrusted, proxy]) {
      const { failure: error } = await ask({ HTTPS_PROXY: `https://localhost:${port}` });
      expect(error).toMatchObject({ failure: { details: { reason: 'proxy_certificate' } } });
    }
    await untrusted.close();
  });

  it('ends at the deadline of the first byte if it never answers', async () => {
    proxy.conduct = 'hang';
    const { proxies, baseUrl } = configOf({ HTTPS_PROXY: through(proxy) });
    const startedAt = performance.now();
    const { failure: error } = await upstream.ask({
      fetch: upstreamFetchThrough(proxies),
      baseUrl,
      deadlines: { ttfbMs: 300, idleMs: 1000, totalMs: 1000 },
    });
    expect(error).toMatchObject({ kind: 'upstream_timeout' });
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('leaves a reply marked as interrupted if it cuts the tunnel in the middle', async () => {
    upstream.server.respond(async ({ head, write }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'Half' } }] })}\n\n`);
    });
    const { proxies, baseUrl } = configOf({ HTTPS_PROXY: through(proxy) });
    const fetch = upstreamFetchThrough(proxies);
    const call = { signal: new AbortController().signal, clientRequestId: 'sl_test' };
    const events = upstream.connect({ fetch, baseUrl }).stream(REQUEST, call);
    const cutAtFirstText = async function* () {
      for await (const event of events) {
        if (event.type === 'delta') proxy.cut();
        yield event;
      }
    };
    expect(await collectReply(cutAtFirstText())).toMatchObject({
      text: 'Half',
      failure: { kind: 'reply_interrupted' },
    });
  });
});

describe('a request of the page behind a proxy', () => {
  it.each([403, 407, 502] as const)(
    'leaves its password in no log line and no answer (%i)',
    async (conduct) => {
      proxy.conduct = conduct;
      const { rawLog } = startStarlight({
        OPENAI_API_KEY: KEY,
        STARLIGHT_PUBLIC: '1',
        STARLIGHT_MODELS: 'gpt-test',
        STARLIGHT_OPERATOR_CODE: 'kD8vQ2mX7pLw4RtZ',
        OPENAI_BASE_URL: `https://${HOST}/v1`,
        https_proxy: through(proxy, `${PASSWORD}@`),
      });
      const body = { messages: [{ role: 'user', content: 'hi' }] };
      const response = await POST(pageRequest('/api/chat', body));
      const answer = await response.text();
      expect(response.status).toBe(502);
      expect(JSON.parse(answer)).toMatchObject({ error: { kind: 'proxy_failed' } });
      expect(rawLog.join('')).toContain('proxy_failed');
      const secrets = ['Tr0ub4dor', Buffer.from(PASSWORD).toString('base64'), 'PROXY-PAGE-TEXT'];
      for (const secret of secrets) expect(rawLog.join('') + answer).not.toContain(secret);
    },
  );
});

describe('the doctor behind a proxy that works', () => {
  it('passes, and says what goes through the proxy', async () => {
    upstream.server.respond(openAi({ offered: ['gpt-test'] }));
    const report = await examine({ HTTPS_PROXY: through(guarded, `${PASSWORD}@`) });
    const titles = Object.fromEntries(report.checks.map(({ id, title }) => [id, title]));
    expect(titles['connection']).toBe(`Connected to ${HOST}, port 443, through the proxy`);
    for (const id of ['name', 'connection', 'tls', 'models', 'completion', 'stream']) {
      expect(report.checks.find((check) => check.id === id)?.status).toBe('pass');
    }
    expect(JSON.stringify(report)).not.toContain('Tr0ub4dor');
  });

  it('names an upstream certificate that a proxy has replaced', async () => {
    front.show(makeCertificate({ host: HOST }));
    const report = await examine({ HTTPS_PROXY: through(proxy) });
    front.show(makeCertificate({ host: HOST, issuer: authority }));
    const tls = report.checks.find(({ id }) => id === 'tls');
    expect(tls).toMatchObject({ status: 'fail' });
    expect(tls?.fix).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('says which variable would count if only HTTP_PROXY is set', async () => {
    const report = await examine({ HTTP_PROXY: through(proxy) });
    expect(report.checks.find(({ id }) => id === 'name')?.detail).toContain(
      'HTTP_PROXY is set, but not HTTPS_PROXY',
    );
  });
});

describe('the doctor in the terminal, behind a proxy', () => {
  it('trusts an upstream by the authority in NODE_EXTRA_CA_CERTS, and not without it', async () => {
    upstream.server.respond(openAi({ offered: ['gpt-test'] }));
    const folder = mkdtempSync(path.join(tmpdir(), 'starlight-ca-'));
    const file = path.join(folder, 'authority.pem');
    writeFileSync(file, authority.cert);
    const env = {
      OPENAI_API_KEY: KEY,
      STARLIGHT_PUBLIC: '1',
      STARLIGHT_MODELS: 'gpt-test',
      OPENAI_BASE_URL: `https://${HOST}/v1`,
      HTTPS_PROXY: through(guarded, `${PASSWORD}@`),
    };
    const trusting = await runDoctorCommand(['--json'], { ...env, NODE_EXTRA_CA_CERTS: file });
    const distrusting = await runDoctorCommand(['--json'], env);
    rmSync(folder, { recursive: true });
    const tlsOf = ({ stdout }: { stdout: string }) =>
      (JSON.parse(stdout) as DoctorReport).checks.find(({ id }) => id === 'tls');
    expect(tlsOf(trusting)).toMatchObject({ status: 'pass' });
    expect(tlsOf(distrusting)).toMatchObject({ status: 'fail' });
    expect(trusting.stdout + distrusting.stdout + distrusting.stderr).not.toContain('Tr0ub4dor');
  });
});
