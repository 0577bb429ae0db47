import { describe, expect, it } from 'vitest';
import { limitRows } from './limit-rows.ts';
import type { LimitsInForce } from './limits-in-force.ts';

const IDLE: LimitsInForce = {
  visitors: { limit: 20, active: 0, most: 0 },
  everyone: { limit: 300, requests: 0 },
  replies: { visitor: 3, team: 20, process: 500, open: 0 },
  maxOutputTokens: 4096,
  maxThinkingTokens: 16_384,
  maxBodyBytes: 4_000_000,
  maxMessages: 1000,
  day: {
    tokensCap: null,
    usdCap: null,
    visitors: { tokens: null, usd: null },
    teams: [],
  },
};

const texts = (limits: LimitsInForce) =>
  limitRows(limits).map(({ what, limit, used }) => [what, limit, used]);

describe('limitRows', () => {
  it('lists every limit of an idle site', () => {
    expect(texts(IDLE)).toEqual([
      ['Each visitor', '20 requests a minute', 'none now'],
      ['Everyone together', '300 requests a minute', 'none now'],
      ['Replies at once', '3 per visitor, 20 per team, 500 total', 'none now'],
      ['Largest request', '4 MB, 1,000 messages', null],
      ['Longest answer', '4,096 tokens', null],
      ['Added for thinking', '16,384 tokens', null],
      ['Tokens per day', 'no cap', null],
      ['Dollars per day', 'no cap', null],
    ]);
  });

  it('omits daily spending if it must not be shown', () => {
    expect(texts({ ...IDLE, day: null })).toHaveLength(6);
  });

  it('shows what is used and what is reserved', () => {
    const limits: LimitsInForce = {
      ...IDLE,
      visitors: { limit: 20, active: 3, most: 12 },
      everyone: { limit: 300, requests: 14 },
      replies: { ...IDLE.replies, open: 2 },
      day: {
        tokensCap: 100_000,
        usdCap: 5,
        visitors: {
          tokens: { cap: 75_000, spent: 12_340, setAside: 4200 },
          usd: { cap: 3.75, spent: 0.4, setAside: 0 },
        },
        teams: [
          {
            name: 'reports',
            rateLimit: 120,
            requests: 7,
            tokens: { cap: 25_000, spent: 660, setAside: 0 },
            usd: { cap: 1.25, spent: 0.02, setAside: 0 },
          },
        ],
      },
    };
    expect(texts(limits)).toEqual([
      ['Each visitor', '20 requests a minute', '3 active now; the busiest sent 12'],
      ['Everyone together', '300 requests a minute', '14 now'],
      ['Replies at once', '3 per visitor, 20 per team, 500 total', '2 now'],
      ['Largest request', '4 MB, 1,000 messages', null],
      ['Longest answer', '4,096 tokens', null],
      ['Added for thinking', '16,384 tokens', null],
      ['Tokens per day', '100,000 tokens', '13,000 tokens today, 4,200 tokens reserved'],
      ['Dollars per day', '$5', '$0.42 today'],
      ['Page visitors', '75,000 tokens a day, $3.75 a day', '16,540 tokens today, $0.40 today'],
      [
        'Team reports',
        '120 requests a minute, 25,000 tokens a day, $1.25 a day',
        '7 requests now, 660 tokens today, $0.02 today',
      ],
    ]);
  });

  it('gives a team without a cap only its rate limit', () => {
    const team = { name: 'bot', rateLimit: 5, requests: 0, tokens: null, usd: null };
    const day = { tokensCap: null, usdCap: null, visitors: { tokens: null, usd: null } };
    expect(texts({ ...IDLE, day: { ...day, teams: [team] } }).slice(-2)).toEqual([
      ['Dollars per day', 'no cap', null],
      ['Team bot', '5 requests a minute', 'none now'],
    ]);
  });

  it('names the variable of each limit that can be set', () => {
    const variables = limitRows(IDLE).flatMap(({ variable }) => variable ?? []);
    expect(new Set(variables).size).toBe(7);
  });
});
