import { describe, expect, it } from 'vitest';
import type { Failure } from '../errors/starlight-error.ts';
import { isRefusalDocument } from './is-refusal-document.ts';

const MISSING: Failure = { kind: 'wrong_url', certainty: 'recognized' };
const ERROR = { error: 'Unexpected endpoint or method. (POST /v1/responses)' };

describe('a document with a 200', () => {
  it('is a refusal if it is nothing but an error about the API', () => {
    expect(isRefusalDocument(ERROR, MISSING, 'responses')).toBe(true);
    const chatOnly: Failure = { ...MISSING, kind: 'model_wrong_endpoint' };
    expect(isRefusalDocument(ERROR, chatOnly, 'responses')).toBe(true);
  });

  it.each<[string, unknown, Failure]>([
    ['if that is a guess', ERROR, { ...MISSING, certainty: 'guessed' }],
    ['if it is about something else', ERROR, { ...MISSING, kind: 'rate_limited' }],
    ['if it has a reply, too', { ...ERROR, choices: [] }, MISSING],
    ['if it is a response', { ...ERROR, object: 'response' }, MISSING],
    ['if it has output', { ...ERROR, output: [] }, MISSING],
    ['if it is no object', [ERROR], MISSING],
    ['if it is no JSON', undefined, MISSING],
  ])('is none %s', (_, document, failure) => {
    expect(isRefusalDocument(document, failure, 'responses')).toBe(false);
    expect(isRefusalDocument(document, failure, 'chat')).toBe(false);
  });
});
