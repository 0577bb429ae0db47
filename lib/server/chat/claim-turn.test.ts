import { beforeEach, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { claimTurn } from './claim-turn.ts';

beforeEach(resetRegistry);

it('refuses a turn already being answered, only for the same visitor', () => {
  const claim = claimTurn('session:a', 'turn-1');
  expect(() => claimTurn('session:a', 'turn-1')).toThrow('duplicate_turn');
  claimTurn('session:b', 'turn-1');
  claimTurn('session:a', 'turn-2');
  claim[Symbol.dispose]();
  claimTurn('session:a', 'turn-1');
});

it('frees only its own claim, even if disposed twice', () => {
  const first = claimTurn('session:a', 'turn-1');
  first[Symbol.dispose]();
  claimTurn('session:a', 'turn-1');
  first[Symbol.dispose]();
  expect(() => claimTurn('session:a', 'turn-1')).toThrow('duplicate_turn');
});

it('accepts any number of turns without an id', () => {
  claimTurn('session:a', undefined);
  expect(() => claimTurn('session:a', undefined)).not.toThrow();
});
