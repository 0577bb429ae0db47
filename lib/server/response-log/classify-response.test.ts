import { describe, expect, it } from 'vitest';
import type { LogFields } from '../log/log-fields.ts';
import { classifyResponse, type RequestFacts, type ResponseClass } from './classify-response.ts';

const known = { isKnown: true };
const sent = { wasSent: true };

describe('classifyResponse', () => {
  it.each<[ResponseClass, LogFields, RequestFacts]>([
    ['turn', { route: '/api/chat', status: 200 }, sent],
    ['turn', { route: '/api/chat', status: 429, kind: 'rate_limited' }, { ...sent, ...known }],
    ['turn', { route: '/v1/chat/completions', status: 499 }, sent],
    ['account', { route: '/api/session', status: 204 }, known],
    ['account', { route: '/v1/models', status: 200 }, known],
    ['wrong_code', { route: '/api/session', status: 401, kind: 'access_code_wrong' }, {}],
    ['refused', { route: '/api/chat', status: 429, kind: 'visitor_rate_limited' }, known],
    ['refused', { route: '/api/chat', status: 400, kind: 'invalid_request' }, known],
    ['refused', { route: '/v1/models', status: 405 }, known],
    ['stranger', { route: '/api/chat', status: 401, kind: 'access_required' }, {}],
    ['stranger', { route: '/api/session', status: 204 }, {}],
    ['stranger', { route: '*', status: 400, kind: 'invalid_request' }, {}],
    ['stranger', {}, {}],
    ['unknown_path', { route: '/api/*', status: 404, kind: 'invalid_request' }, known],
    ['unknown_path', { route: '/v1/*', status: 404 }, {}],
    ['machine', { route: '/api/health', status: 200 }, {}],
    ['machine', { route: '/api/ready', status: 503 }, {}],
    ['machine', { route: '/api/log', status: 401, kind: 'access_required' }, known],
  ])('returns %s for %j with %j', (expected, fields, facts) => {
    expect(classifyResponse(fields, facts)).toBe(expected);
  });
});
