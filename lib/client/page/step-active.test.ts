import { describe, expect, it } from 'vitest';
import { stepActive } from './step-active.ts';

const IDS = Array.from({ length: 20 }, (_, at) => `m${at}`);

describe('stepActive', () => {
  it.each([
    ['ArrowDown', 'm0', 'm1'],
    ['ArrowDown', 'm19', 'm0'],
    ['ArrowDown', 'gone', 'm0'],
    ['ArrowUp', 'm0', 'm19'],
    ['ArrowUp', 'm5', 'm4'],
    ['PageDown', 'm15', 'm19'],
    ['PageDown', 'm1', 'm9'],
    ['PageUp', 'm3', 'm0'],
    ['Home', 'm3', null],
    ['a', 'm3', null],
  ])('%s at %s leads to %s', (key, active, next) => {
    expect(stepActive(key, IDS, active)).toBe(next);
  });

  it('leads nowhere without options', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp']) {
      expect(stepActive(key, [], '')).toBeNull();
    }
  });
});
