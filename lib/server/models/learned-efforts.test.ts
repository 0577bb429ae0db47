import { beforeEach, describe, expect, it } from 'vitest';
import { resetRegistry } from '../registry.ts';
import { learnRefusedEffort, withLearnedEfforts } from './learned-efforts.ts';

const AT = { baseUrl: 'https://api.test/v1', model: 'm' };
const effortsOf = (efforts?: ('none' | 'low' | 'high')[], baseUrl = AT.baseUrl) =>
  withLearnedEfforts({ id: 'm', efforts }, baseUrl).efforts;

beforeEach(resetRegistry);

describe('what a refusal teaches', () => {
  it('replaces the efforts by those that the refusal lists', () => {
    learnRefusedEffort(AT, 'none', ['low', 'high']);
    expect(effortsOf(['none', 'low'])).toEqual(['low', 'high']);
    expect(effortsOf()).toEqual(['low', 'high']);
  });

  it('otherwise removes the refused ones', () => {
    learnRefusedEffort(AT, 'none', []);
    expect(effortsOf(['none', 'low', 'high'])).toEqual(['low', 'high']);
    learnRefusedEffort(AT, 'low', ['low']);
    expect(effortsOf(['none', 'low', 'high'])).toEqual(['high']);
    expect(effortsOf()).toEqual([]);
  });

  it('holds for one model of one upstream', () => {
    learnRefusedEffort(AT, 'none', []);
    expect(effortsOf(['none'], 'https://other.test/v1')).toEqual(['none']);
    expect(withLearnedEfforts({ id: 'n' }, AT.baseUrl)).toEqual({ id: 'n' });
  });

  it('forgets the oldest of a thousand models', () => {
    learnRefusedEffort(AT, 'none', []);
    for (let i = 0; i < 1000; i++) learnRefusedEffort({ ...AT, model: `m${i}` }, 'none', []);
    expect(effortsOf(['none'])).toEqual(['none']);
  });
});
