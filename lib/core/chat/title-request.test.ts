import { describe, expect, it } from 'vitest';
import { parseChatRequest } from './chat-request.ts';
import { readTitle, TITLE_ANSWER, TITLE_INSTRUCTION, titleRequestOf } from './title-request.ts';

describe('a request for a title', () => {
  it('has the beginning of the exchange, and as little thinking as the model can', () => {
    const request = titleRequestOf(
      { question: `Why?${'q'.repeat(10_000_000)}`, answer: 'a'.repeat(10_000_000) },
      { model: 'm', efforts: ['high', 'low', 'medium'] },
    );
    expect(request).toMatchObject({ model: 'm', maxOutputTokens: 60, reasoningEffort: 'low' });
    const [message] = request.messages;
    expect(message?.content.length).toBeLessThan(2000);
    expect(message?.content.startsWith(`${TITLE_INSTRUCTION}\n\nQuestion:\nWhy?`)).toBe(true);
    expect(message?.content).toContain(`${TITLE_ANSWER}aaa`);
  });

  it('is one that the server takes, without a model and with half a character at the cut', () => {
    const cut = `${'a'.repeat(799)}😀`;
    const request = titleRequestOf({ question: cut, answer: cut }, { model: '' });
    expect(parseChatRequest(request)).toMatchObject({ ok: true });
    expect(request.messages[0]?.content.isWellFormed()).toBe(true);
  });
});

describe('a title that a model wrote', () => {
  it.each([
    ['Rate limits in axios', 'Rate limits in axios'],
    ['"Rate limits in axios."', 'Rate limits in axios'],
    ['**Title:** Rate limits', 'Rate limits'],
    ['Titre : « Les limites »', 'Les limites'],
    ['# Rate limits\n\nHere is why I chose it.', 'Rate limits'],
    ['「速率限制的含义」。', '速率限制的含义'],
    ['标题：速率限制', '速率限制'],
    ['حدود المعدل', 'حدود المعدل'],
    ['\u202eevil\u202c `code` <b>', 'evil code <b>'],
    [`${'word '.repeat(30)}`, `${'word '.repeat(11)}word…`.slice(0, 60)],
  ])('%j is shown as %j', (text, title) => {
    const read = readTitle(text);
    expect(read).toBe(title);
    expect(read?.length).toBeLessThanOrEqual(60);
  });

  it.each(['', ' \n ', '""', '```', 'x'.repeat(201)])('%j is none', (text) => {
    expect(readTitle(text)).toBeNull();
  });
});
