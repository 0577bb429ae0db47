import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText, streamText } from 'ai';
import axios, { AxiosError } from 'axios';
import { describe, expect, it } from 'vitest';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { GET as models } from '#app/v1/models/route.ts';
import { completion, delta, reply, roleEvent } from '#tests/support/completion-events.ts';
import { failureOf } from '#tests/support/failure-of.ts';
import { KEY, prepareSite, TEAM_SITE, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';

const MESSAGES = [{ role: 'user' as const, content: 'hello' }];
const LIMITED = answer(
  429,
  {
    error: {
      message: `Rate limit reached for ${KEY} on requests per min (RPM): Limit 3, Used 3.`,
      type: 'requests',
      param: null,
      code: 'rate_limit_exceeded',
    },
  },
  { 'retry-after': '7' },
);

const site = prepareSite({
  respond: answer(200, completion('hi')),
  handlers: { '/v1/chat/completions': completions, '/v1/models': models },
  env: {
    ...TEAM_SITE,
    STARLIGHT_RATE_LIMIT: '1000',
  },
});
const baseURL = () => `${site.origin}/v1`;

/** A reply that is cut off in the middle. */
async function cutReply(exchange: Parameters<typeof LIMITED>[0]): Promise<void> {
  await exchange.head(200, { 'content-type': 'text/event-stream' });
  await exchange.write(roleEvent() + delta('It begins'));
  exchange.reset();
}

describe('the AI SDK', () => {
  const model = (apiKey = TEAM_TOKEN) =>
    createOpenAICompatible({ name: 'starlight', apiKey, baseURL: baseURL() }).chatModel('gpt-test');

  it('receives a text', async () => {
    const { text, usage } = await generateText({ model: model(), messages: MESSAGES });
    expect(text).toBe('hi');
    expect(usage.outputTokens).toBe(3);
  });

  it('receives a stream', async () => {
    site.upstream.respond(stream(reply('Grüße ', '👋')));
    const { textStream } = streamText({ model: model(), messages: MESSAGES });
    expect((await Array.fromAsync(textStream)).join('')).toBe('Grüße 👋');
  });

  it('receives the rate limit as OpenAI reports it, without the key', async () => {
    site.upstream.respond(LIMITED);
    const error = await failureOf(
      generateText({ model: model(), messages: MESSAGES, maxRetries: 0 }),
    );
    if (!APICallError.isInstance(error)) throw error;
    expect(error.statusCode).toBe(429);
    expect(error.isRetryable).toBe(true);
    expect(error.responseHeaders?.['retry-after']).toBe('7');
    expect(JSON.parse(error.responseBody ?? '').error).toMatchObject({
      type: 'requests',
      code: 'rate_limit_exceeded',
      param: null,
    });
    expect(error.responseBody).not.toContain('QZXW');
  });

  it('reports a wrong token as a 401 that is not retryable', async () => {
    const error = await failureOf(
      generateText({ model: model('wrong-token'), messages: MESSAGES, maxRetries: 0 }),
    );
    if (!APICallError.isInstance(error)) throw error;
    expect([error.statusCode, error.isRetryable]).toEqual([401, false]);
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('reports a cut-off stream as an error, not as an end', async () => {
    site.upstream.respond(cutReply);
    const { fullStream } = streamText({
      model: model(),
      messages: MESSAGES,
      maxRetries: 0,
      onError: () => undefined,
    });
    const parts = await Array.fromAsync(fullStream).catch((error: unknown) => [
      { type: 'error' as const, error },
    ]);
    expect(parts.some(({ type }) => type === 'error')).toBe(true);
  });
});

describe('LangChain', () => {
  const model = (apiKey = TEAM_TOKEN) =>
    new ChatOpenAI({
      model: 'gpt-test',
      apiKey,
      configuration: { baseURL: baseURL() },
      maxRetries: 0,
    });

  it('receives a message', async () => {
    const message = await model().invoke('hello');
    expect(message.content).toBe('hi');
    expect(message).toHaveProperty('usage_metadata.output_tokens', 3);
  });

  it('receives a stream', async () => {
    site.upstream.respond(stream(reply('Grüße ', '👋')));
    const chunks = await Array.fromAsync(await model().stream('hello'));
    expect(chunks.map(({ content }) => content).join('')).toBe('Grüße 👋');
  });

  it('receives the rate limit with its status and code', async () => {
    site.upstream.respond(LIMITED);
    const error = await failureOf(model().invoke('hello'));
    expect(error).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    expect(String(error)).not.toContain('QZXW');
  });

  it('reports a wrong token as an authentication error', async () => {
    expect(await failureOf(model('wrong-token').invoke('hello'))).toMatchObject({ status: 401 });
  });

  it('reports a cut-off stream as an error, not as an end', async () => {
    site.upstream.respond(cutReply);
    const read = async () => Array.fromAsync(await model().stream('hello'));
    expect(await failureOf(read())).toBeInstanceOf(Error);
  });
});

describe('axios', () => {
  const post = (body: object) =>
    axios.post(`${baseURL()}/chat/completions`, body, {
      headers: { Authorization: `Bearer ${TEAM_TOKEN}` },
    });

  it('receives the reply at the path from the original question', async () => {
    const response = await post({ model: 'gpt-test', messages: MESSAGES });
    expect(response.data.choices?.[0].message?.content).toBe('hi');
  });

  it('receives status, code and Retry-After of a rate limit', async () => {
    site.upstream.respond(LIMITED);
    const error = await failureOf(post({ model: 'gpt-test', messages: MESSAGES }));
    if (!(error instanceof AxiosError)) throw error;
    expect(error.response?.status).toBe(429);
    expect(error.response?.headers['retry-after']).toBe('7');
    expect(error.response?.data.error.code).toBe('rate_limit_exceeded');
  });
});

describe('fetch', () => {
  const post = (body: object) =>
    fetch(`${baseURL()}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('reads a stream to its [DONE]', async () => {
    site.upstream.respond(stream(reply('hi')));
    const response = await post({ model: 'gpt-test', messages: MESSAGES, stream: true });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect((await response.text()).endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('fails while reading a stream that is cut off', async () => {
    site.upstream.respond(cutReply);
    const response = await post({ model: 'gpt-test', messages: MESSAGES, stream: true });
    expect(response.status).toBe(200);
    expect(await failureOf(response.text())).toBeInstanceOf(TypeError);
  });
});

// Not every machine that runs these tests has curl.
const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)('curl', () => {
  const run = promisify(execFile);
  const post = (body: object, ...options: string[]) =>
    run('curl', [
      ...['-sS', '-N', '--max-time', '20', `${baseURL()}/chat/completions`],
      ...['-H', `Authorization: Bearer ${TEAM_TOKEN}`, '-H', 'Content-Type: application/json'],
      ...['-d', JSON.stringify(body), ...options],
    ]);

  it('receives a response', async () => {
    const { stdout } = await post({ model: 'gpt-test', messages: MESSAGES });
    expect(JSON.parse(stdout).choices[0].message.content).toBe('hi');
  });

  it('shows the status and Retry-After of a rate limit', async () => {
    site.upstream.respond(LIMITED);
    const { stdout } = await post({ model: 'gpt-test', messages: MESSAGES }, '-i');
    expect(stdout).toMatch(/^HTTP\/1\.1 429 /);
    expect(stdout).toMatch(/^retry-after: 7\r$/im);
  });

  it('exits with an error code when a stream is cut off', async () => {
    site.upstream.respond(cutReply);
    const error = await failureOf(post({ model: 'gpt-test', messages: MESSAGES, stream: true }));
    // 18: transfer closed with data outstanding. 56: failure in receiving.
    expect(error).toMatchObject({ code: expect.toBeOneOf([18, 56]) });
  });
});
