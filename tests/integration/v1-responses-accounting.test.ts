import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { POST as respond } from '#app/v1/responses/route.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { countRepliesOpen } from '#lib/server/limits/limit-concurrent-replies.ts';
import { bytesOfText } from '#tests/support/bytes-of-text.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import { messageItem, responseOf, streamedResponse } from '#tests/support/response-replies.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { MORE_THAN_KERNELS_HOLD } from '#tests/support/stalled-client.ts';

const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
const LONG = 'x'.repeat(3_800_000);
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';
const REPLY = [messageItem('hi')];

const site = prepareSite({
  handlers: { '/v1/responses': respond },
  env: {
    STARLIGHT_MODELS: 'm',
    STARLIGHT_RATE_LIMIT: '100000',
    STARLIGHT_GLOBAL_RATE_LIMIT: '100000',
    STARLIGHT_MAX_OUTPUT_TOKENS: '1',
    STARLIGHT_TEAM_TOKENS: `scripts:${TEAM_TOKEN}`,
  },
});
/** The tokens reserved when the upstream had received the request. */
let reserved: number[] = [];

beforeEach(() => {
  reserved = [];
  site.upstream.respond((exchange) => {
    reserved.push(spentToday('team:scripts').tokens);
    const isStream = JSON.parse(exchange.body).stream;
    return (isStream ? stream(streamedResponse(REPLY)) : answer(200, responseOf(REPLY)))(exchange);
  });
});

function start(dailyTokens: number, env: Record<string, string> = {}): void {
  site.start({ STARLIGHT_DAILY_TOKENS: String(dailyTokens), ...env });
}

