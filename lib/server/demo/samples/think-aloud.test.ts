import { describe, expect, it } from 'vitest';
import { outputRoom } from '#lib/core/models/capabilities/output-room.ts';
import type { ReasoningEffort } from '#lib/core/models/reasoning-effort.ts';
import { completeReply, countTokens } from '../reply-steps.ts';
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
    expect(thinkAloud([user(question)]).thinking).toContain('not real thinking');
    expect(replyTo([user(question)])).not.toContain('no answer');
  });

  it.each(['What does 429 mean?', 'I think I have a 401', 'Show me a table', ''])(
    'does not think before its answer to %j',
    (question) => {
      expect(thinkAloud([user(question)]).thinking).toBeNull();
    },
  );

  it('thinks about the last message only, and not before it continues a reply', () => {
    const asked = user('Think about it: what does 429 mean?');
    const replied = { role: 'assistant', text: '###', pictures: [] };
    for (const messages of [[asked, user('And 401?')], [asked, replied], []]) {
      expect(thinkAloud(messages).thinking).toBeNull();
    }
  });

  it('explains thinking if nothing else is asked, and answers what else is', () => {
    expect(replyTo([user('Show me how you think')])).toBe(THINKING_ANSWER);
    const asked = 'what does 429 mean?';
    expect(replyTo([user(`Think about it: ${asked}`)])).toBe(replyTo([user(asked)]));
    expect(replyTo([user('Think about it: show me a table')])).toMatch(/^### Table/);
  });

  it('does not think if it is told not to', () => {
    expect(thinkAloud([user('Think first.')], 'none').thinking).toBeNull();
    expect(thinkAloud([user('Think until you run out of room')], 'none').thinking).toBeNull();
  });

  it('thinks longer than its usual room if asked to, and all of the room holds it up to high', () => {
    const allowance = { maxOutputTokens: 4096, maxThinkingTokens: 16_384 };
    const endingOf = (effort: ReasoningEffort, room: 'usual' | 'most') => {
      const limit = outputRoom({ thinks: true }, effort, allowance)[room];
      const thoughts = thinkAloud([user('Think until you run out of room')], effort);
      const reply = completeReply({ ...thoughts, text: 'So.' }, limit);
      expect(countTokens(reply).completion).toBeLessThanOrEqual(limit);
      return reply.text;
    };
    for (const effort of ['medium', 'high'] as const) {
      expect(endingOf(effort, 'usual')).toBe('');
      expect(endingOf(effort, 'most')).toBe('So.');
    }
    for (const effort of ['xhigh', 'max'] as const) expect(endingOf(effort, 'most')).toBe('');
    for (const effort of ['minimal', 'low'] as const) expect(endingOf(effort, 'usual')).toBe('So.');
    expect(replyTo([user('Think until you run out of room')])).toBe(THINKING_ANSWER);
  });
});
