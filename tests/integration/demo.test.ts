import OpenAI, { APIConnectionError, APIError } from 'openai';
import { describe, expect, it } from 'vitest';
import { ERROR_CATALOGUE } from '#lib/core/catalogue/error-catalogue.ts';
import { kindOfFinish } from '#lib/core/chat/finish-outcome.ts';
import { ERROR_KINDS, type ErrorKind, isErrorKind } from '#lib/core/errors/error-kinds.ts';
import { StarlightError } from '#lib/core/errors/starlight-error.ts';
import type { ApiDialect } from '#lib/core/models/choose-dialect.ts';
import { faultsOfKind } from '#lib/core/upstream-faults/upstream-faults.ts';
import { createDemoFetch } from '#lib/server/demo/demo-fetch.ts';
import { PARTIAL_REPLY } from '#lib/server/demo/replies/simulation-replies.ts';
import { createUpstream } from '#lib/server/upstream/create-upstream.ts';

const SIMULATED = Object.keys(ERROR_KINDS)
  .filter(isErrorKind)
  .filter((kind) => ['upstream', 'reply'].includes(ERROR_KINDS[kind].origin));
const CONNECTION_KINDS = SIMULATED.filter(
  (kind) => faultsOfKind(kind)[0]?.wire.type === 'connection',
);
const RESPONSE_KINDS = SIMULATED.filter(
  (kind) => kind !== 'upstream_timeout' && faultsOfKind(kind)[0]?.wire.type === 'response',
);

const client = (fetch = createDemoFetch({ pace: 'instant' })): OpenAI =>
  new OpenAI({ apiKey: 'no-key-is-needed', maxRetries: 0, logLevel: 'off', fetch });

const ask = (content: string) => ({
  model: 'gpt-5.4',
  messages: [{ role: 'user' as const, content }],
});

/** Reads a stream until it ends or breaks. */
async function readAll(content: string, fetch?: typeof globalThis.fetch) {
  let text = '';
  let refusal = '';
  let finish: string | null = null;
  let usage: OpenAI.CompletionUsage | null | undefined;
  try {
    const stream = await client(fetch).chat.completions.create({
      ...ask(content),
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      const choice = chunk.choices[0];
      text += choice?.delta.content ?? '';
      refusal += choice?.delta.refusal ?? '';
      finish = choice?.finish_reason ?? finish;
      usage = chunk.usage ?? usage;
    }
  } catch (error) {
    return { text, refusal, finish, usage, error };
  }
  return { text, refusal, finish, usage, error: null };
}

describe('the demo through the openai client', () => {
  it('streams a reply to its end', async () => {
    const reply = await readAll('What does 429 mean?');
    expect(reply).toMatchObject({ error: null, finish: 'stop', refusal: '' });
    expect(reply.text).toMatch(/^### 429 Too Many Requests/);
    expect(reply.usage?.completion_tokens).toBeGreaterThan(100);
  });

  it('returns the same reply without streaming', async () => {
    const completion = await client().chat.completions.create(ask('What does 429 mean?'));
    expect(completion.choices[0]?.message.content).toBe(
      (await readAll('What does 429 mean?')).text,
    );
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion._request_id).toMatch(/^req_/);
  });

  it('lists and describes models', async () => {
    const ids: string[] = [];
    for await (const model of client().models.list()) ids.push(model.id);
    expect(ids.length).toBeGreaterThan(1);
    expect((await client().models.retrieve(ids[0] ?? '')).id).toBe(ids[0]);
    await expect(client().models.retrieve('none')).rejects.toMatchObject({ status: 404 });
  });

  it('stops when the reader stops', async () => {
    const stream = await client().chat.completions.create({ ...ask('429'), stream: true });
    let chunks = 0;
    for await (const _ of stream) {
      chunks += 1;
      if (chunks === 3) break;
    }
    expect(stream.controller.signal.aborted).toBe(true);
  });

  it('is retried by the client as the real API is', async () => {
    const fetch = createDemoFetch({ pace: 'instant' });
    const retrying = client(fetch).withOptions({ maxRetries: 1 });
    const completion = await retrying.chat.completions.create(ask('/simulate rate_limited 0'));
    expect(completion.choices[0]?.message.content).toContain('The retry worked.');
  });
});

describe('the wire form of a failure', () => {
  it.each(RESPONSE_KINDS)('is the response of the fault table for %s', async (kind) => {
    const response = await createDemoFetch({ pace: 'instant' })(
      'https://api.openai.com/v1/chat/completions',
      { method: 'POST', body: JSON.stringify({ ...ask(`/simulate ${kind}`), stream: true }) },
    );
    const wire = faultsOfKind(kind)[0]?.wire;
    if (wire?.type !== 'response') throw new Error('not a response');
    expect(response.status).toBe(wire.status);
    expect(response.headers.get('content-type')).toBe(
      new Headers(wire.headers).get('content-type'),
    );
    const withoutWait = (body: string) => body.replace(/try again in [\w.]+/, '');
    expect(withoutWait(await response.text())).toBe(withoutWait(wire.body));
  });

  it.each(
    RESPONSE_KINDS.filter((kind) => ['401', '429'].includes(String(ERROR_KINDS[kind].status))),
  )('reaches the client as an APIError with status and code for %s', async (kind) => {
    const { error } = await readAll(`/simulate ${kind}`);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status: faultStatus(kind) });
  });

  it.each(CONNECTION_KINDS)('is a connection error with its code for %s', async (kind) => {
    const { error } = await readAll(`/simulate ${kind}`);
    const wire = faultsOfKind(kind)[0]?.wire;
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({
      cause: { cause: { code: wire?.type === 'connection' && wire.code } },
    });
  });

  it('is half a reply that ends with finish reason "length" for reply_truncated', async () => {
    const reply = await readAll('/simulate reply_truncated');
    expect(reply).toMatchObject({ text: PARTIAL_REPLY, finish: 'length', error: null });
  });

  it('is half a reply that the filter ended for reply_filtered', async () => {
    const reply = await readAll('/simulate reply_filtered');
    expect(reply).toMatchObject({ text: PARTIAL_REPLY, finish: 'content_filter', error: null });
  });

  it('is a refusal without content for reply_refused', async () => {
    const reply = await readAll('/simulate reply_refused');
    expect(reply).toMatchObject({ text: '', finish: 'stop', error: null });
    expect(reply.refusal.length).toBeGreaterThan(10);
  });

  it('is an end without text for reply_empty', async () => {
    const reply = await readAll('/simulate reply_empty');
    expect(reply).toMatchObject({ text: '', refusal: '', finish: 'stop', error: null });
  });

  it('is half a reply without any of the three signs of an end for reply_interrupted', async () => {
    const reply = await readAll('/simulate reply_interrupted');
    expect(reply).toMatchObject({ text: PARTIAL_REPLY, finish: null, usage: undefined });
  });

  it('is half a reply and an event that is not JSON for reply_invalid', async () => {
    const reply = await readAll('/simulate reply_invalid');
    expect(reply).toMatchObject({ text: PARTIAL_REPLY, finish: null });
    expect(reply.error).toBeInstanceOf(SyntaxError);
  });
});

