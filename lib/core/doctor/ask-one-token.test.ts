import { describe, expect, it } from 'vitest';
import { completion } from '#tests/support/completion-events.ts';
import { messageItem, responseOf } from '#tests/support/response-replies.ts';
import type { ApiSetting } from '../models/choose-dialect.ts';
import { askOneToken } from './ask-one-token.ts';
import type { DoctorFacts } from './doctor-facts.ts';

type Answer = { status?: number; body: unknown };
type Sent = { path: string; body: Readonly<Record<string, unknown>> };

const COMPLETION: Answer = { body: completion('Hi') };
const RESPONSE: Answer = { body: responseOf([messageItem('Hi')]) };
const said = (status: number, message: string, code: string | null = null): Answer => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code } },
});
const NO_PATH: Answer = { status: 404, body: '404 page not found' };
const ONLY_RESPONSES = said(
  404,
  'This model is only supported in v1/responses and not in v1/chat/completions.',
);
const QUOTA = said(429, 'You exceeded your current quota', 'insufficient_quota');

/** Asks a model of an upstream that has these answers, in the order of the requests. */
async function ask(
  answers: readonly Answer[],
  {
    model = 'gpt-4.1',
    api = 'auto',
    baseUrl = 'https://api.openai.com/v1',
  }: { model?: string; api?: ApiSetting; baseUrl?: string } = {},
) {
  const sent: Sent[] = [];
  const wire: Pick<DoctorFacts['wire'], 'request'> = {
    async request({ path, body = {} }) {
      const { status = 200, body: answered } = answers[sent.length] ?? { status: 500, body: '' };
      sent.push({ path, body });
      const text = typeof answered === 'string' ? answered : JSON.stringify(answered);
      return { status, headers: new Headers(), body: text, receivedAtMs: 0 };
    },
  };
  const upstream = {
    baseUrl,
    name: 'OpenAI',
    api,
    organization: null,
    project: null,
    models: [model],
  };
  // Nothing else of the network is used.
  const facts = { upstream, wire: wire as DoctorFacts['wire'] };
  const result = await askOneToken(facts, { stream: false }, new AbortController().signal);
  const paths = sent.map(({ path }) => path);
  return { result, sent, paths, kind: result.ok ? 'ok' : result.failure.kind };
}

describe('a model', () => {
  it('is asked in the API that the chat chooses for it', async () => {
    expect(await ask([COMPLETION])).toMatchObject({ paths: ['/chat/completions'], kind: 'ok' });
    const { result, sent } = await ask([RESPONSE], { model: 'o3-pro' });
    expect(result).toMatchObject({ dialect: 'responses', choice: { why: 'only' } });
    expect(sent).toEqual([
      {
        path: '/responses',
        body: { model: 'o3-pro', stream: false, input: 'Hi', max_output_tokens: 16, store: false },
      },
    ]);
  });

  it.each([
    ['gpt-4.1', NO_PATH, RESPONSE, 'responses'],
    ['gpt-4.1', ONLY_RESPONSES, RESPONSE, 'responses'],
    ['o3', NO_PATH, COMPLETION, 'chat'],
    ['o3', said(400, 'The model does not support Responses API'), COMPLETION, 'chat'],
  ])(
    'that is refused in its API is asked in the other: %s',
    async (model, first, second, dialect) => {
      const { result, sent } = await ask([first, second], { model });
      expect(result).toMatchObject({ ok: true, dialect });
      expect(sent).toHaveLength(2);
    },
  );

  it('that fails for another reason is asked once', async () => {
    for (const failure of [QUOTA, said(404, 'The model `m` does not exist', 'model_not_found')]) {
      expect((await ask([failure, RESPONSE])).sent).toHaveLength(1);
    }
  });

  it('is asked in the other API if a 200 says nothing but that this one does not serve it', async () => {
    const { body } = ONLY_RESPONSES;
    const { paths } = await ask([{ status: 200, body }, RESPONSE]);
    expect(paths).toEqual(['/chat/completions', '/responses']);
  });

  it('is never asked again after any other 2xx', async () => {
    const { body } = ONLY_RESPONSES;
    const gone = { error: { message: 'Not Found', code: 404, status: 404 } };
    for (const accepted of [
      Object.assign({ choices: [] }, body),
      gone,
      { detail: 'Not Found' },
      { error: { code: 501, message: '' } },
    ]) {
      expect((await ask([{ status: 200, body: accepted }, RESPONSE])).paths).toEqual([
        '/chat/completions',
      ]);
    }
  });
});

describe('of two failures, the doctor reports what the chat reports', () => {
  it('the second, which comes from an API that exists', async () => {
    expect(await ask([NO_PATH, QUOTA])).toMatchObject({
      kind: 'quota_exhausted',
      result: { dialect: 'responses' },
    });
  });

  it('the one that says more, if both are refusals', async () => {
    expect(await ask([ONLY_RESPONSES, NO_PATH])).toMatchObject({ kind: 'model_wrong_endpoint' });
    expect(await ask([NO_PATH, NO_PATH])).toMatchObject({
      kind: 'wrong_url',
      result: { dialect: 'chat' },
    });
  });
});

describe('with STARLIGHT_API', () => {
  it('the other API is asked only to find out that it would work', async () => {
    const { result, paths } = await ask([NO_PATH, COMPLETION], { api: 'responses' });
    expect(paths).toEqual(['/responses', '/chat/completions']);
    expect(result).toMatchObject({
      ok: false,
      dialect: 'responses',
      worksIn: 'chat',
      failure: { kind: 'wrong_url' },
    });
  });

  it('the failure is that of its own API if the other does not answer, either', async () => {
    const { result } = await ask([ONLY_RESPONSES, QUOTA], { api: 'chat' });
    expect(result).toMatchObject({
      ok: false,
      dialect: 'chat',
      failure: { kind: 'model_wrong_endpoint' },
    });
    expect(result).not.toHaveProperty('worksIn');
  });
});
