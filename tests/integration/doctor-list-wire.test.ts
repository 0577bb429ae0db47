import { describe, expect, it } from 'vitest';
import { CHECK_IDS } from '#lib/core/doctor/report/doctor-report.ts';
import { completion } from '#tests/support/completion-events.ts';
import { answer } from '#tests/support/scriptable-upstream.ts';
import { checkOf, examine, KEY, openAi, refused } from '#tests/unit/doctor/doctor-fixture.ts';
import { expectRow, type Row, upstream, withKey } from '#tests/unit/doctor/expect-row.ts';

describe('the checks of the wire', () => {
  const failing = (code: string) => async () => {
    throw Object.assign(new Error(`with ${KEY}`), { code });
  };
  it.each<Row>([
    {
      name: 'an unknown host name',
      check: 'name',
      env: withKey({ OPENAI_BASE_URL: 'https://llm.example/v1' }),
      wire: { resolve: failing('ENOTFOUND') },
      status: 'fail',
      title: /\S/,
      detail: /ENOTFOUND/,
    },
    {
      name: 'a port that is closed',
      check: 'connection',
      env: withKey({ HTTPS_PROXY: 'http://proxy.example' }),
      wire: { connect: failing('ECONNREFUSED') },
      status: 'fail',
      title: /\S/,
      detail: /ECONNREFUSED.*proxy\.example, port 80, from HTTPS_PROXY/,
    },
    {
      name: 'a connection without a response',
      check: 'connection',
      env: withKey(),
      wire: { connect: failing('ETIMEDOUT') },
      status: 'fail',
      title: /^api\.openai\.com doesn't respond$/,
      fix: /firewall/,
    },
    {
      name: 'a certificate that has expired',
      check: 'tls',
      env: withKey(),
      wire: { handshake: failing('CERT_HAS_EXPIRED') },
      status: 'fail',
      title: /\S/,
      detail: /CERT_HAS_EXPIRED/,
    },
    {
      name: 'encryption',
      check: 'tls',
      env: withKey(),
      status: 'pass',
      title: /is valid \(TLS 1\.3\)/,
    },
  ])('report $name', expectRow);

  it('run in order, and each reports how long it took', async () => {
    let clock = 0;
    const report = await examine({
      env: withKey({ OPENAI_PROJECT_ID: 'proj_B' }),
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
      env: withKey(),
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
    await examine({ env: withKey({ OPENAI_ORG_ID: 'org-A' }), upstream });
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
    const report = await examine({ env: withKey({ OPENAI_ORG_ID: 'org-A' }), upstream });
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
    const report = await examine({ env: withKey(), upstream });
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
      return checkOf(await examine({ env: withKey(), upstream }), 'clock').title;
    };
    expect(await clock(3 * 3600_000)).toBe("This machine's clock is 3 hours slow");
    expect(await clock(20_000)).toBe("This machine's clock is right");
  });

  it('mention that a permission change takes up to 15 minutes', async () => {
    const scopes = 'You have insufficient permissions. Missing scopes: model.request.';
    upstream.respond(openAi({ completion: refused(401, null, scopes) }));
    expect((await examine({ env: withKey(), upstream })).fix).toMatch(/up to 15 minutes/);
  });
});
