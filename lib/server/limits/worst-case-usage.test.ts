import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompletionBody } from '../upstream/reply/completion-body.ts';
import { toResponsesBody } from '../upstream/responses/responses-body.ts';
import type { UpstreamRequest } from '../upstream/upstream.ts';
import { worstCaseOfChat, worstCaseOfResponse, worstCaseUsage } from './worst-case-usage.ts';

const LONG = 'x'.repeat(1_000_000);
const PICTURE = `data:image/png;base64,${'A'.repeat(1_000_000)}`;
const hello = { role: 'user', content: 'hello' };
const bodyOf = (messages: readonly unknown[], more: object = {}): CompletionBody => ({
  model: 'm',
  messages,
  stream: false,
  ...more,
});
const inputOf = (messages: readonly unknown[], more: object = {}) =>
  worstCaseUsage(bodyOf(messages, more)).inputTokens;

describe('worstCaseUsage', () => {
  it('counts at least one token per byte of text, in any language', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
        const messages = texts.map((content) => ({ role: 'user', content }));
        const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
        expect(inputOf(messages)).toBeGreaterThanOrEqual(bytes);
      }),
    );
  });

  it.each([
    ['NFC', '\u{1d160}\uff21\uff21\uff21\uff21'],
    ['NFKC', '\ufdfa'],
  ])('counts at least one token per byte after a tokenizer’s %s normalization', (form, text) => {
    const content = text.repeat(10_000);
    const normalizedBytes = Buffer.byteLength(content.normalize(form));
    expect(normalizedBytes).toBeGreaterThan(Buffer.byteLength(content));
    expect(inputOf([{ role: 'user', content }])).toBeGreaterThanOrEqual(normalizedBytes);
    const tools = [{ type: 'function', function: { name: 'f', description: content } }];
    expect(inputOf([hello], { tools })).toBeGreaterThanOrEqual(normalizedBytes);
  });

  it('uses the output limit under either name', () => {
    expect(worstCaseUsage(bodyOf([], { max_tokens: 4096 })).outputTokens).toBe(4096);
    expect(worstCaseUsage(bodyOf([], { max_completion_tokens: 77 })).outputTokens).toBe(77);
  });

  it('counts an image as an image, not by its bytes', () => {
    const picture = { type: 'image_url', image_url: { url: PICTURE } };
    const inputTokens = inputOf([{ role: 'user', content: [picture, picture] }]);
    expect(inputTokens).toBeGreaterThan(2 * 48_000);
    expect(inputTokens).toBeLessThan(100_000);
  });

  it('counts an image with a URL as an image and as text', () => {
    const url = `https://example.com/${LONG}`;
    const part = { type: 'image_url', image_url: { url } };
    expect(inputOf([{ role: 'user', content: [part] }])).toBeGreaterThan(1_048_000);
  });

  it.each<[string, unknown[], object]>([
    ['a part', [{ role: 'user', content: [{ type: 'text', text: LONG, image_url: '' }] }], {}],
    [
      'an image',
      [{ role: 'user', content: [{ type: 'image_url', image_url: { url: PICTURE }, text: LONG }] }],
      {},
    ],
    [
      'the image_url object',
      [{ role: 'user', content: [{ type: 'image_url', image_url: { url: PICTURE, x: LONG } }] }],
      {},
    ],
    [
      'a data URL that is not an image',
      [
        {
          role: 'user',
          content: [{ type: 'image_url', image_url: { url: `${PICTURE}\n${LONG}` } }],
        },
      ],
      {},
    ],
    ['a message', [{ ...hello, content: LONG, image_url: '' }], {}],
    [
      'a message that looks like an image',
      [{ type: 'image_url', image_url: { url: PICTURE } }],
      {},
    ],
    ['a tool', [hello], { tools: [{ image_url: '', description: LONG }] }],
    ['a schema', [hello], { response_format: { image_url: { url: PICTURE }, type: 'image_url' } }],
    ['the body', [hello], { image_url: '', user: LONG }],
  ])('counts what is in %s as text, despite a member named image_url', (_, messages, more) => {
    expect(inputOf(messages, more)).toBeGreaterThan(1_000_000);
  });
});

describe('the worst case of a chat request', () => {
  const OPTIONS = { baseUrl: 'https://api.openai.com/v1', systemPrompt: 'Be brief.' };
  const requestOf = (content: UpstreamRequest['messages'][number]['content'], model = 'gpt-5') => ({
    model,
    messages: [{ role: 'user' as const, content }],
    maxOutputTokens: 1000,
  });

  it('in the Responses API counts text by its bytes and an image as an image', () => {
    const picture = { type: 'image_url', image_url: { url: PICTURE } } as const;
    const text = { type: 'text', text: 'é'.repeat(1000) } as const;
    const body = toResponsesBody(requestOf([text, picture, picture]), OPTIONS);
    const { inputTokens, outputTokens } = worstCaseOfResponse(body);
    expect(inputTokens).toBeGreaterThan(2000 + 2 * 48_000);
    expect(inputTokens).toBeLessThan(100_000);
    expect(outputTokens).toBe(1000);
  });

  it('is that of whichever API can be asked', () => {
    for (const model of ['gpt-5', 'gpt-4.1']) {
      const request = requestOf('Hello', model);
      const either = worstCaseOfChat(request, { ...OPTIONS, api: 'auto' });
      for (const api of ['chat', 'responses'] as const) {
        const one = worstCaseOfChat(request, { ...OPTIONS, api });
        expect(either.inputTokens).toBeGreaterThanOrEqual(one.inputTokens);
        expect(either.outputTokens).toBeGreaterThanOrEqual(one.outputTokens);
      }
    }
  });
});
