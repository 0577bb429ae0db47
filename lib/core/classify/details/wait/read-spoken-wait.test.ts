import { describe, expect, it } from 'vitest';
import { readSpokenWait } from './read-spoken-wait.ts';

const NOW = Date.UTC(2026, 10, 30, 12, 0, 0);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (...moment: [number, number, number, number, number]) => Date.UTC(...moment) - NOW;

const SENTENCES: readonly (readonly [string, number])[] = [
  ['Please try again in 7m12s. Visit', 432_000],
  ['Please try again in 20s. Visit', 20_000],
  ['Please try again in 18.642s.', 18_642],
  ['Please try again in 120ms.', 120],
  ['Please try again in 9m38.016s. Need more tokens?', 578_016],
  ['Please try again in 1h2m3.5s.', 3_723_500],
  ['Please try again in 1d2h.', 26 * HOUR],
  ['Rate limit is exceeded. Try again in 30 seconds.', 30_000],
  ['Please retry after 20 seconds. For improved latency', 20_000],
  ['Please retry after 86400 seconds. Please go here', DAY],
  ['Please retry after 86,400 seconds.', DAY],
  ['Please retry after 1 minute.', MINUTE],
  ['limit: 20 Please retry in 34.074824224s.', 34_075],
  ['Please retry in 45.578569677s.', 45_579],
  ['Please retry your request in about 20 seconds.', 20_000],
  ['Please try again in an hour.', HOUR],
  ['No deployments available for selected model, Try again in 60 seconds. Passed model=x', MINUTE],
  ['Please wait 5631 seconds before retrying.', 5_631_000],
  ['Please wait for at least 2 minutes and 5 seconds.', 125_000],
  ['Cooldown: 30s', 30_000],
  ['rate limited, retry_after: 30', 30_000],
  ["{'error': {'code': 429, 'retry_after': 2.5}}", 2500],
  ['Retry-After: 30', 30_000],
  ['Retry-After: 30.', 30_000],
  ['retry_after: 2 minutes', 2 * MINUTE],
  ["{'resets_in_seconds': 90, 'plan': 'free'}", 90_000],
  ["{'reset_at': '2026-12-01T08:00:00Z'}", at(2026, 11, 1, 8, 0)],
  [`{'reset_at': ${NOW / 1000 + 30}}`, 30_000],
  ['You have exceeded your GPU quota. Try again in 3:42:12', 13_332_000],
  ['Request was throttled. Expected available in 58 seconds.', 58_000],
  ['Your rate limit resets in ~30s.', 30_000],
  ['request reached organization max RPM: 3, please try again after 1 seconds', 1000],
  ["You've hit your usage limit. Upgrade or try again in 3 hours 12 minutes.", 11_520_000],
  ['Usage limit reached. Resets in 42m.', 42 * MINUTE],
  ['resets in 2h 13m', 133 * MINUTE],
  ['Your quota will reset after 1h24m14s.', 5_054_000],
  ['Your limit resets in 1 day, 2 hours and 5 minutes.', DAY + 2 * HOUR + 5 * MINUTE],
  ['The model is available again in 3 days.', 3 * DAY],
  ['You will regain access on 2026-12-10 at 00:00 UTC.', at(2026, 11, 10, 0, 0)],
  ['try again at 2026-12-01T08:00:00Z', at(2026, 11, 1, 8, 0)],
  ['try again at 2026-12-01T08:00:00.', at(2026, 11, 1, 8, 0)],
  ['try again at Dec 1st, 2026 8:00 AM', at(2026, 11, 1, 8, 0)],
  ['try again at Dec 1st, 2026 8:05 PM.', at(2026, 11, 1, 20, 5)],
  ['Try again after December 2, 2026 at 12:30 AM UTC', at(2026, 11, 2, 0, 30)],
  ['Your limit will reset at 2026-12-01 10:00:00', at(2026, 11, 1, 10, 0)],
  ['Your limit will reset at 2026-12-01 18:00:00 +0800 CST', at(2026, 11, 1, 10, 0)],
  ['Your limit will reset at 2026-12-01 02:00 PST', at(2026, 11, 1, 10, 0)],
  ['Access is blocked until 1 Dec 2026 10:00 GMT+2', at(2026, 11, 1, 8, 0)],
  ['Your limit resets at 14:00 UTC', 2 * HOUR],
  ['Your limit resets 3am (UTC)', 15 * HOUR],
  ['The limit resets at midnight UTC.', 12 * HOUR],
  ['请在 30 秒后重试', 30_000],
  ['请在30秒后重试。', 30_000],
  ['请 2 分钟后再试', 2 * MINUTE],
  ['请求过于频繁，请等待 45 秒', 45_000],
  ['请于1小时30分钟后重试', 90 * MINUTE],
  // Without a zone, a Chinese provider's clock is that of Beijing.
  ['已达到 5 小时的使用上限。您的限额将在 2026-12-01 10:00:00 重置。', at(2026, 11, 1, 2, 0)],
  ['您的限额将在 2026-12-01T10:00:00Z 重置。', at(2026, 11, 1, 10, 0)],
  ['額度將於 3 天後重置', 3 * DAY],
  ['Повторите попытку через 30 секунд', 30_000],
  ['Попробуйте через 2 ч 30 мин', 150 * MINUTE],
  ['30초 후에 다시 시도하세요', 30_000],
  ['1시간 30분 후 다시 시도', 90 * MINUTE],
  ['30秒後に再試行してください', 30_000],
  ['Veuillez réessayer dans 30 secondes.', 30_000],
  ['Bitte versuchen Sie es in 30 Sekunden erneut.', 30_000],
  ['Inténtelo de nuevo en 2 minutos.', 2 * MINUTE],
];

