import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { collectReply } from '#tests/support/collect-reply.ts';
import { createUpstream } from '../../upstream/create-upstream.ts';
import { createDemoFetch } from '../demo-fetch.ts';

const QUESTION = 'Think about it: what does 429 mean?';
const demoFetch = () => createDemoFetch({ pace: 'instant', random: () => 0, now: () => 0 });
const client = () =>
  new OpenAI({ apiKey: 'no-key-is-needed', maxRetries: 0, logLevel: 'off', fetch: demoFetch() });
const ask = (input: OpenAI.Responses.ResponseInput | string = QUESTION) => ({
  model: 'gpt-5.4',
  input,
  store: false,
});

async function eventsOf(input?: string, more: object = {}) {
  const stream = await client().responses.create({ ...ask(input), ...more, stream: true });
  const events: OpenAI.Responses.ResponseStreamEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

describe('the demo in the Responses API', () => {
  it('writes the events that the SDK assembles to the same response', async () => {
    const streamed = await client().responses.stream(ask()).finalResponse();
    const whole = await client().responses.create(ask());
    expect(whole.output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(whole.status).toBe('completed');
    expect(whole.output_text).toMatch(/^### 429 Too Many Requests/);
    expect(streamed.output_text).toBe(whole.output_text);
    expect(streamed.output).toMatchObject(whole.output);
    expect(whole.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThan(5);
    expect(streamed.usage).toEqual(whole.usage);
  });

  it('numbers its events, begins with `created` and ends with the complete response', async () => {
    const events = await eventsOf();
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual([...events.keys()]);
    expect(events.slice(0, 3).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
    ]);
    expect(events.at(-1)?.type).toBe('response.completed');
    const text = events
      .map((event) => (event.type === 'response.output_text.delta' ? event.delta : ''))
      .join('');
    const done = events.find((event) => event.type === 'response.output_text.done');
    expect(done).toMatchObject({ text });
  });

  it('says why a response is incomplete', async () => {
    const events = await eventsOf(undefined, { max_output_tokens: 20 });
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
    });
  });

  it('refuses what OpenAI refuses, by its names', async () => {
    for (const [body, parameter] of [
      [{ input: [] }, 'input'],
      [{ input: 'hi', max_output_tokens: 1 }, 'max_output_tokens'],
    ] as const) {
      const refused = client().responses.create({ ...ask(), ...body } as never);
      await expect(refused).rejects.toMatchObject({ status: 400, param: parameter });
    }
  });

  it('sees pictures, instructions and the conversation as in Chat Completions', async () => {
    const url = 'data:image/png;base64,iVBORw0KGgo=';
    const picture = { type: 'input_image', image_url: url, detail: 'auto' } as const;
    const { output_text } = await client().responses.create({
      ...ask([
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: 'Hi.' },
        { role: 'user', content: [{ type: 'input_text', text: 'What is this?' }, picture] },
      ]),
      instructions: 'Be brief.',
    });
    const chat = await client().chat.completions.create({
      model: 'gpt-5.4',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: 'Hi.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url } },
          ],
        },
      ],
    });
    expect(output_text).toBe(chat.choices[0]?.message.content);
  });

  it('gives the page the same reply as the other API', async () => {
    const replyIn = (api: 'chat' | 'responses') =>
      collectReply(
        createUpstream({
          apiKey: 'no-key-is-needed',
          baseUrl: 'https://api.openai.com/v1',
          organization: null,
          project: null,
          api,
          fetch: demoFetch(),
          deadlines: { ttfbMs: 5000, idleMs: 5000, totalMs: 5000 },
        }).stream(
          { messages: [{ role: 'user', content: QUESTION }], model: 'm', maxOutputTokens: 4096 },
          { signal: new AbortController().signal, clientRequestId: 'turn-1' },
        ),
      );
    expect(await replyIn('responses')).toEqual(await replyIn('chat'));
  });
});
