import { describe, expect, it } from 'vitest';
import { itemDone, output, readOutcome } from '#tests/support/read-response-outcome.ts';
import { message, textDelta } from '#tests/support/response-events.ts';

type JsonObject = Record<string, unknown>;

describe('the text of a response', () => {
  const done = { type: 'response.output_text.done', item_id: 'msg_1', output_index: 0 };

  it('is said once, whatever repeats it', () => {
    const { text } = readOutcome(
      textDelta('Hel'),
      textDelta('lo'),
      { ...done, content_index: 0, text: 'Hello' },
      { ...done, content_index: 0, text: 'Hello' },
      itemDone(message('Hello'), 0),
      itemDone(message('Hello'), 0),
      output(message('Hello')),
    );
    expect(text).toBe('Hello');
  });

  it.each<[string, JsonObject[]]>([
    ['the end of the part', [{ ...done, content_index: 0, text: 'Hello' }]],
    ['the end of the item', [itemDone(message('Hello'), 0)]],
    ['the end of the response', [output(message('Hello'))]],
  ])('is completed by %s', (_, events) => {
    expect(readOutcome(textDelta('Hel'), ...events, output()).text).toBe('Hello');
    expect(readOutcome(...events, output()).text).toBe('Hello');
  });

  it('is what the stream said, if the end says it otherwise', () => {
    expect(readOutcome(textDelta('Hello [1]'), output(message('Hello'))).text).toBe('Hello [1]');
    expect(readOutcome(textDelta('\n\nHello\n'), output(message('Hello', { id: 'x' }))).text).toBe(
      '\n\nHello\n',
    );
  });

  it('keeps two items that say the same', () => {
    const both = [message('ok'), message('ok', { id: 'msg_2' })];
    expect(readOutcome(textDelta('ok'), output(...both)).text).toBe('ok\n\nok');
    expect(readOutcome(output(...both)).text).toBe('ok\n\nok');
    expect(readOutcome(textDelta('ok', { output_index: 1 }), output(...both)).text).toBe(
      'ok\n\nok',
    );
  });

  it('has no break where the text has one, and none within an item', () => {
    const { text } = readOutcome(
      textDelta('a\n'),
      textDelta('b', { output_index: 1 }),
      textDelta('c', { output_index: 1, content_index: 1 }),
      output(),
    );
    expect(text).toBe('a\nbc');
  });
});

describe('the thinking of a response', () => {
  const both = (words: string, summary: string) => ({
    ...{ type: 'reasoning', content: [{ type: 'reasoning_text', text: words }] },
    summary: [{ type: 'summary_text', text: summary }],
  });
  const delta = (type: string, text: string, output_index: number) => ({
    ...{ type: `response.${type}.delta`, output_index, delta: text },
  });

  it('is said in the form in which its item began', () => {
    const end = output(both('Words one.', 'One.'), both('Words two.', 'Two.'));
    expect(readOutcome(itemDone(both('Words one.', 'One.'), 0), end).thinking).toBe(
      'Words one.\n\nWords two.',
    );
    expect(
      readOutcome(
        itemDone(both('Words one.', 'One.'), 0),
        delta('reasoning_summary_text', 'Two.', 1),
        delta('reasoning_text', 'Words two.', 1),
        end,
      ).thinking,
    ).toBe('Words one.\n\nTwo.');
  });

  it('is never text, in whatever event it ends', () => {
    const part = { type: 'reasoning_text', text: 'Plan.' };
    const { thinking, text } = readOutcome(
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part },
      output({ type: 'reasoning', content: [part] }, message('Done.')),
    );
    expect([thinking, text]).toEqual(['Plan.', 'Done.']);
  });
});
