import { describe, expect, it } from 'vitest';
import type { Failure } from '#lib/core/errors/starlight-error.ts';
import type { CompletionBody } from '../reply/completion-body.ts';
import { repairRequest } from './repair-request.ts';

const BODY: CompletionBody = {
  model: 'm',
  messages: [],
  stream: true,
  stream_options: { include_usage: true },
  max_tokens: 10,
  temperature: 0.5,
  top_p: 0.5,
  reasoning_effort: 'low',
};
const refused = (parameter: string, kind: Failure['kind'] = 'unsupported_parameter'): Failure => ({
  kind,
  details: { parameter },
});
const NONE: ReadonlySet<string> = new Set();

describe('repairRequest', () => {
  it.each([
    ['max_tokens', 'renamed_max_tokens'],
    ['temperature', 'dropped_temperature'],
    ['reasoning_effort', 'dropped_reasoning_effort'],
    ['top_p', 'dropped_top_p'],
    ['stream_options', null],
  ])('removes %s and returns the notice %s', (parameter, notice) => {
    const repair = repairRequest(BODY, refused(parameter), NONE);
    expect(repair?.notice).toBe(notice);
    expect(repair?.body).not.toHaveProperty(parameter);
    expect(repair?.body.model).toBe('m');
  });

  it.each([
    [{ web_search_options: {} }, 'web_search_options'],
    [{ tools: [{ type: 'web_search' }], max_tool_calls: 3 }, 'tools[0].type'],
    [{ tools: [{ type: 'web_search' }], max_tool_calls: 3 }, 'max_tool_calls'],
    [{ enable_search: true }, 'enable_search'],
  ])('drops a search of the web, %j, whole', (members, parameter) => {
    const dropped = { body: BODY, notice: 'dropped_web_search' };
    const body = { ...BODY, ...members };
    expect(repairRequest(body, refused(parameter), NONE)).toEqual(dropped);
    expect(repairRequest(body, { kind: 'bad_request' }, NONE)).toEqual(dropped);
    expect(repairRequest(body, refused('temperature'), NONE)?.body).toMatchObject(members);
    expect(repairRequest(body, { kind: 'rate_limited' }, NONE)).toBeNull();
  });

  it('renames the output limit, in both directions', () => {
    expect(repairRequest(BODY, refused('max_tokens'), NONE)?.body['max_completion_tokens']).toBe(
      10,
    );
    const { max_tokens, ...rest } = BODY;
    const newer = { ...rest, max_completion_tokens: max_tokens };
    const unknown = refused('max_completion_tokens', 'bad_request');
    expect(repairRequest(newer, unknown, NONE)?.body['max_tokens']).toBe(10);
  });

  it('lowers the output limit to what the model allows, and never raises it', () => {
    const tooLarge = (limitTokens?: number): Failure => ({
      kind: 'output_limit_too_large',
      details: limitTokens === undefined ? {} : { limitTokens },
    });
    expect(repairRequest(BODY, tooLarge(8), NONE)).toEqual({
      body: { ...BODY, max_tokens: 8 },
      notice: 'lowered_output_limit',
    });
    for (const limit of [undefined, 0, 10, 11]) {
      expect(repairRequest(BODY, tooLarge(limit), NONE)).toBeNull();
    }
    const { max_tokens, ...unlimited } = BODY;
    expect(repairRequest(unlimited, tooLarge(8), NONE)).toBeNull();
  });

  it('does not return to a name that was already refused', () => {
    const renamed = repairRequest(BODY, refused('max_tokens'), NONE);
    const tried = new Set(['max_tokens']);
    expect(
      renamed && repairRequest(renamed.body, refused('max_completion_tokens'), tried),
    ).toBeNull();
  });

  it('stops streaming only if streaming was refused', () => {
    const unverified = (reason: string): Failure => ({
      kind: 'organization_unverified',
      details: { reason },
    });
    expect(repairRequest(BODY, unverified('stream'), NONE)).toEqual({
      body: {
        model: 'm',
        messages: [],
        stream: false,
        max_tokens: 10,
        temperature: 0.5,
        top_p: 0.5,
        reasoning_effort: 'low',
      },
      notice: 'not_streamed',
    });
    expect(repairRequest(BODY, unverified('model'), NONE)).toBeNull();
    expect(repairRequest({ ...BODY, stream: false }, unverified('stream'), NONE)).toBeNull();
  });

  it('repairs nothing else', () => {
    expect(repairRequest(BODY, refused('messages'), NONE)).toBeNull();
    expect(repairRequest(BODY, refused('model'), NONE)).toBeNull();
    expect(repairRequest(BODY, refused('temperature', 'rate_limited'), NONE)).toBeNull();
    expect(repairRequest(BODY, { kind: 'unsupported_parameter' }, NONE)).toBeNull();
    const { top_p: _, ...withoutTopP } = BODY;
    expect(repairRequest({ ...withoutTopP, stream: true }, refused('top_p'), NONE)).toBeNull();
  });
});
