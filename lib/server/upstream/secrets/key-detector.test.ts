import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyDetector, withoutKey } from './key-detector.ts';

const KEY = 'sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz';

describe('createKeyDetector', () => {
  it('finds any four characters of the key after its public prefix', () => {
    const holdsKey = createKeyDetector(KEY);
    fc.assert(
      fc.property(fc.integer({ min: 8, max: KEY.length - 4 }), fc.string(), (at, around) => {
        expect(holdsKey(around + KEY.slice(at, at + 4) + around)).toBe(true);
      }),
    );
  });

  it('does not treat the public prefix as part of the key', () => {
    expect(createKeyDetector(KEY)('sk-proj-')).toBe(false);
  });

  it('does not treat a short key as a secret', () => {
    expect(createKeyDetector('ollama')('llama3:8b')).toBe(false);
  });
});

describe('withoutKey', () => {
  it('drops the values that contain part of the key and keeps the rest', () => {
    const holdsKey = createKeyDetector(KEY);
    expect(
      withoutKey(
        {
          kind: 'model_not_found',
          status: 404,
          retryAfterMs: 5,
          upstreamRequestId: 'req_GhIj',
          details: { model: 'MnOp', parameter: 'model', limit: 3 },
        },
        holdsKey,
      ),
    ).toEqual({
      kind: 'model_not_found',
      status: 404,
      retryAfterMs: 5,
      details: { parameter: 'model', limit: 3 },
    });
    expect(withoutKey({ kind: 'server_error', upstreamRequestId: 'req_1' }, holdsKey)).toEqual({
      kind: 'server_error',
      upstreamRequestId: 'req_1',
    });
  });
});
