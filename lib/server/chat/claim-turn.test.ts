import { beforeEach, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { claimTurn } from './claim-turn.ts';

beforeEach(resetRegistry);

it('refuses a turn already being answered, only for the same visitor', async () => {
  const claim = await claimTurn('session:a', 'turn-1');
  await expect(claimTurn('session:a', 'turn-1')).rejects.toThrow('duplicate_turn');
  await claimTurn('session:b', 'turn-1');
  await claimTurn('session:a', 'turn-2');
  claim[Symbol.dispose]();
  await claimTurn('session:a', 'turn-1');
});

it('frees only its own claim, even if disposed twice', async () => {
  const first = await claimTurn('session:a', 'turn-1');
  first[Symbol.dispose]();
  await claimTurn('session:a', 'turn-1');
  first[Symbol.dispose]();
  await expect(claimTurn('session:a', 'turn-1')).rejects.toThrow('duplicate_turn');
});

it('accepts any number of turns without an id', async () => {
  await claimTurn('session:a', undefined);
  await expect(claimTurn('session:a', undefined)).resolves.toBeDefined();
});
