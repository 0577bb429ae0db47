import { describe, expect, it } from 'vitest';
import { replyTo } from '../reply-to.ts';
import type { DemoMessage } from '../stream/completion-request.ts';
import { THINKING_ANSWER, thinkAloud } from './think-aloud.ts';

const user = (text: string): DemoMessage => ({ role: 'user', text, pictures: [] });

describe('thinkAloud', () => {
  it.each([
    'Think about it: what does 429 mean?',
    'Show me how you think',
    'How do you think?',
    'show me your thinking',
    'Please think step by step: is my key safe?',
    'Think first.',
  ])('thinks before its answer to %j, and says that it is simulated', (question) => {
    expect(thinkAloud([user(question)])).toContain('not real thinking');
    expect(replyTo([user(question)])).not.toContain('no answer');
  });

  it.each(['What does 429 mean?', 'I think I have a 401', 'Show me a table', ''])(
    'does not think before its answer to %j',
    (question) => {
      expect(thinkAloud([user(question)])).toBeNull();
    },
  );

  it('thinks about the last message only, and not before it continues a reply', () => {
    const asked = user('Think about it: what does 429 mean?');
    expect(thinkAloud([asked, user('And 401?')])).toBeNull();
    expect(thinkAloud([asked, { role: 'assistant', text: '###', pictures: [] }])).toBeNull();
    expect(thinkAloud([])).toBeNull();
  });

  it('explains thinking if nothing else is asked, and answers what else is', () => {
    expect(replyTo([user('Show me how you think')])).toBe(THINKING_ANSWER);
    const asked = 'what does 429 mean?';
    expect(replyTo([user(`Think about it: ${asked}`)])).toBe(replyTo([user(asked)]));
    expect(replyTo([user('Think about it: show me a table')])).toMatch(/^### Table/);
  });
});
