import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createThoughts } from './create-thoughts.ts';

/** Thoughts whose clock the test sets. */
function bench(before: Parameters<typeof createThoughts>[0] = {}) {
  const clock = { ms: 1000 };
  return { clock, thoughts: createThoughts(before, () => clock.ms) };
}

describe('createThoughts', () => {
  it('measures from the first thought to the first word, and no longer', () => {
    const { clock, thoughts } = bench();
    thoughts.add('Let me ');
    clock.ms += 2000;
    expect(thoughts.add('see.')).toEqual({ thinking: 'Let me see.', thinkingMs: 2000 });
    clock.ms += 500;
    expect(thoughts.end()).toEqual({ thinking: 'Let me see.', thinkingMs: 2500 });
    clock.ms += 9000;
    expect(thoughts.end().thinkingMs).toBe(2500);
  });

  it('adds no fields to a reply without thoughts', () => {
    const { thoughts } = bench();
    expect(thoughts.add('')).toEqual({});
    expect(thoughts.end()).toEqual({});
  });

  it('takes white space alone for no thought, and leaves it out at the start of one', () => {
    const { clock, thoughts } = bench();
    expect(thoughts.add('\n\n')).toEqual({});
    expect(thoughts.end()).toEqual({});
    clock.ms += 5000;
    thoughts.add(' \n');
    expect(thoughts.add('\nHm ')).toEqual({ thinking: 'Hm ', thinkingMs: 0 });
    thoughts.end();
    expect(thoughts.add('\n')).toEqual({ thinking: 'Hm ', thinkingMs: 0 });
    expect(thoughts.add(' so').thinking).toBe('Hm \n\nso');
  });

  it('puts a blank line between thoughts that the answer separates', () => {
    const { thoughts } = bench();
    thoughts.add('One');
    thoughts.end();
    thoughts.end();
    thoughts.add('');
    thoughts.add('Two');
    expect(thoughts.add('.').thinking).toBe('One\n\nTwo.');
  });

  it('continues those of an earlier turn, and adds up the time', () => {
    const { clock, thoughts } = bench({ thinking: 'Before.', thinkingMs: 4000 });
    expect(thoughts.end()).toEqual({ thinking: 'Before.', thinkingMs: 4000 });
    thoughts.add('After.');
    clock.ms += 1000;
    expect(thoughts.end()).toEqual({ thinking: 'Before.\n\nAfter.', thinkingMs: 5000 });
  });

  it('never measures less than nothing when the clock is set back', () => {
    const { clock, thoughts } = bench();
    thoughts.add('Hm');
    clock.ms -= 60_000;
    expect(thoughts.end().thinkingMs).toBe(0);
  });

  it('keeps every thought, in order, for any stream', () => {
    const event = fc.oneof(fc.string(), fc.constant(null));
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const { thoughts } = bench();
        for (const text of events) text === null ? thoughts.end() : thoughts.add(text);
        const { thinking = '' } = thoughts.end();
        const pieces = events.map((text) => text ?? '\u0000').join('');
        const runs = pieces
          .split(/\0+/)
          .map((run) => run.trimStart())
          .filter((run) => run !== '');
        fc.pre(!events.some((text) => text?.includes('\u0000')));
        expect(thinking).toBe(runs.join('\n\n'));
      }),
    );
  });
});
