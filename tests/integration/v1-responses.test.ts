import { createOpenAI } from '@ai-sdk/openai';
import { HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { APICallError, generateText, isStepCount, streamText, tool } from 'ai';
import OpenAI, { APIError } from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { POST as responses } from '#app/v1/responses/route.ts';
import { failureOf } from '#tests/support/failure-of.ts';
import { KEY, prepareSite, TEAM_SITE, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import {
  callItem,
  messageItem,
  reasoningItem,
  responseOf,
  streamedResponse,
} from '#tests/support/response-replies.ts';
import {
  answer,
  type Exchange,
  type ScriptableUpstream,
  stream,
} from '#tests/support/scriptable-upstream.ts';

const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  strict: false,
};

const site = prepareSite({
  handlers: { '/v1/responses': responses },
  env: {
    ...TEAM_SITE,
    STARLIGHT_MODELS: 'gpt-test,gpt-5.1',
    STARLIGHT_RATE_LIMIT: '1000',
  },
});
const baseURL = () => `${site.origin}/v1`;

beforeEach(() => site.upstream.respond(replyWith([messageItem('Grüße 👋')])));

type Items = Parameters<typeof streamedResponse>[0];

/** Answers in the form that was asked for. */
function replyWith(output: Items): (exchange: Exchange) => void | Promise<void> {
  return (exchange) =>
    JSON.parse(exchange.body).stream
      ? stream(streamedResponse(output, (text) => [...text]))(exchange)
      : answer(200, responseOf(output))(exchange);
}

/** Calls the tool, after some reasoning, and replies with text once it has the tool's result. */
function replyToToolLoop(exchange: Exchange): void | Promise<void> {
  const { input } = JSON.parse(exchange.body);
  const isDone = input.at(-1).type === 'function_call_output';
  const call = callItem('get_weather', '{"city":"Oslo"}');
  return replyWith(isDone ? [messageItem('Rain.')] : [reasoningItem(), call])(exchange);
}

/** As programs send a response's output back; the types differ only for tools that OpenAI runs. */
const asInput = (output: readonly OpenAI.Responses.ResponseOutputItem[]) =>
  output as readonly OpenAI.Responses.ResponseInputItem[];
const sentBodies = () => site.upstream.requests.map(({ body }) => JSON.parse(body));
const openai = () =>
  new OpenAI({ apiKey: TEAM_TOKEN, baseURL: baseURL(), maxRetries: 0, logLevel: 'off' });
const aiSdk = () => createOpenAI({ apiKey: TEAM_TOKEN, baseURL: baseURL() });
const langChain = () =>
  new ChatOpenAI({
    model: 'gpt-test',
    apiKey: TEAM_TOKEN,
    configuration: { baseURL: baseURL() },
    maxRetries: 0,
    useResponsesApi: true,
  });

describe('the openai client', () => {
  const REQUEST = { model: 'gpt-test', input: 'hello' };

  it('receives a response, of which nothing is stored', async () => {
    const reply = await openai().responses.create({ ...REQUEST, instructions: 'Be brief.' });
    expect(reply.output_text).toBe('Grüße 👋');
    expect(reply).toMatchObject({
      ...{ id: 'resp_1', status: 'completed', model: 'gpt-test', error: null },
      ...{ instructions: 'Be brief.', max_output_tokens: 4096, tools: [], store: false },
      usage: { input_tokens: 7, output_tokens: 3 },
    });
    expect(site.upstream.requests[0]).toMatchObject({
      path: '/v1/responses',
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(sentBodies()[0]).toEqual({
      model: 'gpt-test',
      input: [{ role: 'user', content: 'hello' }],
      instructions: 'Be brief.',
      stream: false,
      store: false,
      max_output_tokens: 4096,
    });
  });

  it('receives a stream, and assembles the same response from it', async () => {
    const events = await openai().responses.create({ ...REQUEST, stream: true });
    let text = '';
    let number = 0;
    for await (const event of events) {
      expect(event.sequence_number).toBe(number++);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect(text).toBe('Grüße 👋');
    const final = await openai().responses.stream(REQUEST).finalResponse();
    expect(final.output_text).toBe('Grüße 👋');
    expect(final.usage?.total_tokens).toBe(10);
  });

  it.each([true, false])(
    'runs a tool and sends the output back unchanged, streamed: %s',
    async (streamed) => {
      site.upstream.respond(replyToToolLoop);
      const input: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: 'Oslo?' }];
      const ask = async () => {
        const request = { model: 'gpt-test', input, tools: [WEATHER] };
        return streamed
          ? await openai().responses.stream(request).finalResponse()
          : await openai().responses.create(request);
      };
      const first = await ask();
      input.push(...asInput(first.output));
      const call = first.output.find((item) => item.type === 'function_call');
      expect(call).toMatchObject({ name: 'get_weather', arguments: '{"city":"Oslo"}' });
      input.push({ type: 'function_call_output', call_id: 'call_1', output: 'rain' });
      expect((await ask()).output_text).toBe('Rain.');
      expect(sentBodies()[1].input.map(({ type }: { type: string }) => type)).toEqual([
        'message',
        'function_call',
        'function_call_output',
      ]);
    },
  );

  it('sends encrypted reasoning back if it asked for it', async () => {
    const kept = reasoningItem({ encrypted_content: 'gAAAA' });
    site.upstream.respond(replyWith([kept, callItem('get_weather', '{}')]));
    const include = ['reasoning.encrypted_content' as const];
    const { output } = await openai().responses.create({ ...REQUEST, include });
    const result = { type: 'function_call_output' as const, call_id: 'call_1', output: 'rain' };
    await openai().responses.create({ ...REQUEST, include, input: [...asInput(output), result] });
    expect(sentBodies()[1].input[0]).toMatchObject({ id: 'rs_1', encrypted_content: 'gAAAA' });
    expect(sentBodies()[1].input[1]).toMatchObject({ id: 'fc_1' });
  });

  it('parses a reply in a format', async () => {
    site.upstream.respond(replyWith([messageItem('{"city":"Oslo"}')]));
    const schema = { type: 'object', properties: { city: { type: 'string' } } };
    const { output_text } = await openai().responses.parse({
      ...REQUEST,
      text: { format: { type: 'json_schema', name: 'place', schema, strict: true } },
    });
    expect(JSON.parse(output_text)).toEqual({ city: 'Oslo' });
    expect(sentBodies()[0].text.format.name).toBe('place');
  });

  it('lowers the limit to the most the operator allows, and keeps a lower one', async () => {
    await openai().responses.create({ ...REQUEST, max_output_tokens: 20 });
    await openai().responses.create({ ...REQUEST, max_output_tokens: 1_000_000 });
    const [low, high] = sentBodies();
    expect(low.max_output_tokens).toBe(20);
    expect(high.max_output_tokens).toBeLessThan(100_000);
  });
});

describe('the AI SDK with its default model', () => {
  const weather = tool({
    description: 'The weather',
    inputSchema: z.object({ city: z.string() }),
    execute: async () => ({ weather: 'rain' }),
  });

  it('receives a text and a stream', async () => {
    const request = { model: aiSdk()('gpt-test'), prompt: 'hello' };
    const { text, usage } = await generateText(request);
    expect([text, usage.outputTokens]).toEqual(['Grüße 👋', 3]);
    expect((await Array.fromAsync(streamText(request).textStream)).join('')).toBe('Grüße 👋');
  });

  it.each([
    [true, 'gpt-test'],
    [false, 'gpt-test'],
    [true, 'gpt-5.1'],
    [false, 'gpt-5.1'],
  ])('runs a tool, streamed: %s, with %s', async (streamed, model) => {
    site.upstream.respond(replyToToolLoop);
    const options = {
      model: aiSdk()(model),
      prompt: 'Oslo?',
      tools: { get_weather: weather },
      stopWhen: isStepCount(2),
    };
    const text = streamed ? await streamText(options).text : (await generateText(options)).text;
    expect(text).toBe('Rain.');
    expect(sentBodies()[1].input.at(-1)).toMatchObject({ call_id: 'call_1' });
  });

  it('keeps the reasoning with store: false', async () => {
    site.upstream.respond((exchange) => {
      const { input } = JSON.parse(exchange.body);
      const isDone = input.at(-1).type === 'function_call_output';
      const thought = reasoningItem({ encrypted_content: 'gAAAA' });
      const call = callItem('get_weather', '{"city":"Oslo"}');
      return replyWith(isDone ? [messageItem('Rain.')] : [thought, call])(exchange);
    });
    const { text } = await generateText({
      model: aiSdk()('gpt-5.1'),
      prompt: 'Oslo?',
      tools: { get_weather: weather },
      stopWhen: isStepCount(2),
      providerOptions: { openai: { store: false } },
    });
    expect(text).toBe('Rain.');
    expect(sentBodies()[1].input[1]).toMatchObject({ encrypted_content: 'gAAAA' });
  });

  it('is told how to continue a conversation without storage', async () => {
    const { response } = await generateText({ model: aiSdk()('gpt-test'), prompt: 'hello' });
    const messages = [
      { role: 'user' as const, content: 'hello' },
      ...(response.messages ?? []),
      { role: 'user' as const, content: 'again' },
    ];
    const error = await failureOf(
      generateText({ model: aiSdk()('gpt-test'), messages, maxRetries: 0 }),
    );
    expect(error).toBeInstanceOf(APICallError);
    expect(String(error)).toContain('store: false');
    const stateless = { providerOptions: { openai: { store: false } } };
    const { text } = await generateText({ model: aiSdk()('gpt-test'), messages, ...stateless });
    expect(text).toBe('Grüße 👋');
  });
});

describe('LangChain with the Responses API', () => {
  it('receives a message and a stream', async () => {
    const message = await langChain().invoke('hello');
    expect(message.text).toBe('Grüße 👋');
    const chunks = await Array.fromAsync(await langChain().stream('hello'));
    expect(chunks.map(({ text }) => text).join('')).toBe('Grüße 👋');
  });

  it('runs a tool', async () => {
    site.upstream.respond(replyToToolLoop);
    const { name, description, parameters } = WEATHER;
    const model = langChain().bindTools([
      { type: 'function', function: { name, description, parameters } },
    ]);
    const question = new HumanMessage('Oslo?');
    const call = await model.invoke([question]);
    expect(call.tool_calls?.[0]).toMatchObject({ name: 'get_weather', args: { city: 'Oslo' } });
    const result = new ToolMessage({ content: 'rain', tool_call_id: 'call_1' });
    expect((await model.invoke([question, call, result])).text).toBe('Rain.');
  });
});

describe('an upstream without the Responses API', () => {
  it.each<[string, Parameters<ScriptableUpstream['respond']>[0]]>([
    ['a page', answer(404, '<html>Cannot POST /v1/responses</html>')],
    ['FastAPI', answer(404, { detail: 'Not Found' })],
    [
      'LM Studio, with a 200',
      answer(200, { error: 'Unexpected endpoint or method. (POST /v1/responses)' }),
    ],
    [
      'an API',
      answer(404, {
        error: { message: `Unknown request URL: POST /v1/responses (${KEY})`, code: 'unknown_url' },
      }),
    ],
    ['a method', answer(405, { detail: 'Method Not Allowed' })],
  ])('is explained in each client, with its switch: %s', async (_, script) => {
    site.upstream.respond(script);
    const errors = [
      await failureOf(openai().responses.create({ model: 'gpt-test', input: 'hello' })),
      await failureOf(generateText({ model: aiSdk()('gpt-test'), prompt: 'hello' })),
      await failureOf(langChain().invoke('hello')),
    ];
    expect(errors[0]).toMatchObject({ status: 404, code: 'responses_not_supported' });
    expect(errors[1]).toMatchObject({ statusCode: 404, isRetryable: false });
    for (const error of errors) {
      const words = String(error);
      expect(words).toContain('chat.completions.create');
      expect(words).toContain('openai.chat(model)');
      expect(words).toContain('useResponsesApi: false');
      expect(words).not.toContain('QZXW');
    }
    expect(site.upstream.requests).toHaveLength(3);
  });

  it('is not confused with a model that does not exist', async () => {
    site.upstream.respond(
      answer(404, { error: { message: 'The model does not exist.', code: 'model_not_found' } }),
    );
    const error = await failureOf(openai().responses.create({ model: 'gpt-test', input: 'hello' }));
    expect(error).toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

describe('a failure', () => {
  it('of the token is explained', async () => {
    const client = new OpenAI({
      apiKey: 'sk-proj-AAAAAAAAAAAAAAAA',
      baseURL: baseURL(),
      maxRetries: 0,
    });
    const error = await failureOf(client.responses.create({ model: 'gpt-test', input: 'hello' }));
    if (!(error instanceof APIError)) throw error;
    expect([error.status, error.code]).toEqual([401, 'invalid_api_key']);
    expect(error.message).toContain('an OpenAI key');
    expect(site.upstream.requests).toHaveLength(0);
  });

  it('of a limit keeps its status, code and wait, without the key', async () => {
    site.upstream.respond(
      answer(
        429,
        { error: { message: `Rate limit reached for ${KEY}`, code: 'rate_limit_exceeded' } },
        { 'retry-after': '7' },
      ),
    );
    const error = await failureOf(
      generateText({ model: aiSdk()('gpt-test'), prompt: 'hello', maxRetries: 0 }),
    );
    if (!APICallError.isInstance(error)) throw error;
    expect(error.statusCode).toBe(429);
    expect(error.responseHeaders?.['retry-after']).toBe('7');
    expect(error.responseBody).not.toContain('QZXW');
  });

  it.each(['response.failed', 'error', 'cut'])(
    'within a stream is an error in our words: %s',
    async (how) => {
      const [begin = ''] = streamedResponse([messageItem('It begins')]).split(
        'event: response.output_text.done',
      );
      site.upstream.respond(async (exchange) => {
        await exchange.head(200, { 'content-type': 'text/event-stream' });
        await exchange.write(begin);
        const error = { code: 'server_error', message: `Failed with ${KEY}` };
        const event =
          how === 'error'
            ? { type: 'error', ...error }
            : { type: 'response.failed', response: responseOf([], { status: 'failed', error }) };
        if (how === 'cut') return exchange.reset();
        await exchange.write(`event: ${how}\ndata: ${JSON.stringify(event)}\n\n`);
        exchange.end();
      });
      const read = async () => {
        const request = { model: 'gpt-test', input: 'hello', stream: true as const };
        for await (const event of await openai().responses.create(request))
          expect(event).toBeTruthy();
      };
      const error = await failureOf(read());
      expect(error).toBeInstanceOf(APIError);
      expect(String(error)).toMatch(/Request ID: sl_/);
      expect(String(error)).not.toContain('QZXW');
      const { fullStream } = streamText({
        ...{ model: aiSdk()('gpt-test'), prompt: 'hello', maxRetries: 0 },
        onError: () => undefined,
      });
      const parts = await Array.fromAsync(fullStream).catch((thrown: unknown) => [
        { type: 'error' as const, error: thrown },
      ]);
      expect(parts.some(({ type }) => type === 'error')).toBe(true);
      expect(JSON.stringify(parts)).not.toContain('QZXW');
    },
  );
});
