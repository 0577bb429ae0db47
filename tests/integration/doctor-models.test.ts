import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MODEL_LISTS } from '#tests/fixtures/model-lists/model-lists.ts';
import {
  answer,
  type ScriptableUpstream,
  startScriptableUpstream,
} from '#tests/support/scriptable-upstream.ts';
import { checkOf, examine, KEY, openAi, refused } from '#tests/unit/doctor/doctor-fixture.ts';

const OPENAI_LIST = MODEL_LISTS.find(({ name }) => name === 'OpenAI');

let upstream: ScriptableUpstream;

beforeAll(async () => {
  upstream = await startScriptableUpstream();
});
afterAll(() => upstream.close());
beforeEach(() => {
  upstream.requests.length = 0;
  upstream.respond(openAi({ models: answer(200, OPENAI_LIST?.body) }));
});

const examineModels = (models: string, env: Record<string, string> = {}) =>
  examine({ env: { OPENAI_API_KEY: KEY, STARLIGHT_MODELS: models, ...env }, upstream });

const askedModels = () =>
  upstream.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => JSON.parse(body).model);

describe('the check of the chosen models', () => {
  it('says how many models a pattern offers, and the doctor asks the default', async () => {
    const report = await examineModels('auto');
    expect(checkOf(report, 'offered')).toMatchObject({
      status: 'pass',
      title: '7 models match STARLIGHT_MODELS',
      detail: 'Of 32 models on the list, 7 can chat. The default is gpt-4.1-nano.',
    });
    expect(checkOf(report, 'completion').title).toBe('gpt-4.1-nano responds');
    expect(new Set(askedModels())).toEqual(new Set(['gpt-4.1-nano']));
  });

  it('names a pattern that matches nothing, and a model that is not listed', async () => {
    const report = await examineModels('gpt-4o,claude-*,tts-*,o9,auto');
    expect(checkOf(report, 'offered')).toMatchObject({
      status: 'warn',
      title: "claude-*, tts-* match no chat model; o9 isn't available to this key",
    });
  });

  it('counts what a cap in dollars leaves out', async () => {
    const report = await examineModels('auto', { STARLIGHT_DAILY_SPEND: '5' });
    expect(checkOf(report, 'offered').detail).toContain(
      "STARLIGHT_DAILY_SPEND leaves out 2 whose price Starlight doesn't know.",
    );
  });

  it.each([
    ['auto', 'Visitors have no model to choose.'],
    ['own-model,gpt-*', 'Visitors can choose only own-model.'],
  ])('warns if the key may not list models: %s', async (models, detail) => {
    const scopes = refused(403, null, 'Missing scopes: api.model.read', 'invalid_request_error');
    upstream.respond(openAi({ models: scopes }));
    const report = await examineModels(models);
    expect(checkOf(report, 'offered')).toMatchObject({ status: 'warn', detail });
  });

  it('asks no model when patterns leave none', async () => {
    const report = await examineModels('claude-*');
    expect(checkOf(report, 'completion')).toMatchObject({ title: 'No model to ask' });
    expect(checkOf(report, 'stream').status).toBe('skip');
    expect(askedModels()).toEqual([]);
  });
});