const ask = (body: object, signal?: AbortSignal) =>
  fetch(`${site.origin}/v1/responses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TEAM_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

const text = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.stringMatching(/^[a-z_]{1,12}$/);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const inputText = fc.record({ type: fc.constant('input_text'), text });
const inputImage = fc.constant({ type: 'input_image', image_url: PIXEL, detail: 'low' });
const parts = fc.oneof(text, fc.array(fc.oneof(inputText, inputImage), { maxLength: 4 }));
const item = fc.oneof(
  fc.record({ role: fc.constant('user'), content: parts }),
  fc.record({ role: fc.constantFrom('system', 'developer', 'assistant'), content: text }),
  fc.record({ type: fc.constant('function_call'), call_id: name, name, arguments: text }),
  fc.record({ type: fc.constant('function_call_output'), call_id: name, output: parts }),
  fc.record({
    type: fc.constant('reasoning'),
    summary: fc.array(fc.record({ type: fc.constant('summary_text'), text }), { maxLength: 2 }),
    encrypted_content: text,
  }),
);
// A request with this key is refused, as it is in other JSON; see read-json-body.test.ts.
const schema = fc
  .dictionary(text, fc.oneof(text, fc.jsonValue({ maxDepth: 3 })), { maxKeys: 4 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const body = fc.record({
  input: fc.oneof(text, fc.array(item, { minLength: 1, maxLength: 5 })),
  instructions: optional(text),
  stream: fc.boolean(),
  tools: optional(
    fc.array(
      fc.record({ type: fc.constant('function'), name, description: text, parameters: schema }),
      { maxLength: 3 },
    ),
  ),
  text: optional(
    fc.record({ format: fc.record({ type: fc.constant('json_schema'), name, schema }) }),
  ),
  user: optional(text),
});

describe('the reservation for a response', () => {
  it('is at least a token for each byte of text that the upstream receives', async () => {
    start(1_000_000_000);
    let before = 0;
    await fc.assert(
      fc.asyncProperty(body, async (requestBody) => {
        const response = await ask(requestBody);
        await response.text();
        // The bound only matters for requests that are admitted.
        expect(response.status).toBe(200);
        const { model, stream, store, max_output_tokens, ...received } = JSON.parse(
          site.upstream.requests.at(-1)?.body ?? '',
        );
        const input = (reserved.at(-1) ?? 0) - before - max_output_tokens;
        expect(input).toBeGreaterThanOrEqual(bytesOfText(received));
        before = spentToday('team:scripts').tokens;
      }),
      { numRuns: 60 },
    );
  });

  it.each([true, false])('is settled by the reported tokens, streamed: %s', async (streamed) => {
    start(1_000_000);
    await (await ask({ input: 'hello', stream: streamed })).text();
    expect(reserved[0]).toBeGreaterThan(20);
    await vi.waitFor(() => expect(spentToday('team:scripts').tokens).toBe(10));
    expect(site.starlight.requestLines()).toMatchObject([
      {
        ...{ route: '/v1/responses', teamToken: 'scripts', status: 200, model: 'm' },
        ...{ inputTokens: 7, outputTokens: 3, finishReason: 'stop' },
      },
    ]);
  });

  it('stays the worst case when the stream is cut, and is released when it is refused', async () => {
    start(1_000_000);
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(streamedResponse(REPLY).slice(0, 900));
      exchange.reset();
    });
    const cut = await ask({ input: 'hello', stream: true });
    await expect(cut.text()).rejects.toThrow();
    await vi.waitFor(() => expect(countRepliesOpen()).toBe(0));
    const { tokens } = spentToday('team:scripts');
    expect(tokens).toBeGreaterThan(20);
    site.upstream.respond(answer(404, { detail: 'Not Found' }));
    expect((await ask({ input: 'hello' })).status).toBe(404);
    expect(spentToday('team:scripts').tokens).toBe(tokens);
  });

  it('aborts the upstream when the client leaves', async () => {
    start(1_000_000);
    const arrived = site.upstream.nextRequest();
    site.upstream.respond(async (exchange) => {
      await exchange.head(200, { 'content-type': 'text/event-stream' });
      await exchange.write(streamedResponse(REPLY).slice(0, 900));
    });
    const controller = new AbortController();
    const response = await ask({ input: 'hello', stream: true }, controller.signal);
    await response.body?.getReader().read();
    controller.abort();
    await (await arrived).closed;
    await vi.waitFor(() => expect(countRepliesOpen()).toBe(0));
    expect(site.starlight.requestLines()).toMatchObject([{ status: 499 }]);
  });
});

describe('a client that stops reading', () => {
  it('pauses the upstream, and the total deadline releases everything', async () => {
    start(1_000_000, { STARLIGHT_TOTAL_TIMEOUT_MS: '1500' });
    const [begin = ''] = streamedResponse([messageItem('x'.repeat(256 * 1024))]).split(
      'event: response.output_text.done',
    );
    const piece = begin.slice(begin.indexOf('event: response.output_text.delta'));
    const arrived = site.upstream.nextRequest();
    let sent = 0;
    site.upstream.respond(async ({ head, write, closed }) => {
      await head(200, { 'content-type': 'text/event-stream' });
      let isOver = false;
      void closed.then(() => {
        isOver = true;
      });
      for (; sent < MORE_THAN_KERNELS_HOLD && !isOver; sent += piece.length) {
        await Promise.race([write(sent === 0 ? begin : piece), closed]);
      }
    });
    const response = await ask({ input: 'hello', stream: true });
    await (await arrived).closed;
    expect(sent).toBeLessThan(MORE_THAN_KERNELS_HOLD);
    await vi.waitFor(() => expect(countRepliesOpen()).toBe(0));
    await response.body?.cancel();
  });
});

describe('text that is disguised as a picture', () => {
  const user = (content: unknown) => ({ input: [{ role: 'user', content }] });

  it.each<[string, object]>([
    ['a part', user([{ type: 'input_text', text: LONG, image_url: '' }])],
    ['a picture', user([{ type: 'input_image', image_url: PIXEL, text: LONG }])],
    ['the text of a picture', user([{ type: 'input_image', image_url: LONG }])],
    ['a message', { input: [{ role: 'user', content: LONG, image_url: PIXEL }] }],
    ['the instructions', { input: 'x', instructions: LONG }],
    [
      'the schema of a tool',
      { input: 'x', tools: [{ type: 'function', name: 'f', parameters: { image_url: LONG } }] },
    ],
    [
      'the schema of a format',
      {
        input: 'x',
        text: { format: { type: 'json_schema', name: 'r', schema: { image_url: LONG } } },
      },
    ],
    ['a result', { input: [{ type: 'function_call_output', call_id: 'c', output: LONG }] }],
    ['reasoning', { input: [{ type: 'reasoning', summary: [], encrypted_content: LONG }] }],
  ])('is refused in %s, or counted and over the share', async (_, requestBody) => {
    start(600_000);
    const response = await ask(requestBody);
    expect([400, 429]).toContain(response.status);
    await response.text();
    expect(site.upstream.requests).toHaveLength(0);
    expect(spentToday('team:scripts').tokens).toBe(0);
  });
});
