import { describe, expect, it } from 'vitest';
import { readMessage } from './read-message.ts';

const GOOGLE_THOUGHT = { google: { thought: true } };

describe('readMessage', () => {
  it.each<[string, object]>([
    ['DeepSeek', { content: null, reasoning_content: 'plan' }],
    ['OpenRouter', { content: '', reasoning: 'plan' }],
    ['Ollama', { thinking: 'plan' }],
    ['two names', { reasoning: 'plan', reasoning_content: 'plan' }],
    ['an empty name before a full one', { reasoning_content: '', reasoning: 'plan' }],
    [
      'OpenRouter, twice',
      { reasoning: 'plan', reasoning_details: [{ type: 'reasoning.text', text: 'plan' }] },
    ],
    ['OpenRouter, only details', { reasoning_details: [{ type: 'reasoning.text', text: 'plan' }] }],
    [
      'OpenRouter, a summary and what is encrypted',
      {
        reasoning: null,
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'plan' },
          { type: 'reasoning.encrypted', data: 'gAAAA', text: 'gAAAA' },
        ],
      },
    ],
    ['LiteLLM', { thinking_blocks: [{ type: 'thinking', thinking: 'plan', signature: 'x' }] }],
    ['Anthropic', { content: [{ type: 'thinking', thinking: 'plan', signature: 'x' }] }],
    [
      'Mistral',
      { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'pl' }, { text: 'an' }] }] },
    ],
    [
      'Databricks',
      { content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'plan' }] }] },
    ],
    ['a part of text that is a thought', { content: [{ text: 'plan', thought: true }] }],
    ['Google, between its tags', { content: 'plan', extra_content: GOOGLE_THOUGHT }],
  ])('reads the thinking of %s', (_, message) => {
    expect(readMessage({ ...message })).toEqual({ thinking: 'plan', text: '' });
  });

  it('reads thinking and text of one message', () => {
    const content = [
      { type: 'thinking', thinking: 'plan' },
      { type: 'text', text: 'ans' },
      { type: 'redacted_thinking', data: 'x' },
      { type: 'output_text', text: 'wer' },
    ];
    expect(readMessage({ content })).toEqual({ thinking: 'plan', text: 'answer' });
    expect(readMessage({ content: 'answer', reasoning: 'plan' })).toEqual({
      thinking: 'plan',
      text: 'answer',
    });
  });

  it.each(['<thought>plan', 'plan</thought>', '<thought>plan</thought>answer', '</thought>answer'])(
    'leaves the tags of Google in %j to be read as such',
    (content) => {
      expect(readMessage({ content, extra_content: GOOGLE_THOUGHT })).toEqual({
        thinking: '',
        text: content,
      });
    },
  );

  it.each<[object]>([
    [{ reasoning: 7 }],
    [{ reasoning_content: { text: 'x' } }],
    [{ reasoning_details: 'x'.length }],
    [{ reasoning_details: [null, 7, 'x', {}, { type: 'reasoning.encrypted', data: 'x' }] }],
    [{ content: [null, 7, { type: 'thinking' }, { type: 'thinking', thinking: [7, null] }] }],
    [{ content: 7 }],
    [{ extra_content: { google: { thought: true } } }],
  ])('finds nothing in %j', (message) => {
    expect(readMessage({ ...message })).toEqual({ thinking: '', text: '' });
  });
});
