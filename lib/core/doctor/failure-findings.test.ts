import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../errors/error-kinds.ts';
import type { Failure } from '../errors/starlight-error.ts';
import type { DoctorRun } from './doctor-check.ts';
import type { WireAnswer } from './doctor-facts.ts';
import { findingOfFailure } from './failure-findings.ts';
import { findingOfRefusedKey } from './refused-key.ts';

const upstream = {
  baseUrl: 'https://llm.example/v1',
  name: 'llm.example',
  organization: null,
  project: null,
  models: ['m-1'],
} as const;
const facts = { upstream, holdsKey: () => false, key: 'k'.repeat(40) };
const answer: WireAnswer = { status: 401, headers: new Headers(), body: '{}', receivedAtMs: 0 };
// Only these facts and no earlier results are read.
const run = { facts, results: new Map(), memory: { failures: new Map() } } as unknown as DoctorRun;

const guessed = (kind: Failure['kind']): Failure => ({ kind, certainty: 'guessed', status: 401 });

describe('findingOfFailure for a guess', () => {
  it('says that the response gave no known reason, once', () => {
    const { title, detail } = findingOfFailure(guessed('key_invalid'), facts, answer);
    expect(title).toBe("Llm.example didn't accept the credentials");
    expect(detail).toMatch(/^Most often the key is mistyped/);
    expect(detail?.match(/no reason that Starlight recognizes/g)).toHaveLength(1);
  });

  it('gives the curl line to read the reason, and does not send the reader to the doctor', () => {
    const { fix } = findingOfFailure(guessed('refused'), facts, answer);
    expect(fix?.split('\n').at(-1)).toMatch(/^curl https:\/\/llm\.example\/v1\/chat\/completions /);
    expect(fix).toContain('$OPENAI_API_KEY');
    expect(fix).not.toContain('npm run doctor');
  });

  it('gives no such line if the reason is known', () => {
    const { fix, detail } = findingOfFailure({ kind: 'refused' }, facts, answer);
    expect(fix).not.toMatch(/^curl /m);
    expect(detail).toMatch(/llm\.example returned 401\.$/);
  });
});

describe('findingOfRefusedKey', () => {
  it('does not ask for a new key if only the status speaks against this one', () => {
    const { title, fix } = findingOfRefusedKey(guessed('key_invalid'), answer, run);
    expect(title).toBe("Llm.example didn't accept the credentials");
    expect(fix).not.toMatch(/new key|Get a key/);
  });

  it.each([
    ['leaked', 'found in public'],
    ['expired', 'has expired'],
  ])('says what the upstream said: %s', (reason, words) => {
    const failure: Failure = { kind: 'key_invalid', certainty: 'recognized', details: { reason } };
    const { title, fix } = findingOfRefusedKey(failure, answer, run);
    expect(title).toContain(words);
    expect(fix).toContain('Get a new key from llm.example.');
  });

  it('still asks for another key if the upstream said that it does not know this one', () => {
    const failure: Failure = { kind: 'key_invalid', certainty: 'recognized' };
    expect(findingOfRefusedKey(failure, answer, run).fix).toContain('Get a key from llm.example');
  });
});

const KINDS = Object.keys(ERROR_KINDS) as ErrorKind[];
const SAVING_FACTS = {
  upstream: { name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', models: ['gpt-test'] },
  holdsKey: () => false,
} as unknown as Parameters<typeof findingOfFailure>[1];
const ANSWER = { status: 500 } as Parameters<typeof findingOfFailure>[2];

describe('a failure in the doctor', () => {
  it.each(KINDS)('is told without anything saved, because the doctor saves nothing: %s', (kind) => {
    for (const answer of [undefined, ANSWER]) {
      const { title, detail, fix } = findingOfFailure({ kind }, SAVING_FACTS, answer);
      expect([title, detail, fix].join(' ')).not.toMatch(/\bsaved?\b/i);
      expect(title).not.toBe('');
      expect(detail).not.toBe('');
      expect(detail?.trim()).toBe(detail);
    }
  });

  it('keeps what else the catalog says, and the status', () => {
    expect(findingOfFailure({ kind: 'overloaded' }, SAVING_FACTS, ANSWER).detail).toBe(
      'Your limits and your key are fine. OpenAI returned 500.',
    );
  });
});
