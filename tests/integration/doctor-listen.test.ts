import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import axios from 'axios';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArrivalReport } from '#lib/core/doctor/arrival/arrival-report.ts';
import { arrivalText } from '#lib/core/doctor/report/report-text.ts';
import { type ListenServer, listenForPrograms } from '#lib/server/doctor/listen-server.ts';
import { startDoctor } from '#tests/support/doctor-command.ts';
import { exchangeRaw } from '#tests/support/raw-http.ts';
import { expectNoKey, KEY } from '#tests/unit/doctor/doctor-fixture.ts';

const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };
const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const anyStatus = { validateStatus: () => true };

let server: ListenServer;
let arrivals: ArrivalReport[];
beforeAll(async () => {
  server = await listenForPrograms({ port: 0, onArrival: (arrival) => arrivals.push(arrival) });
});
afterAll(() => server.close());
beforeEach(() => {
  arrivals = [];
});

const chatUrl = () => `${server.url}/chat/completions`;

function onlyArrival(): ArrivalReport {
  const [arrival] = arrivals;
  if (!arrival || arrivals.length !== 1) throw new Error(`${arrivals.length} requests arrived`);
  expectNoKey(JSON.stringify(arrival));
  expectNoKey(arrivalText(arrival));
  return arrival;
}

function linesOf(stream: Readable | null): Interface {
  if (!stream) throw new Error('nothing is piped');
  return createInterface({ input: stream });
}