const DEADLINES = { ttfbMs: 20_000, idleMs: 500, totalMs: 20_000 };

const upstreamOver = (api: ApiDialect, fetch: typeof globalThis.fetch, deadlines = DEADLINES) =>
  createUpstream({
    api,
    apiKey: 'no-key-is-needed',
    baseUrl: 'https://api.openai.com/v1',
    organization: null,
    project: null,
    fetch,
    deadlines,
  });

type Outcome = { text: string; kind: ErrorKind | null; retryAfterMs: number | undefined };

async function streamOnce(
  api: ApiDialect,
  fetch: typeof globalThis.fetch,
  content: string,
  deadlines = DEADLINES,
): Promise<Outcome> {
  let text = '';
  try {
    const events = upstreamOver(api, fetch, deadlines).stream(
      { messages: [{ role: 'user', content }], model: 'gpt-5.4', maxOutputTokens: 4096 },
      { signal: new AbortController().signal, clientRequestId: 'turn-1' },
    );
    for await (const event of events) {
      if (event.type === 'delta') text += event.text;
      if (event.type === 'done')
        return { text, kind: kindOfFinish(event.reason), retryAfterMs: undefined };
    }
  } catch (error) {
    if (!(error instanceof StarlightError)) throw error;
    return { text, kind: error.kind, retryAfterMs: error.failure.retryAfterMs };
  }
  throw new Error('the reply did not end');
}

describe.each(['chat', 'responses'] as const)(
  'the demo through Starlight’s upstream, in %s',
  (api) => {
    const quick = SIMULATED.filter((kind) => kind !== 'reply_timeout');

    it.each(quick)(
      'reports %s as its kind, and its retry does what the catalog says',
      async (kind) => {
        const fetch = createDemoFetch({ pace: 'instant' });
        expect((await streamOnce(api, fetch, `/simulate ${kind} 0`)).kind).toBe(kind);
        const again = await streamOnce(api, fetch, `/simulate ${kind} 0`);
        if (ERROR_CATALOGUE[kind].retry === 'never') expect(again.kind).toBe(kind);
        else
          expect(again).toMatchObject({
            kind: null,
            text: expect.stringContaining('The retry worked.'),
          });
      },
    );

    it('reports the requested wait', async () => {
      const fetch = createDemoFetch({ pace: 'instant' });
      const outcome = await streamOnce(api, fetch, '/simulate overloaded 12');
      expect(outcome).toMatchObject({ kind: 'overloaded', retryAfterMs: 12_000 });
    });

    it('keeps what arrived before the reply broke', async () => {
      const fetch = createDemoFetch({ pace: 'instant' });
      expect((await streamOnce(api, fetch, '/simulate reply_interrupted')).text).toBe(
        PARTIAL_REPLY,
      );
      expect((await streamOnce(api, fetch, '/simulate reply_stalled')).text).toBe(PARTIAL_REPLY);
    });

    it('continues until the total deadline for reply_timeout', async () => {
      // Words arrive faster than the idle deadline, for as long as someone reads.
      const wait = () => new Promise<void>((resolve) => setImmediate(resolve));
      const fetch = createDemoFetch({ pace: 'instant', wait });
      const deadlines = { ttfbMs: 20_000, idleMs: 20_000, totalMs: 1500 };
      const outcome = await streamOnce(api, fetch, '/simulate reply_timeout', deadlines);
      expect(outcome.kind).toBe('reply_timeout');
      expect(outcome.text.startsWith(PARTIAL_REPLY)).toBe(true);
    });
  },
);

function faultStatus(kind: ErrorKind): number | undefined {
  const wire = faultsOfKind(kind)[0]?.wire;
  return wire?.type === 'response' ? wire.status : undefined;
}
