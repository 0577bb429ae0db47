import { expect, it } from 'vitest';
import { createSimulationMemory } from './simulation-memory.ts';

const failure = { retryWorksAt: 500, model: 'm', messageCount: 1 };

it('recalls a turn only for the kind of its failure', () => {
  const memory = createSimulationMemory();
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 1)).toEqual(failure);
  expect(memory.recall('turn-1', 'server_error', 1)).toBeNull();
  expect(memory.recall('turn-2', 'rate_limited', 1)).toBeNull();
});

it('forgets a turn after its lifetime', () => {
  const memory = createSimulationMemory({ ttlMs: 1000 });
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 999)).toEqual(failure);
  expect(memory.recall('turn-1', 'rate_limited', 1000)).toBeNull();
});

it('keeps a turn longer than the longest wait that can be requested', () => {
  const memory = createSimulationMemory();
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 3_600_001)).toEqual(failure);
});

it('evicts the oldest turn, and treats a turn remembered again as new', () => {
  const memory = createSimulationMemory({ maxTurns: 2 });
  for (const turn of ['turn-1', 'turn-2', 'turn-1', 'turn-3']) {
    memory.remember(turn, 'server_error', failure, 0);
  }
  expect(memory.recall('turn-1', 'server_error', 1)).toEqual(failure);
  expect(memory.recall('turn-2', 'server_error', 1)).toBeNull();
  expect(memory.recall('turn-3', 'server_error', 1)).toEqual(failure);
});