describe('npm run doctor -- --listen', () => {
  it('recognizes axios.post(url, data, headers)', async () => {
    // The call from the question: axios takes the third argument as its config.
    const response = await axios.post(chatUrl(), data, { ...headers, ...anyStatus } as object);
    const arrival = onlyArrival();
    expect(arrival).toMatchObject({ ok: false, client: 'axios' });
    expect(arrival.problems.join()).toMatch(/axios\.post\(url, data, headers\) can cause this/);
    expect(arrival.correction).toMatch(/axios\.post\(url, data, \{ headers \}\)/);
    expect(arrival.call).toContain(`const url = '${chatUrl()}';`);
    expect(arrival.call).toContain('await axios.post(url, data, { headers });');
    expect(response.status).toBe(401);
    expect(response.data.error.message).toMatch(/axios\.post\(url, data, \{ headers \}\)/);
  });

  it('neither records nor answers a page that rebinds its own name to this machine', async () => {
    const port = Number(new URL(server.url).port);
    for (const host of ['evil.example', `evil.example:${port}`, '192.168.1.5', '']) {
      const sent = `POST /v1/chat/completions HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\n`;
      const refused = await exchangeRaw(port, `${sent}Content-Length: 2\r\n\r\n{}`);
      expect(refused).toMatchObject({ status: 403, body: '' });
      expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect(arrivals).toEqual([]);
    for (const host of ['localhost', `127.0.0.1:${port}`, `host.docker.internal:${port}`]) {
      await exchangeRaw(port, `GET /v1/models HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    }
    expect(arrivals).toHaveLength(3);
  });

  it('recognizes headers that were put into the body', async () => {
    await axios.post(chatUrl(), { ...data, headers }, anyStatus);
    expect(onlyArrival().problems.join()).toMatch(/headers seem to be in the body/);
  });

  it('accepts a correct call, and shows only the shape of the token', async () => {
    const response = await axios.post(chatUrl(), data, { headers });
    expect(response.data.choices[0].message.content).toMatch(/received correctly/);
    const arrival = onlyArrival();
    expect(arrival).toMatchObject({ ok: true, problems: [], correction: null, call: null });
    expect(arrival.facts[0]).toMatch(/starts with sk-proj-, has 64 characters and ends in …9f/);
  });

  type CallRow = { name: string; init: RequestInit; at?: string; problem: RegExp };
  const body = JSON.stringify(data);
  it.each<CallRow>([
    {
      name: 'no Bearer',
      init: { method: 'POST', headers: { ...headers, Authorization: KEY }, body },
      problem: /without the word Bearer/,
    },
    {
      name: 'Bearer twice',
      init: {
        method: 'POST',
        headers: { ...headers, Authorization: `Bearer Bearer ${KEY}` },
        body,
      },
      problem: /Bearer twice/,
    },
    {
      name: 'an undefined token',
      init: { method: 'POST', headers: { ...headers, Authorization: 'Bearer undefined' }, body },
      problem: /word undefined/,
    },
    {
      name: 'a duplicate header',
      init: {
        method: 'POST',
        headers: [
          ['authorization', `Bearer ${KEY}`],
          ['authorization', `Bearer ${KEY}`],
          ['content-type', 'application/json'],
        ],
        body,
      },
      problem: /arrived twice/,
    },
    {
      name: 'another scheme',
      init: { method: 'POST', headers: { ...headers, Authorization: `Basic ${KEY}` }, body },
      problem: /a scheme other than Bearer/,
    },
    {
      name: 'a variable that the shell did not fill in',
      init: {
        method: 'POST',
        headers: { ...headers, Authorization: 'Bearer $OPENAI_API_KEY' },
        body,
      },
      problem: /name of a variable, not its value/,
    },
    {
      name: 'a placeholder',
      init: {
        method: 'POST',
        headers: { ...headers, Authorization: 'Bearer sk-your-api-key-goes-here-000000000000' },
        body,
      },
      problem: /has the right format, but .*placeholder/,
    },
    {
      name: 'an organization in place of the key',
      init: { method: 'POST', headers: { ...headers, Authorization: 'Bearer org-Ab3d' }, body },
      problem: /organization ID/,
    },
    {
      name: 'another header',
      init: {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        body,
      },
      problem: /header with another name/,
    },
    {
      name: 'a key in the query',
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body },
      at: `/chat/completions?api_key=${KEY}`,
      problem: /in the address/,
    },
    { name: 'a GET', init: { headers }, problem: /requires POST, but this was a GET/ },
    {
      name: 'no stringify',
      init: { method: 'POST', headers, body: '[object Object]' },
      problem: /JSON\.stringify/,
    },
    {
      name: 'another media type',
      init: { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body },
      problem: /isn't application\/json/,
    },
    {
      name: 'no messages',
      init: { method: 'POST', headers, body: '{"model":"x"}' },
      problem: /is missing messages/,
    },
    {
      name: '/v1 twice',
      init: { method: 'POST', headers, body },
      at: '/v1/chat/completions',
      problem: /\/v1 twice/,
    },
    {
      name: 'no /v1',
      init: { method: 'POST', headers, body },
      at: '/../chat/completions',
      problem: /is missing \/v1/,
    },
    {
      name: 'two slashes',
      init: { method: 'POST', headers, body },
      at: '//chat/completions',
      problem: /two slashes in a row/,
    },
    {
      name: 'the endpoint twice',
      init: { method: 'POST', headers, body },
      at: '/chat/completions/chat/completions',
      problem: /\/chat\/completions twice/,
    },
    {
      name: 'no body',
      init: { method: 'POST', headers },
      problem: /body is empty/,
    },
    {
      name: 'a key in the path',
      init: { method: 'POST', headers, body },
      at: `/${KEY}`,
      problem: /Nothing exists at this path/,
    },
    {
      name: 'a key as a name',
      init: {
        method: 'POST',
        headers: { ...headers, [KEY]: '1' },
        body: JSON.stringify({ ...data, [KEY]: 1 }),
      },
      at: '/x',
      problem: /Nothing exists at this path/,
    },
  ])('names the problem: $name', async ({ init, at = '/chat/completions', problem }) => {
    const response = await fetch(`${server.url}${at}`, init);
    expect(response.ok).toBe(false);
    expectNoKey(await response.text());
    const arrival = onlyArrival();
    expect(arrival.problems.join()).toMatch(problem);
    expect(arrival.call).toContain(`const url = '${chatUrl()}';`);
  });

  type ClientRow = { agent: string; client: string; call: RegExp };
  it.each<ClientRow>([
    { agent: 'axios/1.21.1', client: 'axios', call: /axios\.post\(url, data, \{ headers \}\)/ },
    { agent: 'node', client: 'fetch in Node, Deno or Bun', call: /await fetch\(url, \{/ },
    { agent: 'curl/8.7.1', client: 'curl', call: /^curl http.* \\\n {2}-H "Authorization: Bearer/ },
    {
      agent: 'OpenAI/JS 7.57.0',
      client: 'the openai package for JavaScript',
      call: /new OpenAI\(\{\n {2}apiKey: .*\n {2}baseURL: '.*\/v1',/,
    },
    {
      agent: 'AsyncOpenAI/Python 2.1.0',
      client: 'the openai package for Python',
      call: /OpenAI\(\n {4}api_key=.*\n {4}base_url=".*\/v1",/,
    },
    {
      agent: 'python-requests/2.32.3',
      client: "Python's requests",
      call: /requests\.post\(url, headers=headers, json=data\)/,
    },
    {
      agent: 'python-httpx/0.28.1',
      client: "Python's httpx",
      call: /httpx\.post\(url, headers=headers, json=data\)/,
    },
    { agent: 'PostmanRuntime/7.43.0', client: 'PostmanRuntime', call: /^POST http.*\nAuthoriz/ },
    { agent: 'Go-http-client/1.1', client: 'Go-http-client', call: /^POST http/ },
    { agent: KEY, client: 'an unidentified client', call: /^POST http/ },
    { agent: 'sk-proj-abcdefgh', client: 'an unidentified client', call: /^POST/ },
    { agent: 'Mozilla/5.0 (X11)', client: 'a page in the browser', call: /await fetch\(url, \{/ },
  ])('recognizes the client and shows its call: $agent', async ({ agent, client, call }) => {
    await fetch(chatUrl(), { method: 'POST', headers: { 'user-agent': agent }, body });
    const arrival = onlyArrival();
    expect(arrival).toMatchObject({ client, summary: `POST /v1/chat/completions from ${client}` });
    expect(arrival.call).toMatch(call);
    expect(arrival.correction).not.toMatch(/team token/);
  });

  it('recognizes axios in a page by its Accept header, and says that a page shows its key', async () => {
    const inPage = { 'user-agent': 'Mozilla/5.0', accept: 'application/json, text/plain, */*' };
    await fetch(chatUrl(), {
      method: 'POST',
      headers: { ...inPage, 'content-type': 'application/json' },
      body,
    });
    const arrival = onlyArrival();
    expect(arrival.client).toBe('axios in a page');
    expect(arrival.problems.join()).toMatch(/axios\.post\(url, data, headers\) can cause this/);
    expect(arrival.cautions.join()).toMatch(/can read the key/);
  });

  it('reveals no part of a key, wherever a program puts it', async () => {
    const headersWithKey = { [KEY]: KEY, accept: KEY, 'content-type': KEY, 'user-agent': KEY };
    const requests: [string, RequestInit][] = [
      ['/chat/completions', { method: 'POST', headers: { authorization: KEY }, body: KEY }],
      [
        '/chat/completions',
        { method: 'POST', headers: headersWithKey, body: JSON.stringify(headersWithKey) },
      ],
      [`/${KEY}/${KEY}?${KEY}=${KEY}`, { headers: { authorization: `Bearer ${KEY} ${KEY}` } }],
      ['/models', { headers: { authorization: `"Bearer ${KEY}"` } }],
      ['/chat/completions', { method: 'PUT', headers: { authorization: `Basic ${KEY}` } }],
    ];
    for (const [at, init] of requests) {
      const response = await fetch(`${server.url}${at}`, init);
      expectNoKey(`${await response.text()} ${JSON.stringify([...response.headers])}`);
    }
    expect(arrivals).toHaveLength(requests.length);
    expectNoKey(JSON.stringify(arrivals));
    expectNoKey(arrivals.map((arrival) => arrivalText(arrival)).join('\n'));
  });

  it('answers the openai package as an API would: complete, streamed and refused', async () => {
    const client = new OpenAI({ apiKey: KEY, baseURL: server.url });
    const { model, messages } = {
      model: 'gpt-test',
      messages: [{ role: 'user', content: 'Hi' }],
    } as const;
    const complete = await client.chat.completions.create({ model, messages: [...messages] });
    expect(complete.choices[0]?.message.content).toMatch(/received correctly/);
    let streamed = '';
    const stream = await client.chat.completions.create({
      model,
      messages: [...messages],
      stream: true,
    });
    for await (const chunk of stream) streamed += chunk.choices[0]?.delta.content ?? '';
    expect(streamed).toMatch(/received correctly/);
    const response = await client.responses.create({ model, input: 'Hi' });
    expect(response.output_text).toMatch(/received correctly/);
    expect((await client.models.list()).data).toEqual([]);
    const embeddings = await client.embeddings.create({
      model,
      input: 'Hi',
      encoding_format: 'float',
    });
    expect(embeddings.data).toHaveLength(1);
    expect(arrivals.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(new Set(arrivals.map(({ client: name }) => name))).toEqual(
      new Set(['the openai package for JavaScript']),
    );

    const withWrongUrl = new OpenAI({ apiKey: KEY, baseURL: `${server.url}/v1` });
    await expect(withWrongUrl.models.list()).rejects.toMatchObject({ status: 400 });
    // Sent only once: retrying cannot fix a wrong request.
    expect(arrivals).toHaveLength(6);
  });

  it("answers a preflight, so that a page's request can be seen", async () => {
    const response = await fetch(chatUrl(), { method: 'OPTIONS' });
    expect(response.headers.get('access-control-allow-headers')).toMatch(/authorization/);
    expect(arrivals).toEqual([]);
  });

  it('works as a command that prints one line of JSON for each request', async () => {
    const child = startDoctor(['--listen', '--json'], {});
    try {
      const [firstLine] = await once(linesOf(child.stderr), 'line');
      const url = /http:\S+\/v1/.exec(String(firstLine))?.[0];
      const line = once(linesOf(child.stdout), 'line');
      await fetch(`${url}/chat/completions`, { method: 'POST', headers, body });
      expect(JSON.parse(String((await line)[0]))).toMatchObject({ ok: true, call: null });
    } finally {
      child.kill();
    }
  });
});
