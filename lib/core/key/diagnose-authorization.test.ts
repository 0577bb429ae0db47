import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameApiClient } from './api-client.ts';
import {
  type AuthorizationEvidence,
  diagnoseAuthorization,
  readBearerToken,
} from './diagnose-authorization.ts';

const NOTHING: AuthorizationEvidence = {
  authorization: null,
  userAgent: null,
  headerNames: [],
  queryNames: [],
  bodyNames: [],
};

describe('readBearerToken', () => {
  it.each(['Bearer abc-123', 'bearer abc-123', '  Bearer   abc-123  ', 'Bearer: abc-123'])(
    'reads the token from %j',
    (authorization) => {
      expect(readBearerToken(authorization)).toEqual({ ok: true, token: 'abc-123' });
    },
  );

  it.each([
    [null, 'no_header'],
    ['', 'no_header'],
    ['Bearer', 'no_token'],
    ['Bearer ', 'no_token'],
    ['Bearer undefined', 'literal_undefined'],
    ['undefined', 'literal_undefined'],
    ['Bearer Bearer abc', 'doubled_bearer'],
    ['Bearer abc, Bearer abc', 'sent_twice'],
    ['abc-123', 'no_bearer'],
    ['Basic dXNlcjpwYXNz', 'other_scheme'],
    ['Token abc', 'other_scheme'],
    ['Bearer "abc"', 'quoted_token'],
    ['Bearer abc def', 'not_a_token'],
    ['Bearer sk–proj', 'not_a_token'],
  ])('finds what is wrong with %j', (authorization, finding) => {
    expect(readBearerToken(authorization)).toEqual({ ok: false, finding });
  });
});

describe('diagnoseAuthorization', () => {
  it('explains the third argument of axios.post', () => {
    const { message, client, finding } = diagnoseAuthorization({
      ...NOTHING,
      userAgent: 'axios/1.21.1',
    });
    expect(client).toBe('axios');
    expect(finding).toBe('no_header');
    expect(message).toContain('No Authorization header arrived.');
    expect(message).toContain('third argument');
    expect(message).toContain('axios.post(url, data, { headers })');
  });

  it('finds a token in another header, the query or the body', () => {
    expect(diagnoseAuthorization({ ...NOTHING, headerNames: ['X-Api-Key'] }).finding).toBe(
      'in_other_header',
    );
    expect(diagnoseAuthorization({ ...NOTHING, queryNames: ['api_key'] }).finding).toBe('in_query');
    expect(diagnoseAuthorization({ ...NOTHING, bodyNames: ['model', 'headers'] }).finding).toBe(
      'in_body',
    );
  });

  it('never repeats the token', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Z0-9]{8,40}$/),
        fc.constantFrom('', 'Basic ', 'Bearer Bearer ', 'Bearer "', 'Token ', 'Bearer x '),
        (token, before) => {
          const { message } = diagnoseAuthorization({
            ...NOTHING,
            authorization: before + token,
            userAgent: `axios/${token}`,
          });
          expect(message).not.toContain(token);
        },
      ),
    );
  });
});

describe('nameApiClient', () => {
  it.each([
    ['axios/1.21.1', 'axios'],
    ['curl/8.5.0', 'curl'],
    ['node', 'fetch'],
    ['node-fetch/1.0 (+https://github.com/bitinn/node-fetch)', 'fetch'],
    ['undici', 'fetch'],
    ['OpenAI/JS 7.57.0', 'openai_node'],
    ['OpenAI/Python 2.3.0', 'openai_python'],
    ['AsyncOpenAI/Python 2.3.0', 'openai_python'],
    ['python-requests/2.32.3', 'python_requests'],
    ['python-httpx/0.27.0', 'httpx'],
    ['Mozilla/5.0 (X11; Linux x86_64) Chrome/156', 'browser'],
    ['Go-http-client/1.1', 'other'],
    [null, 'other'],
  ])('identifies %j as %s', (userAgent, client) => {
    expect(nameApiClient(userAgent)).toBe(client);
  });
});
