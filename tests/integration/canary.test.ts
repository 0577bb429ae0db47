import { randomInt } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as startSession } from '#app/api/session/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { UPSTREAM_FAULTS } from '#lib/core/upstream-faults/upstream-faults.ts';
import {
  completion,
  DONE,
  delta,
  event,
  finish,
  refusalDelta,
} from '#tests/support/completion-events.ts';
import {
  answer,
  type Exchange,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

// Capital letters that spell no word, so a fragment cannot occur by chance.
const LETTERS = 'GHJKQVWXZ';
const SECRET = Array.from({ length: 48 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
const KEY = `sk-proj-canary${SECRET}`;
const PUBLIC_PREFIX = 'sk-proj-';
const TEAM_TOKEN = 'team-token-of-thirty-two-letters';
const OPERATOR_CODE = 'the-operators-own-code';

const FRAGMENTS = Array.from({ length: KEY.length - PUBLIC_PREFIX.length - 3 }, (_, at) =>
  KEY.slice(PUBLIC_PREFIX.length + at, PUBLIC_PREFIX.length + at + 4),
);

let upstream: ScriptableUpstream;
let operatorCookie = '';
const printed: string[] = [];

beforeAll(async () => {
  upstream = await startScriptableUpstream();
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => {
      printed.push(values.map((value) => inspectable(value)).join(' '));
    });
  }
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    printed.push(String(chunk));
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await upstream.close();
});
afterEach(() => vi.unstubAllEnvs());

function inspectable(value: unknown): string {
  return value instanceof Error ? `${String(value)} ${String(value.cause)}` : JSON.stringify(value);
}

async function start(apiKey: string) {
  const starlight = startStarlight({
    OPENAI_API_KEY: apiKey,
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: 'gpt-test',
    STARLIGHT_TEAM_TOKENS: `probe:${TEAM_TOKEN}`,
    STARLIGHT_OPERATOR_CODE: OPERATOR_CODE,
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
    STARLIGHT_TTFB_TIMEOUT_MS: '1000',
    STARLIGHT_IDLE_TIMEOUT_MS: '1000',
    STARLIGHT_TOTAL_TIMEOUT_MS: '1500',
  });
  const session = await startSession(pageRequest('/api/session', { code: OPERATOR_CODE }));
  operatorCookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  return starlight;
}

/** Everything sent for one upstream behavior: to a visitor, to the operator and to a program. */
async function collectResponses(): Promise<string> {
  const messages = [{ role: 'user', content: 'hi' }];
  const asProgram = (more: object) =>
    completions(
      new Request('http://localhost:3000/v1/chat/completions', {
        method: 'POST',
        headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ messages, ...more }),
      }),
    );
  const responses = await Promise.all([
    chat(pageRequest('/api/chat', { messages })),
    chat(pageRequest('/api/chat', { messages }, { headers: { cookie: operatorCookie } })),
    asProgram({}),
    asProgram({ stream: true }),
  ]);
  const texts = await Promise.all(responses.map(readUntilBroken));
  return texts.join('\n');
}

/** A body that is broken on purpose still yields what arrived before the break. */
async function readUntilBroken(response: Response): Promise<string> {
  let text = `${response.status} ${withoutSignatures(JSON.stringify([...response.headers]))}\n`;
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      text += read.value;
    }
  } catch (error) {
    text += inspectable(error);
  }
  return text;
}

/** Decodes session tokens: random bytes in base64 occasionally contain four given capitals. */
function withoutSignatures(headers: string): string {
  return headers.replaceAll(/(starlight=)([\w-]+)\.([\w-]+)\.[\w-]+/g, (_, name, head, claims) =>
    [name, ...[head, claims].map((part) => Buffer.from(part, 'base64url').toString())].join(''),
  );
}

function expectNoFragment(text: string): void {
  expect(text.length).toBeGreaterThan(0);
  expect(FRAGMENTS.filter((fragment) => text.includes(fragment))).toEqual([]);
}

/** Behaviors of an upstream that repeats what it received wherever it can. */
const echo = (build: (sent: { key: string; header: string }) => Script): Script => {
  return (exchange: Exchange) => {
    const header = String(exchange.headers['authorization']);
    return build({ header, key: header.replace('Bearer ', '') })(exchange);
  };
};

