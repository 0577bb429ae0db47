import { expect, it } from 'vitest';
import { createSimulationMemory } from './simulation-memory.ts';

const failure = { retryWorksAt: 500, model: 'm', messageCount: 1 };

it('knows a turn and the way it failed, and no other', () => {
  const memory = createSimulationMemory();
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 1)).toEqual(failure);
  expect(memory.recall('turn-1', 'server_error', 1)).toBeNull();
  expect(memory.recall('turn-2', 'rate_limited', 1)).toBeNull();
});

it('forgets a turn after its time', () => {
  const memory = createSimulationMemory({ ttlMs: 1000 });
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 999)).toEqual(failure);
  expect(memory.recall('turn-1', 'rate_limited', 1000)).toBeNull();
});

it('keeps a turn for longer than the longest wait that can be asked for', () => {
  const memory = createSimulationMemory();
  memory.remember('turn-1', 'rate_limited', failure, 0);
  expect(memory.recall('turn-1', 'rate_limited', 3_600_001)).toEqual(failure);
});

it('forgets the oldest of too many, and counts a turn remembered again as new', () => {
  const memory = createSimulationMemory({ maxTurns: 2 });
  for (const turn of ['turn-1', 'turn-2', 'turn-1', 'turn-3']) {
    memory.remember(turn, 'server_error', failure, 0);
  }
  expect(memory.recall('turn-1', 'server_error', 1)).toEqual(failure);
  expect(memory.recall('turn-2', 'server_error', 1)).toBeNull();
  expect(memory.recall('turn-3', 'server_error', 1)).toEqual(failure);
});
