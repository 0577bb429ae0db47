import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as complete } from '#app/v1/chat/completions/route.ts';
import { spentToday } from '#lib/server/limits/daily-budget.ts';
import { bytesOfText } from '#tests/support/bytes-of-text.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import { prepareSite } from '#tests/support/prepare-site.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest, teamRequest } from '#tests/support/starlight-process.ts';

const TEAM_TOKEN = 'team-token-of-at-least-24-characters';
const LONG = 'x'.repeat(3_800_000);
const PIXEL = 'data:image/png;base64,iVBORw0KGgo=';

const site = prepareSite({
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
    reserved.push(spentToday('team:scripts').tokens + spentToday('visitors').tokens);
    const isComplete = !JSON.parse(exchange.body).stream;
    return isComplete ? answer(200, completion('hi'))(exchange) : stream(reply('hi'))(exchange);
  });
});

function start(dailyTokens: number, env: Record<string, string> = {}): void {
  site.start({ STARLIGHT_DAILY_TOKENS: String(dailyTokens), ...env });
}

const askAsTeam = (body: object) => complete(teamRequest('/v1/chat/completions', TEAM_TOKEN, body));

const text = fc.string({ unit: 'binary', maxLength: 40 });
const name = fc.stringMatching(/^[a-z_]{1,12}$/);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const textPart = fc.record({ type: fc.constant('text'), text });
const imagePart = fc.constant({ type: 'image_url', image_url: { url: PIXEL, detail: 'low' } });
const call = fc.record({
  id: name,
  type: fc.constant('function'),
  function: fc.record({ name, arguments: text }),
});
const texts = fc.oneof(text, fc.array(textPart, { maxLength: 4 }));
const message = fc.oneof(
  fc.record({ role: fc.constantFrom('system', 'developer'), content: texts, name: optional(name) }),
  fc.record({
    role: fc.constant('user'),
    content: fc.oneof(text, fc.array(fc.oneof(textPart, imagePart), { maxLength: 4 })),
  }),
  fc.record({
    role: fc.constant('assistant'),
    content: fc.oneof(texts, fc.constant(null)),
    refusal: optional(text),
    reasoning_content: optional(text),
    tool_calls: optional(fc.array(call, { maxLength: 3 })),
  }),
  fc.record({ role: fc.constant('tool'), content: texts, tool_call_id: name }),
);
const member = fc.oneof(text, fc.constantFrom('image_url', 'url', 'type', 'input_audio'));
// A request with this key is refused, as it is in other JSON; see read-json-body.test.ts.
const schema = fc
  .dictionary(member, fc.oneof(text, fc.jsonValue({ maxDepth: 3 })), { maxKeys: 4 })
  .filter((value) => !JSON.stringify(value).includes('__proto__'));
const body = fc.record({
  messages: fc.array(message, { minLength: 1, maxLength: 5 }),
  stream: fc.boolean(),
  tools: optional(
    fc.array(
      fc.record({
        type: fc.constant('function'),
        function: fc.record({ name, description: text, parameters: schema }),
      }),
      { maxLength: 3 },
    ),
  ),
  response_format: optional(
    fc.record({
      type: fc.constant('json_schema'),
      json_schema: fc.record({ name, schema, description: text }),
    }),
  ),
  stop: optional(fc.array(text, { maxLength: 4 })),
  user: optional(text),
});

describe('the reservation for a request', () => {
  it('is at least a token for each byte of text that the upstream receives', async () => {
    start(1_000_000_000);
    let before = 0;
    await fc.assert(
      fc.asyncProperty(body, async (requestBody) => {
        const response = await askAsTeam(requestBody);
        await response.text();
        // The bound only matters for requests that are admitted.
        expect(response.status).toBe(200);
        const { model, stream, stream_options, max_tokens, ...received } = JSON.parse(
          site.upstream.requests.at(-1)?.body ?? '',
        );
        const input = (reserved.at(-1) ?? 0) - before - max_tokens;
        expect(input).toBeGreaterThanOrEqual(bytesOfText(received));
        before = spentToday('team:scripts').tokens;
      }),
      { numRuns: 60 },
    );
  });

  it('is at least a token for each byte of text on the page too, system prompt included', async () => {
    start(1_000_000_000, { STARLIGHT_SYSTEM_PROMPT: 'Be brief. '.repeat(100) });
    const content = [
      { type: 'text', text: 'ß'.repeat(1000) },
      { type: 'image_url', image_url: { url: PIXEL } },
    ];
    await (await chat(pageRequest('/api/chat', { messages: [{ role: 'user', content }] }))).text();
    const { messages } = JSON.parse(site.upstream.requests[0]?.body ?? '');
    expect(messages).toHaveLength(2);
    expect(reserved[0]).toBeGreaterThan(bytesOfText(messages));
  });
});

describe('text that is disguised as a picture', () => {
  const user = (content: unknown) => ({ messages: [{ role: 'user', content }] });
  const hello = user('hello');

  it.each<[string, object]>([
    ['a part', user([{ type: 'text', text: LONG, image_url: '' }])],
    ['a picture', user([{ type: 'image_url', image_url: { url: PIXEL }, text: LONG }])],
    ['an address', user([{ type: 'image_url', image_url: { url: PIXEL, text: LONG } }])],
    ['a message', { messages: [{ role: 'user', content: LONG, image_url: '' }] }],
    [
      'a tool',
      { ...hello, tools: [{ type: 'function', image_url: '', function: { name: LONG } }] },
    ],
    [
      'the schema of a tool',
      {
        ...hello,
        tools: [
          { type: 'function', function: { name: 'f', parameters: { image_url: { url: LONG } } } },
        ],
      },
    ],
    ['a format', { ...hello, response_format: { type: 'json_object', image_url: LONG } }],
    [
      'the schema of a format',
      {
        ...hello,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'r', schema: { image_url: LONG } },
        },
      },
    ],
    [
      'a call',
      { messages: [{ role: 'assistant', content: '', function_call: { image_url: LONG } }] },
    ],
  ])('is refused in %s, or counted and over the share', async (_, requestBody) => {
    start(600_000);
    const response = await askAsTeam(requestBody);
    expect([400, 429]).toContain(response.status);
    expect(site.upstream.requests).toHaveLength(0);
    expect(spentToday('team:scripts').tokens).toBe(0);
  });
});
