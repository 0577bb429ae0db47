import { describe, expect, it } from 'vitest';
import { ERROR_KINDS, type ErrorKind } from '../errors/error-kinds.ts';
import { findingOfFailure } from './failure-findings.ts';

const KINDS = Object.keys(ERROR_KINDS) as ErrorKind[];
const FACTS = {
  upstream: { name: 'OpenAI', models: ['gpt-test'] },
  holdsKey: () => false,
} as unknown as Parameters<typeof findingOfFailure>[1];
const ANSWER = { status: 500 } as Parameters<typeof findingOfFailure>[2];

describe('a failure in the doctor', () => {
  it.each(KINDS)('is told without anything saved, because the doctor saves nothing: %s', (kind) => {
    for (const answer of [undefined, ANSWER]) {
      const { title, detail, fix } = findingOfFailure({ kind }, FACTS, answer);
      expect([title, detail, fix].join(' ')).not.toMatch(/\bsaved?\b/i);
      expect(title).not.toBe('');
      expect(detail).not.toBe('');
      expect(detail?.trim()).toBe(detail);
    }
  });

  it('keeps what else the catalog says, and the status', () => {
    expect(findingOfFailure({ kind: 'overloaded' }, FACTS, ANSWER).detail).toBe(
      'Your limits and your key are fine. OpenAI returned 500.',
    );
  });
});
