import { describe, expect, it } from 'vitest';
import type { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiRequest } from './api-request.ts';
import { createOpenAiTransport } from './openai-transport.ts';

const KEY = `sk-proj-${'aB3dE5gH7jK9mN1p'.repeat(4)}`;
const MESSAGES = [{ role: 'user' as const, content: 'schön, 你好 \u2028 "quoted"' }];

type Sent = { url: string; method: string | undefined; headers: object; body: unknown };

/** A transport, what it has sent, and what it is answered. */
function prepare(answer: () => Response = () => new Response('{}')) {
  const sent: Sent[] = [];
  const transport = createOpenAiTransport({
    apiKey: KEY,
    baseUrl: 'https://llm.example/api/v1',
    organization: 'org-1',
    project: 'proj_1',
    deadlines: { ttfbMs: 1000, idleMs: 1000, totalMs: 1000 },
    fetch: async (input, init) => {
      sent.push({
        url: String(input),
        method: init?.method?.toUpperCase(),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: init?.body,
      });
      expect(init?.redirect).toBe('manual');
      return answer();
    },
  });
  const send = (request: ApiRequest, clientRequestId = 'sl_test') =>
    transport(request, { signal: new AbortController().signal, clientRequestId });
  return { sent, send };
}

const requests: Record<string, ApiRequest> = {
  'a streamed completion': {
    dialect: 'chat',
    body: { model: 'm', messages: MESSAGES, stream: true, stream_options: { include_usage: true } },
  },
  'a completion in one document': {
    dialect: 'chat',
    body: { model: 'm', messages: MESSAGES, stream: false, temperature: 0, max_tokens: 5 },
  },
  'a streamed response': {
    dialect: 'responses',
    body: { model: 'm', input: [{ role: 'user', content: 'hi' }], stream: true, store: false },
  },
  'a response in one document': {
    dialect: 'responses',
    body: { model: 'm', input: [{ role: 'user', content: 'hi' }], stream: false, store: false },
  },
};

describe('requests to the upstream', () => {
  it.each(Object.entries(requests))(
    'are the same whether the openai client built them or an earlier one served as the model: %s',
    async (_name, request) => {
      const { sent, send } = prepare();
      for (const other of Object.values(requests)) await send(other);
      const [bySdk] = await prepareAndSend(request);
      sent.length = 0;
      await send(request);
      expect(sent).toEqual([bySdk]);
    },
  );

  it('have an ID and a body of their own', async () => {
    const { sent, send } = prepare();
    const request = requests['a streamed completion'];
    if (!request) throw new Error('there is one');
    await send(request, 'sl_first');
    await send(
      { ...request, body: { ...request.body, model: 'other' } } as ApiRequest,
      'sl_second',
    );
    expect(sent.map(({ headers }) => headers)).toMatchObject([
      { 'x-client-request-id': 'sl_first' },
      { 'x-client-request-id': 'sl_second' },
    ]);
    expect(JSON.parse(String(sent[1]?.body))).toMatchObject({ model: 'other' });
  });

  it('fail in the same way, the first as every later one', async () => {
    const error = {
      message: 'no such model',
      type: 'invalid_request_error',
      code: 'model_not_found',
    };
    const refuse = () => Response.json({ error }, { status: 404, headers: { 'retry-after': '7' } });
    const { sent, send } = prepare(refuse);
    const [request] = Object.values(requests);
    if (!request) throw new Error('there is one');
    const failures: StarlightError[] = [];
    for (let time = 0; time < 3; time += 1)
      await send(request).catch((thrown) => failures.push(thrown));
    expect(sent).toHaveLength(3);
    expect(failures.map(({ kind }) => kind)).toEqual(Array(3).fill('model_not_found'));
    for (const failure of failures) {
      expect({ ...failure, cause: failure.cause }).toEqual({
        ...failures[0],
        cause: failures[0]?.cause,
      });
    }
  });
});

async function prepareAndSend(request: ApiRequest): Promise<Sent[]> {
  const { sent, send } = prepare();
  await send(request);
  return sent;
}
