import { describe, expect, it } from 'vitest';
import { reportText } from '#lib/core/doctor/report/report-text.ts';
import { completion, reply } from '#tests/support/completion-events.ts';
import { CREATED, ended, responseEvents, textDelta } from '#tests/support/response-events.ts';
import { messageItem, responseOf, streamedResponse } from '#tests/support/response-replies.ts';
import { answer, type Script, stream } from '#tests/support/scriptable-upstream.ts';
import { checkOf, examine, KEY, openAi, refused } from '#tests/unit/doctor/doctor-fixture.ts';
import { startOpenAi } from '#tests/unit/doctor/openai-upstream.ts';

const upstream = await startOpenAi();

const HI = [messageItem('Hi')];
const QUOTA = { code: 'insufficient_quota', message: `You exceeded your quota (${KEY})` };
const CUT = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };
const ONLY_RESPONSES = refused(
  404,
  null,
  'This model is only supported in v1/responses and not in v1/chat/completions.',
);
const ONLY_CHAT = refused(404, null, 'Invalid URL (POST /v1/responses)');
const CHAT = byStream(answer(200, completion('Hi')), stream(reply('Hi')));
const RESPONSES = byStream(answer(200, responseOf(HI)), stream(streamedResponse(HI)));

function byStream(whole: Script, streamed: Script): Script {
  return (exchange) => (exchange.body.includes('"stream":true') ? streamed : whole)(exchange);
}

/** Runs the doctor against a provider with these answers in its two APIs. */
async function run(
  { chat = CHAT, responses = RESPONSES }: { chat?: Script; responses?: Script },
  env: Record<string, string> = {},
) {
  const other = openAi({ offered: ['gpt-5.4', 'gpt-4.1'] });
  upstream.respond((exchange) => {
    if (exchange.path === '/v1/chat/completions') return chat(exchange);
    return (exchange.path === '/v1/responses' ? responses : other)(exchange);
  });
  const report = await examine({
    env: { OPENAI_API_KEY: KEY, STARLIGHT_PUBLIC: '1', STARLIGHT_MODELS: 'gpt-5.4', ...env },
    upstream,
  });
  const asked = upstream.requests.filter(({ method }) => method === 'POST');
  return {
    report,
    paths: asked.map(({ path }) => path.replace('/v1', '')),
    bodies: asked.map(({ body }): unknown => JSON.parse(body)),
    completion: checkOf(report, 'completion'),
    stream: checkOf(report, 'stream'),
  };
}

