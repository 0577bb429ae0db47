import { describe, expect, it } from 'vitest';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { ApiRequest } from './api-request.ts';
import { createRefusalMemory, type RefusalMemory } from './refusal-memory.ts';
import { repairApiRequest } from './repair-api-request.ts';

const HOUR_MS = 60 * 60 * 1000;

const requestOf = (model: string, more: object = {}): ApiRequest => ({
  dialect: 'chat',
  body: { model, messages: [], stream: true, stream_options: {}, ...more },
});
const refused = (parameter: string): Failure => ({
  kind: 'unsupported_parameter',
  status: 400,
  details: { parameter },
});
const STREAM_OPTIONS = refused('stream_options');
const sends = (memory: RefusalMemory, request: ApiRequest) =>
  memory.adapt(request, repairApiRequest).request.body;

describe('the memory of refusals', () => {
  it('is per address, API and model', () => {
    const memory = createRefusalMemory();
    memory('https://a.example/v1').remember(requestOf('m'), STREAM_OPTIONS);
    const sent = (url: string, model: string) => sends(memory(url), requestOf(model));
    expect(sent('https://a.example/v1', 'm')).not.toHaveProperty('stream_options');
    expect(sent('https://a.example/v1', 'n')).toHaveProperty('stream_options');
    expect(sent('https://b.example/v1', 'm')).toHaveProperty('stream_options');
  });

  it('forgets after an hour, and when told to', () => {
    let now = 0;
    const memory = createRefusalMemory(10, () => now)('u');
    memory.remember(requestOf('m'), STREAM_OPTIONS);
    now = HOUR_MS - 1;
    expect(sends(memory, requestOf('m'))).not.toHaveProperty('stream_options');
    now = HOUR_MS;
    expect(sends(memory, requestOf('m'))).toHaveProperty('stream_options');
    memory.remember(requestOf('m'), STREAM_OPTIONS);
    memory.forget(requestOf('m'));
    expect(sends(memory, requestOf('m'))).toHaveProperty('stream_options');
  });

  it('is bounded: what was learned first is forgotten first', () => {
    const memory = createRefusalMemory(2)('u');
    for (const model of ['a', 'b', 'a', 'c']) memory.remember(requestOf(model), STREAM_OPTIONS);
    const known = ['a', 'b', 'c'].map(
      (model) => !('stream_options' in sends(memory, requestOf(model))),
    );
    expect(known).toEqual([true, false, true]);
  });

  it('keeps a bounded number of refused values of a model, and no long one', () => {
    const memory = createRefusalMemory()('u');
    for (let step = 0; step < 1000; step++) {
      memory.remember(requestOf('m', { temperature: step / 1000 }), refused('temperature'));
    }
    const isKnown = (temperature: unknown) =>
      !('temperature' in sends(memory, requestOf('m', { temperature })));
    expect([isKnown(0), isKnown(0.999)]).toEqual([false, true]);
    memory.remember(requestOf('m', { temperature: 'x'.repeat(1000) }), refused('temperature'));
    expect(isKnown('x'.repeat(1000))).toBe(false);
  });

  it('tells again what was changed', () => {
    const memory = createRefusalMemory()('u');
    memory.remember(requestOf('m', { temperature: 1 }), refused('temperature'));
    const { notices } = memory.adapt(requestOf('m', { temperature: 1 }), repairApiRequest);
    expect(notices).toEqual(['dropped_temperature']);
  });
});