const ECHOES: [string, Script][] = [
  [
    'in a message',
    echo(({ key }) =>
      answer(401, {
        error: { message: `Incorrect API key provided: ${key}.`, code: 'invalid_api_key' },
      }),
    ),
  ],
  [
    'in type, code and param',
    echo(({ key }) => answer(400, { error: { message: 'x', type: key, code: key, param: key } })),
  ],
  [
    'in a param without its prefix',
    echo(({ key }) =>
      answer(400, { error: { message: 'x', code: 'unsupported_parameter', param: key.slice(8) } }),
    ),
  ],
  [
    'as the name of a model',
    echo(({ key }) =>
      answer(404, {
        error: { message: `The model \`${key.slice(8)}\` does not exist`, code: 'model_not_found' },
      }),
    ),
  ],
  [
    'as a missing scope',
    echo(({ key }) =>
      answer(401, { error: { message: `Missing scopes: ${key.slice(8).toLowerCase()}.` } }),
    ),
  ],
  [
    'in every header',
    echo(({ key, header }) =>
      answer(
        500,
        {},
        {
          'x-request-id': key.slice(8),
          'set-cookie': `k=${key}`,
          'retry-after': key,
          authorization: header,
          'x-key': key,
          'content-security-policy': key,
        },
      ),
    ),
  ],
  ['in a page', echo(({ header }) => answer(502, `<html>${header}</html>`))],
  ['in a page with 200', echo(({ header }) => answer(200, `<html>${header}</html>`))],
  [
    'as an echo server',
    (exchange) => answer(200, { headers: exchange.headers, data: exchange.body })(exchange),
  ],
  [
    'in a field beside a completion',
    echo(({ key }) => answer(200, { ...completion('hi'), debug: key })),
  ],
  ['in an error event', echo(({ key }) => stream(event({ error: { message: key, code: key } })))],
  [
    'in an error event after text',
    echo(({ key }) => stream(delta('hi'), event({ error: { message: key, type: key } }))),
  ],
  [
    'in a field beside a chunk',
    echo(({ key }) =>
      stream(event({ ...JSON.parse(delta('hi').slice(6)), debug: key }), finish(), DONE),
    ),
  ],
  ['in an event that is not JSON', echo(({ key }) => stream(delta('hi'), `data: ${key}\n\n`))],
  [
    'in a comment and an id',
    echo(({ key }) => stream(`: ${key}\nid: ${key}\n\n`, delta('hi'), finish(), DONE)),
  ],
  [
    'in a redirect',
    echo(({ key }) => answer(302, '', { location: `https://evil.test/?k=${key}` })),
  ],
  [
    'in what is not HTTP',
    async (exchange) => {
      await exchange.raw(`${exchange.headers['authorization']}\r\n`);
      exchange.cut();
    },
  ],
  [
    'and cuts the connection within the headers',
    async (exchange) => {
      await exchange.raw(`HTTP/1.1 200 OK\r\nx-key: ${exchange.headers['authorization']}\r\n`);
      exchange.reset();
    },
  ],
  ['and sends nothing', () => undefined],
  ['in its text', echo(({ header }) => stream(delta(`You sent ${header}.`), finish(), DONE))],
  [
    'in its text, letter by letter',
    echo(({ key }) => stream([...key].map(delta).join(''), finish(), DONE)),
  ],
  [
    'in a text that is cut off',
    echo(({ key }) => async ({ head, write, cut }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      await write(delta(key.slice(0, 20)) + delta(key.slice(20, -1)));
      cut();
    }),
  ],
  ['in a complete text', echo(({ header }) => answer(200, completion(`You sent ${header}.`)))],
  ['in a refusal', echo(({ key }) => stream(refusalDelta(key.slice(8)), finish(), DONE))],
  ['in every field of a chunk', echo(({ key }) => stream(event(chunkFullOf(key)), finish(), DONE))],
  [
    'in every field of a completion',
    echo(({ key }) => answer(200, { ...chunkFullOf(key), object: 'chat.completion' })),
  ],
];

function chunkFullOf(key: string): object {
  const functionCall = { name: key, arguments: JSON.stringify({ key }), input: key };
  const token = { token: key, bytes: [...Buffer.from(key)], logprob: -1, key };
  return {
    ...{ id: key, object: key, created: key, model: key, system_fingerprint: key },
    ...{ service_tier: key, obfuscation: key, [key]: key, key },
    choices: [
      {
        index: 0,
        key,
        finish_reason: key,
        logprobs: { content: [{ ...token, top_logprobs: [token] }], refusal: [token], key },
        delta: {
          ...{ role: key, content: key, refusal: key, reasoning: key, reasoning_content: key },
          ...{ audio: { data: key, transcript: key }, key, function_call: functionCall },
          annotations: [{ type: 'url_citation', key, url_citation: { title: key, url: key, key } }],
          tool_calls: [
            { index: 0, id: key, type: key, function: functionCall, custom: functionCall, key },
            { index: 1, id: key.slice(8), extra_content: { google: { thought_signature: key } } },
          ],
        },
      },
    ],
    usage: { prompt_tokens: key, completion_tokens_details: { [key]: key }, key },
  };
}

describe('no four consecutive characters of the key leave the server or reach its log', () => {
  it.each(ECHOES)('when the upstream repeats it %s', async (_where, script) => {
    const { rawLog } = await start(KEY);
    upstream.requests.length = 0;
    upstream.respond(script);
    expectNoFragment(await collectResponses());
    expect(upstream.requests[0]?.headers['authorization']).toBe(`Bearer ${KEY}`);
    expectNoFragment(rawLog.join(''));
  });

  it('for any known upstream failure', async () => {
    const { rawLog } = await start(KEY);
    for (const { wire } of UPSTREAM_FAULTS) {
      if (wire.type === 'connection') continue;
      if (wire.type === 'response') {
        upstream.respond(answer(wire.status, wire.body.replaceAll(/sk-\S*/g, KEY), wire.headers));
      } else if (wire.ending !== 'stall') {
        upstream.respond(stream(...wire.chunks));
      }
      expectNoFragment(await collectResponses());
    }
    expectNoFragment(rawLog.join(''));
  }, 30_000);

  it.each([
    ['in quotes', `"${KEY}"`],
    ['with a line break', `${KEY.slice(0, 30)}\n${KEY.slice(30)}`],
    ['with a curly quote', `${KEY}”`],
    ['with Bearer', `Bearer ${KEY}`],
  ])('when it is malformed: %s', async (_how, apiKey) => {
    const { rawLog } = await start(apiKey);
    upstream.requests.length = 0;
    expectNoFragment(await collectResponses());
    expect(upstream.requests).toHaveLength(0);
    expectNoFragment(rawLog.join(''));
  });

  it('and none is printed', () => {
    expect(FRAGMENTS.filter((fragment) => printed.join('\n').includes(fragment))).toEqual([]);
  });
});
