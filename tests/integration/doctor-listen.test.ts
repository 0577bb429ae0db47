import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import axios from 'axios';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ArrivalReport } from '#lib/core/doctor/describe-arrival.ts';
import { arrivalText } from '#lib/core/doctor/report-text.ts';
import { type ListenServer, listenForPrograms } from '#lib/server/doctor/listen-server.ts';
import { expectNoKey, KEY } from '../unit/doctor/doctor-fixture.ts';

const data = { model: 'gpt-test', messages: [{ role: 'user', content: 'Hi' }] };
const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
const anyStatus = { validateStatus: () => true };

let server: ListenServer;
let arrivals: ArrivalReport[];
beforeAll(async () => {
  server = await listenForPrograms(0, (arrival) => arrivals.push(arrival));
});
afterAll(() => server.close());
beforeEach(() => {
  arrivals = [];
});

const chatUrl = () => `${server.url}/chat/completions`;

function only(): ArrivalReport {
  const [arrival] = arrivals;
  if (!arrival || arrivals.length !== 1) throw new Error(`${arrivals.length} requests arrived`);
  expectNoKey(JSON.stringify(arrival));
  expectNoKey(arrivalText(arrival));
  return arrival;
}

describe('npm run doctor -- --listen', () => {
  it('diagnoses axios.post(url, data, headers) as just that', async () => {
    // The asker's own call: axios takes the third argument for its options.
    const response = await axios.post(chatUrl(), data, { ...headers, ...anyStatus } as object);
    const arrival = only();
    expect(arrival).toMatchObject({ ok: false, client: 'axios' });
    expect(arrival.problems.join()).toMatch(/what axios\.post\(url, data, headers\) looks like/);
    expect(arrival.correction).toMatch(/axios\.post\(url, data, \{ headers \}\)/);
    expect(response.status).toBe(401);
    expect(response.data.error.message).toMatch(/axios\.post\(url, data, \{ headers \}\)/);
  });

  it('finds headers that went into the body', async () => {
    await axios.post(chatUrl(), { ...data, headers }, anyStatus);
    expect(only().problems.join()).toMatch(/headers seem to be in the body/);
  });

  it('answers a call that is right, and shows of the token its shape alone', async () => {
    const response = await axios.post(chatUrl(), data, { headers });
    expect(response.data.choices[0].message.content).toMatch(/in order/);
    const arrival = only();
    expect(arrival).toMatchObject({ ok: true, problems: [], correction: null });
    expect(arrival.facts[0]).toMatch(/begins with sk-proj-, has 64 characters and ends in …9f/);
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
      name: 'another header',
      init: {
        method: 'POST',
        headers: { 'x-api-key': KEY, 'content-type': 'application/json' },
        body,
      },
      problem: /header of another name/,
    },
    {
      name: 'a key in the query',
      init: { method: 'POST', headers: { 'content-type': 'application/json' }, body },
      at: `/chat/completions?api_key=${KEY}`,
      problem: /in the address/,
    },
    { name: 'a GET', init: { headers }, problem: /takes POST, and a GET came/ },
    {
      name: 'no stringify',
      init: { method: 'POST', headers, body: '[object Object]' },
      problem: /JSON\.stringify/,
    },
    {
      name: 'another media type',
      init: { method: 'POST', headers: { ...headers, 'Content-Type': 'text/plain' }, body },
      problem: /not application\/json/,
    },
    {
      name: 'no messages',
      init: { method: 'POST', headers, body: '{"model":"x"}' },
      problem: /no messages/,
    },
    {
      name: '/v1 twice',
      init: { method: 'POST', headers, body },
      at: '/v1/chat/completions',
      problem: /\/v1 twice/,
    },
    {
      name: 'a key in the path',
      init: { method: 'POST', headers, body },
      at: `/${KEY}`,
      problem: /nothing at this path/,
    },
    {
      name: 'a key as a name',
      init: {
        method: 'POST',
        headers: { ...headers, [KEY]: '1' },
        body: JSON.stringify({ ...data, [KEY]: 1 }),
      },
      at: '/x',
      problem: /nothing at this path/,
    },
  ])('names what is wrong: $name', async ({ init, at = '/chat/completions', problem }) => {
    const response = await fetch(`${server.url}${at}`, init);
    expect(response.ok).toBe(false);
    expectNoKey(await response.text());
    expect(only().problems.join()).toMatch(problem);
  });

  it('lets a page ask first, so that what it sends can be seen', async () => {
    const response = await fetch(chatUrl(), { method: 'OPTIONS' });
    expect(response.headers.get('access-control-allow-headers')).toMatch(/authorization/);
    expect(arrivals).toEqual([]);
  });

  it('works as a command, one line of JSON for each request', async () => {
    const root = path.resolve(import.meta.dirname, '../..');
    const args = ['--conditions=react-server', 'scripts/doctor.ts', '--listen', '--json'];
    const child = spawn(process.execPath, args, { cwd: root });
    try {
      const [said] = await once(createInterface({ input: child.stderr }), 'line');
      const url = /http:\S+\/v1/.exec(String(said))?.[0];
      const line = once(createInterface({ input: child.stdout }), 'line');
      await fetch(`${url}/chat/completions`, { method: 'POST', headers, body });
      expect(JSON.parse(String((await line)[0]))).toMatchObject({ ok: true, client: 'fetch' });
    } finally {
      child.kill();
    }
  });
});
