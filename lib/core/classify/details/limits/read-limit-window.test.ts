import { expect, it } from 'vitest';
import { readLimitWindow } from './read-limit-window.ts';

it.each([
  ['on requests per min (RPM): Limit 3, Used 3', 'minute'],
  ['on tokens per day (TPD): Limit 100000', 'day'],
  ['Details: TPM limit reached.', 'minute'],
  ['Requests per minute limit exceeded - too many requests sent.', 'minute'],
  ['Limit: 3 / min. Current: 4 / min', 'minute'],
  ['Your rate limit is 60 queries per minute.', 'minute'],
  ['has exceeded your per-minute rate limit', 'minute'],
  ["you've reached your hourly usage limit, please wait or upgrade", 'hour'],
  ['100 requests an hour', 'hour'],
  ["you've reached your weekly usage limit, please wait or upgrade", 'week'],
  ['Weekly quota exceeded', 'week'],
  ['used up your daily free allocation of 10,000 neurons', 'day'],
  [
    'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 requests per day',
    'day',
  ],
  ['Rate limit of 50 per 86400s exceeded for UserByModelByDay.', 'day'],
  ['You exceeded your monthly spend limit', 'month'],
  ['at most 1000 requests per month', 'month'],
  ['24-hour limit reached', 'day'],
  ['You have exceeded your monthly included credits', 'month'],
  ['Rate limit exceeded: 5 per 1 minute', 'minute'],
  ['已达到每周使用上限', 'week'],
  ['超出每分钟请求次数', 'minute'],
  ['今天的每日额度已用完', 'day'],
  ['You have hit your 7-day limit', 'week'],
])('reads the window from "%s": %s', (message, limitWindow) => {
  expect(readLimitWindow(message)).toEqual({ limitWindow, isWhole: true });
});

it.each([
  ["You've reached your 5-hour limit.", 'hour'],
  ['Usage limit reached for 5 hour. Your limit will reset at 2025-10-01 12:00:00', 'hour'],
  ['3-day usage limit reached', 'day'],
  ['已达到 5 小时的使用上限。', 'hour'],
])('reads only the unit from "%s": %s', (message, limitWindow) => {
  expect(readLimitWindow(message)).toEqual({ limitWindow, isWhole: false });
});

it.each(['Slow down', 'Try again in 5 minutes', 'today', 'See https://x.test/limits/minutes', ''])(
  'reads no window from "%s"',
  (message) => {
    expect(readLimitWindow(message)).toBeUndefined();
  },
);
