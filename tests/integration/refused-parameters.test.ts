import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { reply } from '#tests/support/completion-events.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { messageItem, responseOf, streamedResponse } from '#tests/support/response-replies.ts';
import {
  answer,
  type Script,
  type ScriptableUpstream,
  startScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';
import { pageRequest, startStarlight } from '#tests/support/starlight-process.ts';

type Body = Record<string, unknown>;
type Refusal = {
  api: 'chat' | 'responses';
  /** What is refused, and the error. */
  refuses: (body: Body) => boolean;
  error: object;
  /** What the page asks for. */
  fields?: object;
  model?: string;
};

const unsupported = (param: string) => ({
  code: 'unsupported_parameter',
  param,
  message: `Unsupported parameter: '${param}' is not supported with this model.`,
});
const has = (name: string) => (body: Body) => body[name] !== undefined;
const hasSummary = ({ reasoning }: Body) => JSON.stringify(reasoning ?? {}).includes('summary');
const UNVERIFIED_STREAM = {
  code: 'unsupported_value',
  param: 'stream',
  message: 'Your organization must be verified to stream this model.',
};

/** Every parameter that Starlight adds itself, or passes on, and can do without. */
const REFUSALS: [string, Refusal][] = [
  ['max_tokens', { api: 'chat', refuses: has('max_tokens'), error: unsupported('max_tokens') }],
  [
    'a large max_tokens',
    {
      api: 'chat',
      refuses: ({ max_tokens: limit }) => Number(limit) > 50,
      error: {
        code: 'invalid_value',
        param: 'max_tokens',
        message:
          'max_tokens is too large: 100. This model supports at most 50 completion tokens, whereas you provided 100.',
      },
    },
  ],
  [
    'stream_options',
    { api: 'chat', refuses: has('stream_options'), error: unsupported('stream_options') },
  ],
  [
    'temperature',
    {
      api: 'chat',
      refuses: has('temperature'),
      error: unsupported('temperature'),
      fields: { temperature: 0.5 },
    },
  ],
  [
    'top_p',
    { api: 'chat', refuses: has('top_p'), error: unsupported('top_p'), fields: { topP: 0.5 } },
  ],
  ['stream', { api: 'chat', refuses: ({ stream }) => stream === true, error: UNVERIFIED_STREAM }],
  [
    'stream of Responses',
    { api: 'responses', refuses: ({ stream }) => stream === true, error: UNVERIFIED_STREAM },
  ],
  [
    'a summary',
    {
      api: 'responses',
      model: 'o3',
      refuses: hasSummary,
      error: {
        code: 'unsupported_value',
        param: 'reasoning.summary',
        message:
          'Your organization must be verified to generate reasoning summaries. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
      },
    },
  ],
  [
    'reasoning.summary',
    {
      api: 'responses',
      model: 'o3',
      refuses: hasSummary,
      error: unsupported('reasoning.summary'),
    },
  ],
  [
    'truncation',
    { api: 'responses', refuses: has('truncation'), error: unsupported('truncation') },
  ],
  [
    'temperature of Responses',
    {
      api: 'responses',
      refuses: has('temperature'),
      error: unsupported('temperature'),
      fields: { temperature: 0.5 },
    },
  ],
  [
    'a large max_output_tokens',
    {
      api: 'responses',
      refuses: ({ max_output_tokens: limit }) => Number(limit) > 50,
      error: {
        code: 'invalid_value',
        param: 'max_output_tokens',
        message:
          'max_output_tokens is too large: 100. This model supports at most 50 output tokens.',
      },
    },
  ],
];

let upstream: ScriptableUpstream;
beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
});
afterEach(() => vi.unstubAllEnvs());

