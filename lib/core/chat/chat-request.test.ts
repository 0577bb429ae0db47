import { describe, expect, it } from 'vitest';
import { parseChatRequest } from './chat-request.ts';

const message = { role: 'user', content: 'Hello' };
const pixel = 'data:image/png;base64,iVBORw0KGgo=';

describe('parseChatRequest', () => {
  it('accepts every field of the contract', () => {
    const request = {
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: pixel, detail: 'low' } },
          ],
        },
      ],
      model: 'gpt-x',
      temperature: 0.5,
      topP: 1,
      maxOutputTokens: 100,
      turnId: '7b1f3c1e-53a1-4c52-9d0e-0b1a2c3d4e5f',
    };
    expect(parseChatRequest(request)).toEqual({ ok: true, request });
  });

  it.each([
    ['no messages', { messages: [] }, 'messages'],
    ['no body', null, 'body'],
    ['an unknown role', { messages: [{ role: 'bot', content: 'x' }] }, 'messages[0].role'],
    ['no content', { messages: [message, { role: 'user' }] }, 'messages[1].content'],
    ['an unknown field', { messages: [message], apiKey: 'sk-x' }, 'apiKey'],
    ['an unknown message field', { messages: [{ ...message, name: 'x' }] }, 'messages[0].name'],
    ['a temperature out of range', { messages: [message], temperature: 3 }, 'temperature'],
    ['a fractional token limit', { messages: [message], maxOutputTokens: 1.5 }, 'maxOutputTokens'],
    ['a turn id that is not a UUID', { messages: [message], turnId: '1' }, 'turnId'],
  ])('names the invalid field of a request with %s', (_, body, field) => {
    expect(parseChatRequest(body)).toEqual({ ok: false, field });
  });

  it.each([
    'https://example.com/a.png',
    'data:image/svg+xml;base64,AAAA',
    'data:text/html;base64,AAAA',
    'javascript:alert(1)',
    `${pixel}\n`,
  ])('rejects the image URL %s', (url) => {
    const content = [{ type: 'image_url', image_url: { url } }];
    expect(parseChatRequest({ messages: [{ role: 'user', content }] }).ok).toBe(false);
  });

  it('reads no field from a prototype', () => {
    const body = JSON.parse(
      '{"messages":[{"role":"user","content":"x"}],"__proto__":{"model":"x"}}',
    );
    const parsed = parseChatRequest(body);
    expect(parsed.ok && parsed.request.model).toBeFalsy();
  });
});
