import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorKind } from '../errors/error-kinds.ts';
import {
  isSimulateCommand,
  parseSimulateCommand,
  SIMULATED_BY_CLIENT,
  typicalKindOf,
} from './simulate-command.ts';

const ALL_KINDS = Object.keys(ERROR_KINDS).filter(isErrorKind);

describe('parseSimulateCommand', () => {
  it.each(ALL_KINDS)('parses the kind %s', (kind) => {
    expect(parseSimulateCommand(`/simulate ${kind}`)).toEqual({ kind, seconds: null });
  });

  it.each([
    ['/simulate rate_limited 8', 'rate_limited', 8],
    ['/simulate rate_limited 8s', 'rate_limited', 8],
    ['/simulate rate_limited 0', 'rate_limited', 0],
    ['/simulate rate_limited 3600', 'rate_limited', 3600],
    ['/simulate rate_limited 999999', 'rate_limited', 86_400],
    ['/simulate 429 5', 'rate_limited', 5],
    ['/simulate rate_limited 8\n\nFile: a.txt\n```\na\n```', 'rate_limited', 8],
    ['/simulate rate-limited', 'rate_limited', null],
    ['/simulate Rate Limited 5', 'rate_limited', 5],
    ['  /SIMULATE   Key_Invalid \n', 'key_invalid', null],
    ['/simulate key invalid', 'key_invalid', null],
  ])('parses %j', (text, kind, seconds) => {
    expect(parseSimulateCommand(text)).toEqual({ kind, seconds });
  });

  it.each([
    [400, 'bad_request'],
    [401, 'key_invalid'],
    [403, 'model_not_allowed'],
    [404, 'model_not_found'],
    [408, 'upstream_timeout'],
    [409, 'conflict'],
    [413, 'payload_too_large'],
    [429, 'rate_limited'],
    [500, 'server_error'],
    [502, 'bad_gateway'],
    [503, 'overloaded'],
    [504, 'upstream_timeout'],
  ])('maps %i to its most typical kind', (status, kind) => {
    expect(parseSimulateCommand(`/simulate ${status}`)).toEqual({ kind, seconds: null });
    expect(typicalKindOf(status)).toBe(kind);
  });

  it.each([
    '/simulate',
    '/simulate ',
    '/simulate 8',
    '/simulate 418',
    '/simulate nonsense',
    '/simulate toString',
    '/simulate __proto__',
    '/simulate rate_limited soon',
    '/simulate rate_limited -5',
    '/simulate rate_limited 5 6',
    '/simulated rate_limited',
    'please /simulate rate_limited',
    'rate_limited',
    '',
  ])('rejects %j', (text) => {
    expect(parseSimulateCommand(text)).toBeNull();
  });
});

describe('isSimulateCommand', () => {
  it('accepts a command whose kind is missing or unknown', () => {
    expect(isSimulateCommand('/simulate')).toBe(true);
    expect(isSimulateCommand(' /Simulate nonsense')).toBe(true);
  });

  it('rejects other messages', () => {
    expect(isSimulateCommand('/simulated x')).toBe(false);
    expect(isSimulateCommand('what does /simulate do?')).toBe(false);
  });
});

it('simulates exactly the client-side kinds in the browser', () => {
  for (const kind of SIMULATED_BY_CLIENT) expect(ERROR_KINDS[kind].origin).toBe('client');
  const clientKinds = ALL_KINDS.filter((kind) => ERROR_KINDS[kind].origin === 'client');
  expect(new Set(SIMULATED_BY_CLIENT)).toEqual(new Set(clientKinds));
});