function start({ api, model = 'm' }: Pick<Refusal, 'api' | 'model'>): void {
  startStarlight({
    OPENAI_API_KEY: 'sk-proj-QZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHGQZXWVKJHG',
    OPENAI_BASE_URL: upstream.url,
    STARLIGHT_PUBLIC: '1',
    STARLIGHT_MODELS: `${model},other`,
    STARLIGHT_API: api,
    STARLIGHT_MAX_OUTPUT_TOKENS: '100',
    STARLIGHT_RATE_LIMIT: '1000',
  });
}

/** A reply in the form that was asked for. */
function replyTo(body: Body): Script {
  const isStream = body['stream'] === true;
  if ('input' in body) {
    const items = [messageItem('hi')];
    return isStream ? stream(streamedResponse(items)) : answer(200, responseOf(items));
  }
  const message = { role: 'assistant', content: 'hi' };
  const completion = { choices: [{ index: 0, finish_reason: 'stop', message }] };
  return isStream ? stream(reply('hi')) : answer(200, completion);
}

function respond(refuses: Refusal['refuses'], error: object): void {
  upstream.respond((exchange) => {
    const body: Body = JSON.parse(exchange.body);
    const refusal = answer(400, { error: { type: 'invalid_request_error', ...error } });
    return (refuses(body) ? refusal : replyTo(body))(exchange);
  });
}

/** Asks; returns the reply's end, and how many requests it took. */
async function ask(fields: object = {}) {
  upstream.requests.length = 0;
  const messages = [{ role: 'user', content: 'a question' }];
  const { text, events } = await readChatResponse(
    await chat(pageRequest('/api/chat', { messages, ...fields })),
  );
  expect(text).toBe('hi');
  return { notices: Reflect.get(events.at(-1) ?? {}, 'notices'), sent: upstream.requests.length };
}

describe.each(REFUSALS)('a refused parameter (%s)', (_name, refusal) => {
  it('is asked for once, and each reply says the same about it', async () => {
    start(refusal);
    respond(refusal.refuses, refusal.error);
    const first = await ask(refusal.fields);
    expect(first.sent).toBe(2);
    for (let times = 0; times < 3; times++) {
      expect(await ask(refusal.fields)).toEqual({ notices: first.notices, sent: 1 });
    }
  });
});

describe('what is known about a model', () => {
  it('says nothing about another', async () => {
    start({ api: 'chat' });
    respond(has('max_tokens'), unsupported('max_tokens'));
    expect((await ask()).sent).toBe(2);
    expect((await ask({ model: 'other' })).sent).toBe(2);
    expect((await ask({ model: 'other' })).sent).toBe(1);
  });

  it('is about the value that was refused, of a parameter that people choose', async () => {
    start({ api: 'chat' });
    respond(({ temperature }) => Number(temperature) > 1, unsupported('temperature'));
    expect((await ask({ temperature: 2 })).sent).toBe(2);
    expect((await ask({ temperature: 2 })).sent).toBe(1);
    expect(await ask({ temperature: 0.5 })).toEqual({ notices: undefined, sent: 1 });
    expect(JSON.parse(upstream.requests[0]?.body ?? '')).toMatchObject({ temperature: 0.5 });
  });

  it('is given up when the upstream changes its mind', async () => {
    start({ api: 'chat' });
    respond(has('max_tokens'), unsupported('max_tokens'));
    await ask();
    respond(has('max_completion_tokens'), unsupported('max_completion_tokens'));
    expect((await ask()).sent).toBe(2);
    expect((await ask()).sent).toBe(1);
  });

  it('takes several refusals, each once', async () => {
    start({ api: 'chat' });
    const error = (body: Body) =>
      ['max_tokens', 'stream_options', 'top_p'].find((name) => body[name] !== undefined);
    upstream.respond((exchange) => {
      const body: Body = JSON.parse(exchange.body);
      const name = error(body);
      return (name ? answer(400, { error: unsupported(name) }) : replyTo(body))(exchange);
    });
    expect((await ask({ topP: 0.5 })).sent).toBe(4);
    expect((await ask({ topP: 0.5 })).sent).toBe(1);
  });
});
