import { describe, expect, it } from 'vitest';
import { createItemsCollector } from './collect-reasoning-items.ts';

const SUMMARY = [{ type: 'summary_text', text: 'So.' }];
const reasoning = (more: object = {}) => ({
  ...{ type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAAAABo-_=', summary: SUMMARY },
  ...more,
});
const message = (more: object = {}) => ({ type: 'message', id: 'msg_1', content: [], ...more });

function collectEvents(...items: unknown[]) {
  const collector = createItemsCollector();
  for (const item of items) collector.take({ type: 'response.output_item.done', item });
  return collector.end();
}
function collectOutput(...items: unknown[]) {
  const collector = createItemsCollector();
  collector.complete({ output: items });
  return collector.end();
}

describe('the reasoning items of a response', () => {
  it('are taken from the events, or from the whole response, unchanged', () => {
    const expected = {
      form: 'items',
      items: [reasoning(), reasoning({ id: 'rs_2' })],
      message: { id: 'msg_1' },
    };
    const items = [reasoning({ status: 'completed' }), reasoning({ id: 'rs_2' }), message()];
    expect(collectEvents(...items)).toEqual(expected);
    expect(collectOutput(...items)).toEqual(expected);
  });

  it('come from the response where it repeats the events, and not twice', () => {
    const collector = createItemsCollector();
    for (const item of [reasoning({ encrypted_content: 'begun' }), message()]) {
      collector.take({ type: 'response.output_item.added', item });
      collector.take({ type: 'response.output_item.done', item });
    }
    collector.complete({ output: [] });
    expect(collector.end()).toMatchObject({ items: [{ encrypted_content: 'begun' }] });
    collector.complete({ output: [reasoning(), message()] });
    expect(collector.end()).toMatchObject({ items: [reasoning()] });
  });

  it('keep the phase of their message', () => {
    const found = collectOutput(reasoning(), message({ phase: 'final_answer' }));
    expect(found).toMatchObject({ message: { id: 'msg_1', phase: 'final_answer' } });
    const other = collectOutput(reasoning(), message({ phase: 'x'.repeat(1000) }));
    expect(other).toHaveProperty('message', { id: 'msg_1' });
  });

  it.each([
    ['nothing else', [reasoning()]],
    ['a message alone', [message()]],
    ['a search in between', [reasoning(), { type: 'web_search_call', id: 'ws_1' }, message()]],
    ['a second message', [reasoning(), message(), reasoning({ id: 'rs_2' }), message()]],
    ['a call after it', [reasoning(), { type: 'function_call', id: 'fc_1' }]],
    ['reasoning that is not encrypted', [reasoning({ encrypted_content: null }), message()]],
    [
      'text for what should be encrypted',
      [reasoning({ encrypted_content: 'Hm, well.' }), message()],
    ],
    ['reasoning without an ID', [reasoning({ id: undefined }), message()]],
    ['a message without an ID', [reasoning(), message({ id: '' })]],
    ['an ID of another form', [reasoning({ id: 'rs 1\n' }), message()]],
    ['too much of it', [reasoning({ encrypted_content: 'A'.repeat(64_001) }), message()]],
    ['a summary that is too long', [reasoning({ summary: ['A'.repeat(64_000)] }), message()]],
    ['far too many', [...Array.from({ length: 1000 }, () => reasoning()), message()]],
    ['no items', ['reasoning', null, 7]],
  ])('are not sent back with %s', (_, items) => {
    expect(collectEvents(...items)).toBeNull();
    expect(collectOutput(...items)).toBeNull();
  });
});
