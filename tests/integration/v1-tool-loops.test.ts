import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { generateText, isStepCount, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { completion, DONE, event, finish, reply } from '#tests/support/completion-events.ts';
import { prepareSite, TEAM_SITE, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';

const PIXEL = 'iVBORw0KGgo=';
const CALL = {
  id: 'call_1',
  type: 'function',
  function: { name: 'get_weather', arguments: '{"city":"Oslo"}' },
};
/** A message as several upstreams send it, with the fields that their clients then send back. */
const CALL_MESSAGE = {
  role: 'assistant',
  content: null,
  refusal: null,
  annotations: [],
  reasoning_content: 'They want the weather.',
  tool_calls: [CALL],
};

const site = prepareSite({
  handlers: { '/v1/chat/completions': completions },
  env: {
    ...TEAM_SITE,
    STARLIGHT_RATE_LIMIT: '1000',
  },
});
const baseURL = () => `${site.origin}/v1`;

beforeEach(() => {
  // Calls the tool, and replies with text once it has the tool's result.
  site.upstream.respond((exchange) => {
    const { messages, stream: streamed } = JSON.parse(exchange.body);
    const done = messages.at(-1).role === 'tool';
    if (streamed) return (done ? stream(reply('Rain.')) : stream(...callEvents()))(exchange);
    return answer(200, done ? completion('Rain.') : callCompletion())(exchange);
  });
});

function callCompletion(): object {
  return {
    ...completion(''),
    choices: [{ index: 0, message: CALL_MESSAGE, logprobs: null, finish_reason: 'tool_calls' }],
  };
}

function callEvents(): string[] {
  const { name, arguments: argumentText } = CALL.function;
  const chunk = (delta: object) => event({ choices: [{ index: 0, delta, finish_reason: null }] });
  const call = (more: object) => chunk({ tool_calls: [{ index: 0, ...more }] });
  return [
    chunk({ role: 'assistant', content: null, reasoning_content: CALL_MESSAGE.reasoning_content }),
    call({ id: CALL.id, type: 'function', function: { name, arguments: '' } }),
    ...[...argumentText].map((letter) => call({ function: { arguments: letter } })),
    finish('tool_calls'),
    DONE,
  ];
}

const sentBodies = () => site.upstream.requests.map(({ body }) => JSON.parse(body));

/** Expects the call and its result in the second request. */
function expectToolResultSent(): void {
  const [, second] = sentBodies();
  const [call, toolMessage] = second.messages.slice(-2);
  expect(call).toMatchObject({ role: 'assistant', tool_calls: [{ id: CALL.id }] });
  expect(JSON.parse(call.tool_calls[0].function.arguments)).toEqual({ city: 'Oslo' });
  expect(toolMessage).toMatchObject({ role: 'tool', tool_call_id: CALL.id });
}

describe('a tool is called and its result sent back', () => {
  const client = () =>
    new OpenAI({ apiKey: TEAM_TOKEN, baseURL: baseURL(), maxRetries: 0, logLevel: 'off' });
  const definition = {
    type: 'function' as const,
    function: {
      name: 'get_weather',
      description: 'The weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      strict: null,
    },
  };

  it('by the openai client, which returns the message unchanged', async () => {
    const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Oslo?' }];
    const ask = () =>
      client().chat.completions.create({ model: 'gpt-test', messages, tools: [definition] });
    const { choices } = await ask();
    const message = choices[0]?.message;
    expect(message).toEqual(CALL_MESSAGE);
    if (message) messages.push({ ...message, audio: null, function_call: null });
    messages.push({ role: 'tool', tool_call_id: CALL.id, content: 'rain' });
    expect((await ask()).choices[0]?.message.content).toBe('Rain.');
    expectToolResultSent();
    expect(sentBodies()[1].messages[1]).toEqual({
      role: 'assistant',
      content: null,
      reasoning_content: CALL_MESSAGE.reasoning_content,
      tool_calls: [CALL],
    });
  });

  it.each([true, false])('by the openai client’s runner, streamed: %s', async (streamed) => {
    const options = {
      model: 'gpt-test',
      messages: [{ role: 'user' as const, content: 'Oslo?' }],
      tools: [
        {
          type: 'function' as const,
          function: { ...definition.function, strict: false, function: () => 'rain' },
        },
      ],
    };
    const runner = streamed
      ? client().chat.completions.runTools({ ...options, stream: true })
      : client().chat.completions.runTools(options);
    expect(await runner.finalContent()).toBe('Rain.');
    expectToolResultSent();
  });

  it.each([true, false])('by the AI SDK, streamed: %s', async (streamed) => {
    const options = {
      model: createOpenAICompatible({
        name: 'starlight',
        apiKey: TEAM_TOKEN,
        baseURL: baseURL(),
      }).chatModel('gpt-test'),
      messages: [
        {
          role: 'user' as const,
          content: [
            { type: 'text' as const, text: 'Oslo?' },
            { type: 'file' as const, data: PIXEL, mediaType: 'image/png' },
          ],
        },
      ],
      tools: {
        get_weather: tool({
          description: 'The weather',
          inputSchema: z.object({ city: z.string(), unit: z.enum(['C', 'F']).optional() }),
          execute: async () => ({ weather: 'rain' }),
        }),
      },
      toolChoice: 'auto' as const,
      stopWhen: isStepCount(2),
    };
    const text = streamed ? await streamText(options).text : (await generateText(options)).text;
    expect(text).toBe('Rain.');
    expectToolResultSent();
    expect(sentBodies()[1].messages.at(-2).reasoning_content).toBe(CALL_MESSAGE.reasoning_content);
  });

  it.each([true, false])('by LangChain, streamed: %s', async (streamed) => {
    const model = new ChatOpenAI({
      model: 'gpt-test',
      apiKey: TEAM_TOKEN,
      configuration: { baseURL: baseURL() },
      maxRetries: 0,
    }).bindTools([definition], { tool_choice: 'any' });
    const ask = async (messages: BaseMessage[]): Promise<AIMessageChunk> => {
      if (!streamed) return await model.invoke(messages);
      const chunks = await Array.fromAsync(await model.stream(messages));
      return chunks.reduce((joined, chunk) => joined.concat(chunk));
    };
    const question = new HumanMessage('Oslo?');
    const callMessage = await ask([question]);
    expect(callMessage.tool_calls?.[0]).toMatchObject({
      name: 'get_weather',
      args: { city: 'Oslo' },
    });
    const result = new ToolMessage({
      content: 'rain',
      tool_call_id: CALL.id,
      name: 'get_weather',
    });
    expect((await ask([question, callMessage, result])).content).toBe('Rain.');
    expectToolResultSent();
    expect(sentBodies()[0].tool_choice).toBe('required');
  });
});

describe('a reply in a response format', () => {
  it('is requested and parsed by the openai client', async () => {
    site.upstream.respond(answer(200, completion('{"city":"Oslo"}')));
    const { choices } = await new OpenAI({
      apiKey: TEAM_TOKEN,
      baseURL: baseURL(),
    }).chat.completions.parse({
      model: 'gpt-test',
      messages: [{ role: 'user', content: 'Oslo?' }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'place', schema: { type: 'object' }, strict: true },
      },
    });
    expect(choices[0]?.message.content).toBe('{"city":"Oslo"}');
    expect(sentBodies()[0].response_format.json_schema.name).toBe('place');
  });
});
