import { describe, expect, it } from 'vitest';
import { CONTINUE_INSTRUCTION } from '#lib/core/chat/continue-instruction.ts';
import { parseCompletionRequest } from './completion-request.ts';

const parse = (body: object) => parseCompletionRequest(JSON.stringify(body));
const messages = [{ role: 'user', content: 'Hi' }];

describe('parseCompletionRequest', () => {
  it('reads a plain request as not streamed and unlimited', () => {
    expect(parse({ model: 'm', messages })).toEqual({
      ok: true,
      request: {
        model: 'm',
        messages: [{ role: 'user', text: 'Hi', pictures: [] }],
        stream: false,
        includeUsage: false,
        includeObfuscation: true,
        maxTokens: Number.POSITIVE_INFINITY,
        webSearch: false,
      },
    });
  });

  it('reads the stream options', () => {
    const stream_options = { include_usage: true, include_obfuscation: false };
    expect(parse({ model: 'm', messages, stream: true, stream_options })).toMatchObject({
      request: { stream: true, includeUsage: true, includeObfuscation: false },
    });
  });

  it('accepts either name of the output limit, preferring the newer one', () => {
    expect(parse({ model: 'm', messages, max_tokens: 5 })).toMatchObject({
      request: { maxTokens: 5 },
    });
    expect(parse({ model: 'm', messages, max_tokens: 5, max_completion_tokens: 7 })).toMatchObject({
      request: { maxTokens: 7 },
    });
  });

  it('reads the text and pictures of content parts', () => {
    const content = [
      { type: 'text', text: 'What is' },
      { type: 'text', text: 'this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
    ];
    expect(parse({ model: 'm', messages: [{ role: 'user', content }] })).toMatchObject({
      request: {
        messages: [
          { role: 'user', text: 'What is\nthis?', pictures: ['data:image/png;base64,AA=='] },
        ],
      },
    });
  });

  it('drops the instruction to continue, which the simulated model does not need', () => {
    const truncated = [...messages, { role: 'assistant', content: 'Half' }];
    const continued = [...truncated, { role: 'user', content: CONTINUE_INSTRUCTION }];
    expect(parse({ model: 'm', messages: continued })).toEqual(
      parse({ model: 'm', messages: truncated }),
    );
  });

  it('ignores parameters it does not simulate', () => {
    expect(parse({ model: 'm', messages, temperature: 1, top_p: 0.5, seed: 1 }).ok).toBe(true);
  });

  it.each([
    [{ messages }, 'model'],
    [{ model: 'm' }, 'messages'],
    [{ model: 'm', messages: [] }, 'messages'],
    [{ model: 'm', messages, stream: 'yes' }, 'stream'],
    [{ model: 'm', messages, max_tokens: 0 }, 'max_tokens'],
  ])('names the invalid parameter in %j', (body, parameter) => {
    expect(parse(body)).toEqual({ ok: false, parameter });
  });

  it.each(['', 'not json', '[]', 'null', '"text"'])('refuses %j', (body) => {
    expect(parseCompletionRequest(body)).toEqual({ ok: false, parameter: null });
  });
});
