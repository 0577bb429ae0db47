import OpenAI, { APIError } from 'openai';
import { describe, expect, it } from 'vitest';
import { POST as chat } from '#app/api/chat/route.ts';
import { POST as completions } from '#app/v1/chat/completions/route.ts';
import { completion, DONE, delta, event, finishWith } from '#tests/support/completion-events.ts';
import { prepareSite, TEAM_TOKEN } from '#tests/support/prepare-site.ts';
import { readChatResponse } from '#tests/support/read-chat-response.ts';
import { answer, stream } from '#tests/support/scriptable-upstream.ts';
import { pageRequest } from '#tests/support/starlight-process.ts';

const MESSAGES = [{ role: 'user' as const, content: 'a question' }];
const REQUEST = { model: 'gpt-test', messages: MESSAGES };

/** Finish reasons of providers, the reason Starlight logs, and the one its own API relays. */
const ENDS = [
  ['STOP', 'stop', 'stop'],
  ['end_turn', 'stop', 'stop'],
  ['MAX_TOKENS', 'length', 'length'],
  ['model_length', 'length', 'length'],
  ['SAFETY', 'content_filter', 'content_filter'],
  ['content_filter: RECITATION', 'content_filter', 'content_filter'],
  ['sensitive', 'content_filter', 'content_filter'],
  ['refusal', 'refusal', 'content_filter'],
  ['OTHER', 'unknown', 'length'],
  ['something new', 'unknown', 'length'],
] as const;
/** Finish reasons that are failures: the kind, its reason, and the status of a failed document. */
const FAILURES = [
  ['network_error', 'reply_interrupted', 'by_upstream', 502],
  ['abort', 'reply_interrupted', 'by_upstream', 502],
  ['time_limit', 'reply_timeout', 'by_upstream', 504],
  ['insufficient_system_resource', 'overloaded', undefined, 503],
  ['ERROR', 'server_error', undefined, 500],
] as const;

const site = prepareSite({
  handlers: { '/v1/chat/completions': completions },
  env: { STARLIGHT_TEAM_TOKENS: `build-bot:${TEAM_TOKEN}` },
});

const ask = async () =>
  await readChatResponse(await chat(pageRequest('/api/chat', { messages: MESSAGES })));
const client = () =>
  new OpenAI({
    apiKey: TEAM_TOKEN,
    baseURL: `${site.origin}/v1`,
    maxRetries: 0,
    logLevel: 'off',
  });

/** What a program receives of a stream, and the failure that ended it. */
async function readStream() {
  const received = { text: '', reasons: [] as (string | null)[], failure: null as unknown };
  try {
    const events = await client().chat.completions.create({ ...REQUEST, stream: true });
    for await (const { choices } of events) {
      received.text += choices[0]?.delta.content ?? '';
      const reason = choices[0]?.finish_reason ?? null;
      if (reason !== null) received.reasons.push(reason);
    }
  } catch (error) {
    received.failure = error;
  }
  return received;
}

describe.each(ENDS)('a reply that finished for %j', (reason, logged, relayed) => {
  it('ends as such for a visitor, streamed or not', async () => {
    for (const script of [
      stream(delta('half') + finishWith(' of it', reason) + DONE),
      answer(200, completion('half of it', reason)),
    ]) {
      site.upstream.respond(script);
      const { text, events } = await ask();
      expect(text).toBe('half of it');
      expect(events.at(-1)).toMatchObject({ type: 'done', reason: logged });
      const line = site.starlight.requestLines().at(-1);
      expect(line).toMatchObject({ status: 200, finishReason: logged });
      expect(line).not.toHaveProperty('kind');
    }
  });

  it('ends for a program with a reason that OpenAI documents', async () => {
    site.upstream.respond(stream(delta('half') + finishWith(' of it', reason) + DONE));
    expect(await readStream()).toEqual({ text: 'half of it', reasons: [relayed], failure: null });
    site.upstream.respond(answer(200, completion('half of it', reason)));
    const { choices } = await client().chat.completions.create(REQUEST);
    expect(choices[0]).toMatchObject({
      finish_reason: relayed,
      message: { content: 'half of it' },
    });
    expect(site.starlight.requestLines().map(({ finishReason }) => finishReason)).toEqual([
      logged,
      logged,
    ]);
  });
});

describe.each(FAILURES)('a reply that broke off for %j', (reason, kind, detail, status) => {
  it('is a failure for a visitor, after the text that arrived, streamed or not', async () => {
    for (const script of [
      stream(delta('half') + finishWith(' of it', reason) + DONE),
      answer(200, completion('half of it', reason)),
    ]) {
      site.upstream.respond(script);
      const { text, events } = await ask();
      expect(text).toBe('half of it');
      expect(events.at(-1)).toMatchObject({
        type: 'error',
        error: { kind, certainty: 'recognized' },
      });
      const line = site.starlight.requestLines().at(-1);
      expect(line).toMatchObject({ status: 200, kind, certainty: 'recognized' });
      expect(line?.['reason']).toBe(detail);
      expect(line).not.toHaveProperty('finishReason');
    }
    expect(site.starlight.rawLog.join('')).not.toContain(reason);
  });

  it('is a failure for a program, never a finish reason', async () => {
    site.upstream.respond(stream(delta('half') + finishWith(' of it', reason) + DONE));
    const { text, reasons, failure } = await readStream();
    expect(text).toBe('half of it');
    expect(reasons).toEqual([]);
    expect(failure).toBeInstanceOf(Error);
    site.upstream.respond(answer(200, completion('half of it', reason)));
    const error: unknown = await client()
      .chat.completions.create(REQUEST)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status, code: kind });
  });
});

it('the usage of a chunk without choices is counted, and a [DONE] of any form ends the reply', async () => {
  const usage = { prompt_tokens: 7, completion_tokens: 3 };
  for (const done of ['data: [DONE] \n\n', 'data: "[done]"\n\n']) {
    site.upstream.respond(stream(delta('hi') + event({ x_groq: { usage } }) + done));
    expect((await ask()).events.at(-1)).toMatchObject({ type: 'done', reason: 'stop' });
    expect((await readStream()).failure).toBeNull();
  }
  for (const line of site.starlight.requestLines()) {
    expect(line).toMatchObject({ inputTokens: 7, outputTokens: 3, finishReason: 'stop' });
  }
});
