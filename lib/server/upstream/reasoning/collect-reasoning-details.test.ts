import { describe, expect, it } from 'vitest';
import { createDetailsCollector } from './collect-reasoning-details.ts';

function collect(...lists: unknown[]) {
  const collector = createDetailsCollector();
  for (const list of lists) collector.take({ reasoning_details: list });
  const found = collector.end();
  return found?.form === 'details' ? found.details : null;
}

const text = (said: string, more: object = {}) => ({
  type: 'reasoning.text',
  text: said,
  index: 0,
  ...more,
});
const SIGNATURE = { type: 'reasoning.text', signature: 'EqQB', index: 0 };
const ENCRYPTED = { type: 'reasoning.encrypted', data: 'gAAA', id: 'rs_1', index: 1 };

describe('the reasoning details of a reply', () => {
  it('are joined to what they are pieces of, wherever they are split', () => {
    const whole = 'Two and two is 4 🌟.';
    for (let at = 0; at <= whole.length; at++) {
      const pieces = [whole.slice(0, at), whole.slice(at)].map((piece) => text(piece));
      const expected = [{ ...text(whole), signature: 'EqQB' }, ENCRYPTED];
      expect(collect(pieces, [SIGNATURE, ENCRYPTED])).toEqual(expected);
      expect(collect([pieces[0]], [], [pieces[1]], [SIGNATURE], [ENCRYPTED])).toEqual(expected);
    }
  });

  it('stay apart where a new one begins', () => {
    const other = text('Again.', { index: 1, signature: 'EqQC' });
    expect(collect([text('Two.'), SIGNATURE], [other])).toEqual([
      { ...text('Two.'), signature: 'EqQB' },
      other,
    ]);
    // Two that were encrypted are never one.
    expect(collect([ENCRYPTED], [ENCRYPTED])).toEqual([ENCRYPTED, ENCRYPTED]);
    const signed = text('One.', { signature: 'EqQB' });
    expect(collect([signed], [text('Two.')])).toEqual([signed, text('Two.')]);
  });

  it('are not sent back if no one can verify them', () => {
    expect(collect([text('DeepSeek thinks aloud.')])).toBeNull();
    expect(collect([{ type: 'reasoning.summary', summary: 'So.', signature: null }])).toBeNull();
    expect(collect()).toBeNull();
    expect(collect('none', null, [], {})).toBeNull();
  });

  it.each([
    ['of an unknown type', { type: 'reasoning.server_tool_call', data: 'x' }],
    ['that are no objects', 'gAAA'],
    ['with a member of another type', { ...ENCRYPTED, data: 7 }],
    ['with another index', { ...ENCRYPTED, index: 'first' }],
    ['that are too long', { ...ENCRYPTED, data: 'A'.repeat(64_000) }],
  ])('are given up with those %s: the sequence would not be complete', (_, detail) => {
    expect(collect([ENCRYPTED, detail])).toBeNull();
    expect(collect([detail], [ENCRYPTED])).toBeNull();
  });

  it('take bounded room, however many there are', () => {
    const collector = createDetailsCollector();
    const list = Array.from({ length: 1000 }, () => ENCRYPTED);
    for (let times = 0; times < 1000; times++) collector.take({ reasoning_details: list });
    expect(collector.end()).toBeNull();
  });
});
