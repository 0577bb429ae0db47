import { describe, expect, it } from 'vitest';
import { webSearchFor } from '#lib/core/models/web-search-methods.ts';
import type { UpstreamRequest } from '../upstream.ts';
import { toResponsesBody } from './responses-body.ts';

const PICTURE = 'data:image/png;base64,AAAA';
const request = (more: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  model: 'gpt-4.1',
  messages: [{ role: 'user', content: 'Hello' }],
  maxOutputTokens: 500,
  ...more,
});
const bodyOf = (more?: Partial<UpstreamRequest>, systemPrompt: string | null = null) =>
  toResponsesBody(request(more), { systemPrompt });

describe('a body of the Responses API', () => {
  it('is what the API documents, and is never stored', () => {
    expect(bodyOf()).toEqual({
      model: 'gpt-4.1',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }],
      stream: true,
      store: false,
      truncation: 'disabled',
      max_output_tokens: 500,
    });
  });

  it("has the operator's prompt as instructions, and the visitor's own among the input", () => {
    const body = bodyOf(
      {
        messages: [
          { role: 'system', content: 'Answer in French.' },
          { role: 'user', content: 'Hello' },
        ],
      },
      'Be brief.',
    );
    expect(body['instructions']).toBe('Be brief.');
    expect(body.input).toEqual([
      { role: 'system', content: [{ type: 'input_text', text: 'Answer in French.' }] },
      { role: 'user', content: [{ type: 'input_text', text: 'Hello' }] },
    ]);
  });

  it('has pictures with their detail, and earlier replies as text', () => {
    const { input } = bodyOf({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: PICTURE } },
            { type: 'image_url', image_url: { url: PICTURE, detail: 'low' } },
          ],
        },
        { role: 'assistant', content: 'A cat.' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'And ' },
            { type: 'text', text: 'a dog.' },
          ],
        },
      ],
    });
    expect(input).toEqual([
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: PICTURE, detail: 'auto' },
          { type: 'input_image', image_url: PICTURE, detail: 'low' },
        ],
      },
      { role: 'assistant', content: 'A cat.' },
      { role: 'assistant', content: 'And a dog.' },
    ]);
  });

  it('asks a reasoning model for a summary of what it thinks, and for what to send back', () => {
    const include = ['reasoning.encrypted_content'];
    expect(bodyOf({ model: 'gpt-6.1-sol' })).toMatchObject({
      reasoning: { summary: 'auto' },
      include,
    });
    const body = bodyOf({ model: 'o3-pro', reasoningEffort: 'high' });
    expect(body).toMatchObject({ reasoning: { effort: 'high', summary: 'auto' }, include });
    expect(bodyOf({ reasoningEffort: 'low' })['reasoning']).toEqual({ effort: 'low' });
    expect(bodyOf({ reasoningEffort: 'low' })).not.toHaveProperty('include');
  });

  it('has what the model thought before its reply, and the reply under its own name', () => {
    const item = { type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAA', summary: [] } as const;
    const message = { id: 'msg_1', phase: 'final_answer' };
    const { input } = bodyOf({
      messages: [
        { role: 'user', content: '2 + 2?' },
        { role: 'assistant', content: '4', reasoning: { form: 'items', items: [item], message } },
        { role: 'assistant', content: '5', reasoning: { form: 'details', details: [] } },
      ],
    });
    expect(input.slice(1)).toEqual([
      item,
      {
        ...{ ...message, type: 'message', role: 'assistant', status: 'completed' },
        content: [{ type: 'output_text', text: '4', annotations: [] }],
      },
      { role: 'assistant', content: '5' },
    ]);
  });

  it('passes sampling on, and raises an output limit that OpenAI refuses as too low', () => {
    expect(bodyOf({ temperature: 0, topP: 0.5 })).toMatchObject({ temperature: 0, top_p: 0.5 });
    expect(bodyOf({ maxOutputTokens: 1 }).max_output_tokens).toBe(16);
  });

  it('offers the search of the web only if asked, and bounds how often it runs', () => {
    const search = webSearchFor('openai', 'gpt-4.1');
    const searching = toResponsesBody(request({ webSearch: true }), {}, search);
    expect(searching['tools']).toEqual([{ type: 'web_search' }]);
    expect(searching['max_tool_calls']).toBe(search?.maxSearches);
    expect(bodyOf({ webSearch: true })).not.toHaveProperty('tools');
  });
});
