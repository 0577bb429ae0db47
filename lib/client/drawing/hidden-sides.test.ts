import { expect, it } from 'vitest';
import { hiddenSides } from './hidden-sides.ts';

it.each([
  [0, 100, 100, ''],
  [0, 101, 100, ''],
  [0, 200, 100, 'end'],
  [50, 200, 100, 'start end'],
  [99.5, 200, 100, 'start'],
  [-50, 200, 100, 'start end'],
  [-100, 200, 100, 'start'],
])('at %d of %d in %d, the sides %j are hidden', (scrollLeft, scrollWidth, clientWidth, sides) => {
  expect(hiddenSides({ scrollLeft, scrollWidth, clientWidth })).toBe(sides);
});