const SILENT = [
  'Please try again later.',
  'Please try again in a few minutes.',
  'Please try again in 3 business days.',
  'Please try again in 5',
  'You have 20s left.',
  'Rate limit of 50 per 86400s exceeded.',
  'You exceeded 20 requests in 60 seconds.',
  'An error occurred (reached max retries: 4): Too many requests, please wait before trying again.',
  'Enable it by visiting the console then retry.',
  'Retry 3 times.',
  'This model is available in 2 regions.',
  'The model is free until Dec 31, 2026.',
  'The limit of 5 hours is used up.',
  'Your limit resets every 24 hours.',
  'Your limit will reset at 2026-12-01 18:00:00 CST',
  'try again at 2025-12-01T08:00:00Z',
  'try again at Feb 31st, 2027 8:00 AM',
  'try again at 3:42 PM.',
  'resets at 14:00:00',
  'try again at 13:00 PM UTC.',
  '已达到 5 小时的使用上限。',
  '30 秒内最多 5 次请求',
  '您的账户已欠费，请充值后重试。',
  '',
];

describe('readSpokenWait', () => {
  it.each(SENTENCES)('reads "%s"', (message, expected) => {
    expect(readSpokenWait(message, NOW, 'any')).toBe(expected);
    expect(readSpokenWait(`Slow down.\n${message}\nSee the docs`, NOW, 'any')).toBe(expected);
  });

  it.each(SILENT)('reads nothing from "%s"', (message) => {
    expect(readSpokenWait(message, NOW, 'any')).toBeUndefined();
  });

  it('is at most 31 days', () => {
    expect(readSpokenWait('Please try again in 400 days.', NOW, 'any')).toBe(31 * DAY);
  });

  it('passes over when to ask again if only a reset counts', () => {
    const message = 'Please retry in 5s. Your budget resets in 2 days.';
    expect(readSpokenWait(message, NOW, 'any')).toBe(5000);
    expect(readSpokenWait(message, NOW, 'reset')).toBe(2 * DAY);
    expect(readSpokenWait('额度将在 3 天后重置', NOW, 'reset')).toBe(3 * DAY);
    expect(readSpokenWait('请在 30 秒后重试', NOW, 'reset')).toBeUndefined();
    expect(readSpokenWait('try again at 2026-12-01', NOW, 'reset')).toBe(12 * HOUR);
  });

  it('never throws for a sentence cut anywhere', () => {
    for (const [message] of SENTENCES) {
      for (let end = 0; end <= message.length; end += 1) {
        const wait = readSpokenWait(message.slice(0, end), NOW, 'any');
        expect(wait === undefined || (wait >= 0 && wait <= 31 * DAY)).toBe(true);
      }
    }
  });

  it.each([
    ...SENTENCES.map(([message]) => message),
    '9',
    ' ',
    'retry in ',
    'in in ',
    '1秒',
    '2026-',
  ])('takes no longer than the text for 64 kB of "%s"', (piece) => {
    const text = piece.repeat(Math.ceil(65_536 / piece.length));
    const started = performance.now();
    for (const which of ['any', 'reset'] as const) readSpokenWait(text, NOW, which);
    // Measured at most 5 ms on an idle machine.
    expect(performance.now() - started).toBeLessThan(500);
  });
});
