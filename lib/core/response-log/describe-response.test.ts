import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../errors/error-kinds.ts';
import { describeResponse, titleOfKind } from './describe-response.ts';
import type { ResponseEntry } from './response-log.ts';
import { responseRows } from './response-rows.ts';

const entry = (more: Partial<ResponseEntry>): ResponseEntry => ({
  time: '2026-11-22T12:00:00.000Z',
  requestId: `sl_${'0'.repeat(20)}`,
  status: 200,
  ...more,
});
const described = (more: Partial<ResponseEntry>) => describeResponse(entry(more), 'OpenAI');

describe('describeResponse', () => {
  it.each([
    ['a reply', { finishReason: 'stop' }, 'Answered'],
    ['a tool call', { finishReason: 'tool_calls' }, 'Asked for a tool'],
    ['a response without a reply', { status: 204 }, 'Done'],
    ['a visitor who disconnected', { status: 499, kind: 'internal' }, 'Client disconnected'],
  ])('returns only a title for %s', (_, more, title) => {
    expect(described(more)).toEqual({ title, sentence: null, severity: null });
  });

  it("describes a failure in the catalog's words for the operator", () => {
    const { title, sentence, severity } = described({ status: 401, kind: 'key_invalid' });
    expect(title).toMatch(/^OpenAI rejected/);
    expect(sentence).not.toBeNull();
    expect(severity).not.toBeNull();
  });

  it('is more precise if the log has the reason', () => {
    const quotes = described({ status: 401, kind: 'key_malformed', reason: 'quotes' });
    const lineBreak = described({ status: 401, kind: 'key_malformed', reason: 'line_break' });
    expect(quotes.title).not.toBe(lineBreak.title);
  });

  it("describes a reply that isn't a full answer", () => {
    expect(described({ finishReason: 'length' })).toMatchObject({
      title: 'The reply reached its length limit',
      severity: 'info',
    });
  });

  it('treats a status of 400 and above, or an unknown kind, as a failure', () => {
    expect(described({ status: 418 }).title).toBe('Failed');
    expect(described({ status: 404 })).toMatchObject({ title: 'Not Found', severity: 'problem' });
    expect(described({ kind: 'from_tomorrow' }).title).toBe('from_tomorrow');
  });

  it.each(Object.keys(ERROR_KINDS))('has a title for the kind %s', (kind) => {
    expect(titleOfKind(kind, 'OpenAI')).toMatch(/^[^a-z].{3}/);
    expect(described({ kind, status: 500 }).title).not.toBe(kind);
  });
});

describe('responseRows', () => {
  it('lists every value of an entry, and nothing else', () => {
    expect(
      responseRows(
        entry({
          route: '/api/chat',
          method: 'POST',
          status: 429,
          durationMs: 1234,
          inputTokens: 12_345,
          retries: 1,
        }),
      ),
    ).toEqual([
      ['Request ID', `sl_${'0'.repeat(20)}`],
      ['Time', '2026-11-22T12:00:00.000Z'],
      ['Route', 'POST /api/chat'],
      ['Status', '429 Too Many Requests'],
      ['Took', '1.2 s'],
      ['Tokens in', '12,345'],
      ['Repeats', '1'],
    ]);
  });
});
