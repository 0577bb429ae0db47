import { describe, expect, it } from 'vitest';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { ResponsesBody } from '../responses/responses-body.ts';
import { repairResponsesBody } from './repair-responses-body.ts';

const BODY: ResponsesBody = {
  model: 'm',
  input: [],
  stream: true,
  store: false,
  truncation: 'disabled',
  max_output_tokens: 100,
  temperature: 0.5,
  top_p: 0.5,
  reasoning: { effort: 'high', summary: 'auto' },
  tools: [{ type: 'web_search' }],
  max_tool_calls: 5,
};
const NONE: ReadonlySet<string> = new Set();
const refused = (parameter: string, kind: Failure['kind'] = 'unsupported_parameter'): Failure => ({
  kind,
  details: { parameter },
});
const unverified = (reason: string): Failure => ({
  kind: 'organization_unverified',
  details: { reason },
});

describe('repairResponsesBody', () => {
  it.each([
    ['temperature', 'dropped_temperature', ['temperature']],
    ['top_p', 'dropped_top_p', ['top_p']],
    ['truncation', null, ['truncation']],
    ['reasoning', 'dropped_reasoning_effort', ['reasoning']],
    ['tools', 'dropped_web_search', ['tools', 'max_tool_calls']],
    ['tools[0].type', 'dropped_web_search', ['tools', 'max_tool_calls']],
    ['max_tool_calls', 'dropped_web_search', ['tools', 'max_tool_calls']],
  ] as const)('removes %s and returns the notice %s', (parameter, notice, removed) => {
    for (const kind of ['unsupported_parameter', 'bad_request'] as const) {
      const repair = repairResponsesBody(BODY, refused(parameter, kind), NONE);
      const kept = Object.entries(BODY).filter(([name]) => !removed.some((gone) => gone === name));
      expect(repair).toEqual({ body: Object.fromEntries(kept), notice });
    }
  });

  it('removes effort and summary separately; only the effort was asked for by someone', () => {
    for (const parameter of ['reasoning.effort', 'reasoning_effort']) {
      expect(repairResponsesBody(BODY, refused(parameter), NONE)).toEqual({
        body: { ...BODY, reasoning: { summary: 'auto' } },
        notice: 'dropped_reasoning_effort',
      });
    }
    const silent = { body: { ...BODY, reasoning: { effort: 'high' } }, notice: null };
    expect(repairResponsesBody(BODY, refused('reasoning.summary'), NONE)).toEqual(silent);
    expect(repairResponsesBody(BODY, unverified('summary'), NONE)).toEqual(silent);
    const alone = { ...BODY, reasoning: { summary: 'auto' } };
    expect(repairResponsesBody(alone, unverified('summary'), NONE)?.body).not.toHaveProperty(
      'reasoning',
    );
  });

  it('stops streaming where that is refused, once', () => {
    const whole = { body: { ...BODY, stream: false }, notice: 'not_streamed' };
    expect(repairResponsesBody(BODY, unverified('stream'), NONE)).toEqual(whole);
    expect(repairResponsesBody(BODY, refused('stream'), NONE)).toEqual(whole);
    expect(repairResponsesBody(whole.body, unverified('stream'), NONE)).toBeNull();
    expect(repairResponsesBody(whole.body, refused('stream'), NONE)).toBeNull();
  });

  it('lowers the output limit, and never raises it', () => {
    const tooLarge = (limitTokens: number): Failure => ({
      kind: 'output_limit_too_large',
      details: { limitTokens },
    });
    expect(repairResponsesBody(BODY, tooLarge(50), NONE)).toEqual({
      body: { ...BODY, max_output_tokens: 50 },
      notice: 'lowered_output_limit',
    });
    for (const limit of [0, 100, 101]) {
      expect(repairResponsesBody(BODY, tooLarge(limit), NONE)).toBeNull();
    }
  });

  it('gives up on what it cannot repair, has repaired, or must not change', () => {
    for (const parameter of ['store', 'input', 'model', 'metadata', 'max_output_tokens']) {
      expect(repairResponsesBody(BODY, refused(parameter), NONE)).toBeNull();
    }
    const tried = new Set(['temperature']);
    expect(repairResponsesBody(BODY, refused('temperature'), tried)).toBeNull();
    expect(repairResponsesBody(BODY, unverified('model'), NONE)).toBeNull();
    expect(repairResponsesBody(BODY, { kind: 'server_error' }, NONE)).toBeNull();
  });
});