describe('the doctor', () => {
  it('asks in the API that the chat chooses, and says why', async () => {
    const {
      completion: whole,
      stream: streamed,
      bodies,
      report,
    } = await run({ chat: ONLY_RESPONSES });
    expect(whole).toMatchObject({
      status: 'pass',
      title: 'gpt-5.4 responds',
      detail: "Starlight used the Responses API, because it shows the model's thinking.",
    });
    expect(streamed).toMatchObject({ status: 'pass', title: 'Replies are streamed' });
    expect(report.verdict).toMatch(/^The key works\./);
    const body = { model: 'gpt-5.4', input: 'Hi', max_output_tokens: 16, store: false };
    expect(bodies).toEqual([
      { ...body, stream: false },
      { ...body, stream: true },
    ]);
  });

  it('asks in the other API if one is refused, as the chat does', async () => {
    const { completion: whole, stream: streamed, paths } = await run({ responses: ONLY_CHAT });
    expect(whole).toMatchObject({
      status: 'pass',
      detail: 'Starlight used Chat Completions, because OpenAI refused the Responses API.',
    });
    expect(streamed.status).toBe('pass');
    expect(paths).toEqual(['/responses', '/chat/completions', '/responses', '/chat/completions']);
  });

  it('asks in the other API after a 200 that says that there is none, as the chat does', async () => {
    const missing = answer(200, { error: 'Unexpected endpoint or method. (POST /v1/responses)' });
    const { paths, completion: whole, stream: streamed } = await run({ responses: missing });
    expect(new Set(paths)).toEqual(new Set(['/responses', '/chat/completions']));
    expect([whole.status, streamed.status]).toEqual(['pass', 'pass']);
  });

  it('asks in the other direction, too', async () => {
    const env = { STARLIGHT_MODELS: 'gpt-4.1' };
    const { completion: whole, stream: streamed } = await run({ chat: ONLY_RESPONSES }, env);
    expect(whole).toMatchObject({
      status: 'pass',
      detail: 'Starlight used the Responses API, because OpenAI refused Chat Completions.',
    });
    expect(streamed.status).toBe('pass');
  });

  it.each([
    ['responses', { responses: ONLY_CHAT }, 'the Responses API', 'Chat Completions'],
    ['chat', { chat: ONLY_RESPONSES }, 'Chat Completions', 'the Responses API'],
  ])(
    'says that STARLIGHT_API=%s is at fault, and what to set',
    async (api, answers, one, other) => {
      const { completion: whole, stream: streamed } = await run(answers, { STARLIGHT_API: api });
      expect(whole).toMatchObject({
        status: 'fail',
        title: 'STARLIGHT_API rules out the API that gpt-5.4 needs',
        detail: `OpenAI refused ${one} for it. It responds through ${other}.`,
        fix: 'STARLIGHT_API=auto',
      });
      expect(streamed.status).toBe('skip');
    },
  );

  it.each([
    ['responses', 'the Responses API'],
    ['chat', 'Chat Completions'],
  ])('asks with STARLIGHT_API=%s in no other API if that one answers', async (api, name) => {
    const { completion: whole, paths } = await run({}, { STARLIGHT_API: api });
    expect(whole.detail).toBe(`Starlight used ${name}, as set in STARLIGHT_API.`);
    expect(new Set(paths)).toEqual(new Set([api === 'chat' ? '/chat/completions' : '/responses']));
  });

  it('takes a response that reached its limit, or a refusal, for a good reply', async () => {
    const refusal = { type: 'refusal', refusal: "I can't help with that." };
    const items = [{ ...messageItem(''), content: [refusal] }];
    const replies = [
      byStream(
        answer(200, responseOf([], CUT)),
        stream(responseEvents(CREATED, ended(CUT, 'incomplete'))),
      ),
      byStream(
        answer(200, responseOf(items)),
        stream(responseEvents(CREATED, ended({ output: items }))),
      ),
    ];
    for (const responses of replies) {
      const { completion: whole, stream: streamed } = await run({ responses });
      expect([whole.status, streamed.status]).toEqual(['pass', 'pass']);
    }
  });

  it('explains a response that failed, whole or streamed, and asks nobody else', async () => {
    const failed = { status: 'failed', error: QUOTA };
    const {
      completion: whole,
      paths,
      report,
    } = await run({
      responses: answer(200, responseOf([], failed)),
    });
    expect(whole).toMatchObject({
      status: 'fail',
      title: 'The key is valid, but its account is out of credit',
    });
    expect(paths).toEqual(['/responses']);
    expect(reportText(report)).not.toContain('You exceeded');

    const events = responseEvents(CREATED, ended({ error: QUOTA }, 'failed'));
    const { stream: streamed } = await run({
      responses: byStream(answer(200, responseOf(HI)), stream(events)),
    });
    expect(streamed).toMatchObject({
      status: 'fail',
      title: 'The key is valid, but its account is out of credit',
    });
  });

  it.each([
    ['cut off', responseEvents(CREATED, textDelta('H'))],
    ['ended by [DONE] alone', `${responseEvents(CREATED, textDelta('H'))}data: [DONE]\n\n`],
  ])('finds a stream that is %s', async (_, events) => {
    const responses = byStream(answer(200, responseOf(HI)), stream(events));
    const { completion: whole, stream: streamed } = await run({ responses });
    expect(whole.status).toBe('pass');
    expect(streamed).toMatchObject({ status: 'fail' });
    expect(streamed.title).toMatch(/partway/);
    expect(streamed.fix).toMatch(/\S/);
  });

  it('says that a server does not stream its responses', async () => {
    const { stream: streamed } = await run({ responses: answer(200, responseOf(HI)) });
    expect(streamed).toMatchObject({ status: 'warn', title: "OpenAI doesn't stream" });
  });
});
