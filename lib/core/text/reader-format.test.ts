import { afterEach, describe, expect, test, vi } from 'vitest';
import { settingsNotes } from '../chat/settings-notes.ts';
import { reportText } from '../doctor/report/report-text.ts';
import { formatAmount, formatCount, formatPixels } from './format-amount.ts';
import { formatBytes } from './format-bytes.ts';
import { formatClock } from './format-clock.ts';
import { formatDay } from './format-day.ts';
import { formatDuration } from './format-duration.ts';
import { formatMoment } from './format-moment.ts';
import { formatUsd } from './format-usd.ts';
import { formatWait } from './format-wait.ts';
import { formatWholeSeconds } from './format-whole-seconds.ts';
import { formatNumber, inEnglish } from './reader-format.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function readIn(language: unknown) {
  vi.stubGlobal('window', {});
  vi.stubGlobal('navigator', { language });
}

const NOW = Date.UTC(2026, 10, 30, 12);
const BEFORE = Date.UTC(2026, 10, 12, 16, 40);
const TIME = { now: NOW, timeZone: 'UTC' };

/** Some spaces in numbers and times are of special widths. */
function written() {
  return [
    formatCount(1_234_567),
    formatAmount(4_500_000, 'bytes'),
    formatBytes(1500),
    formatUsd(1204.5),
    formatAmount(0.5, 'usd'),
    formatDuration(3449),
    formatWait(7_500_000),
    formatWholeSeconds(65),
    formatPixels(1200, 800),
    formatDay(BEFORE, TIME),
    formatClock(BEFORE, TIME),
    formatMoment(Date.UTC(2026, 11, 3, 16, 40), TIME),
  ].map((text) =>
    text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/[\u200e\u200f\u2068\u2069]/g, ''),
  );
}

describe('the formats of the page', () => {
  test('are English on the server', () => {
    vi.stubGlobal('navigator', { language: 'de' });
    expect(formatCount(1840)).toBe('1,840');
  });

  test.each([
    [
      'de-DE',
      '1.234.567|4,5 MB|2 kB|1.204,50 $|0,50 $|3,4 s|2:05:00|1 min 5 s|1.200 × 800',
      '12. Nov.|12.11.2026, 16:40|on Thursday, 3. Dezember at 16:40',
    ],
    [
      'hi-IN',
      '12,34,567|4.5 MB|2 kB|$1,204.50|$0.50|3.4 s|2:05:00|1 min 5 s|1,200 × 800',
      '12 नव॰|12 नव॰ 2026, 4:40 pm|on Thursday, 3 दिसंबर at 4:40 pm',
    ],
    [
      'ja',
      '1,234,567|4.5 MB|2 kB|$1,204.50|$0.50|3.4 s|2:05:00|1 min 5 s|1,200 × 800',
      '11月12日|2026/11/12 16:40|on Thursday, 12月3日 at 16:40',
    ],
    [
      'ar-EG',
      '١٬٢٣٤٬٥٦٧|٤٫٥ MB|٢ kB|١٬٢٠٤٫٥٠ US$|٠٫٥٠ US$|٣٫٤ s|٢:٠٥:٠٠|١ min ٥ s|١٬٢٠٠ × ٨٠٠',
      '١٢ نوفمبر|١٢‏/١١‏/٢٠٢٦، ٤:٤٠ م|on Thursday, ٣ ديسمبر at ٤:٤٠ م',
    ],
  ])('are those of the browser in %s', (language, numbers, dates) => {
    readIn(language);
    expect(written().join('|')).toBe(`${numbers}|${dates.replaceAll('\u200f', '')}`);
  });

  test('are English in what leaves the page, also after it failed', () => {
    readIn('de');
    expect(inEnglish(() => inEnglish(() => '') + formatCount(1840))).toBe('1,840');
    expect(() =>
      inEnglish(() => {
        throw new Error('failed');
      }),
    ).toThrow('failed');
    expect(formatCount(1840)).toBe('1.840');
  });

  test('are English in notes that are exported, and in a report that is copied', () => {
    readIn('ar-EG');
    expect(settingsNotes({ maxOutputTokens: 4000 })).toEqual(['Longest reply: 4,000 tokens']);
    const check = { id: 'tls', title: 'Works', status: 'pass', ms: 1500 } as const;
    expect(reportText({ ok: true, verdict: 'Works', checks: [check] })).toContain('1.5 s');
  });

  test.each([['en-US@posix'], [''], [undefined], ['x'.repeat(1000)], [{}]])(
    'are English for the language %j, which is none',
    (language) => {
      readIn(language);
      expect(formatNumber(1840.5)).toBe('1,840.5');
    },
  );

  test('keep letters that are written from right to left apart from the sentence', () => {
    readIn('ar-EG');
    expect(formatDay(BEFORE, TIME)).toBe('\u2068١٢ نوفمبر\u2069');
    // Without the marks, the height would come first.
    expect(formatPixels(1200, 800)).toBe('١٬٢٠٠\u200e × \u200e٨٠٠');
    expect(formatCount(1840)).toBe('١٬٨٤٠');
  });
});
