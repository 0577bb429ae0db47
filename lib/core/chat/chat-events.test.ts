import { describe, expect, it } from 'vitest';
import { type ChatEvent, decodeChatEvent, encodeChatEvent } from './chat-events.ts';

const events: ChatEvent[] = [
  { type: 'start', requestId: 'req1', model: 'm' },
  { type: 'delta', text: 'line one\nline two \u2028 "quoted"' },
  {
    type: 'done',
    reason: 'length',
    usage: { inputTokens: 3, outputTokens: 5 },
    notices: ['not_streamed'],
  },
  { type: 'error', error: { kind: 'server_error', status: 500, requestId: 'req1' } },
  {
    type: 'error',
    error: { kind: 'reply_empty', status: 200, requestId: 'req1' },
    usage: { inputTokens: 3, outputTokens: 5, reasoningTokens: 5 },
  },
];

describe('decodeChatEvent', () => {
  it.each(events)('reads back an encoded $type event', (event) => {
    const wire = encodeChatEvent(event);
    expect(wire.split('\n')).toHaveLength(3);
    expect(decodeChatEvent(wire.slice('data: '.length, -2))).toEqual(event);
  });

  it('ignores an event of a type unknown to this build', () => {
    expect(decodeChatEvent('{"type":"later","x":1}')).toBe('ignored');
    expect(decodeChatEvent('{"type":"reasoning","reasoning":{"data":7}}')).toBe('ignored');
  });

  it('drops a notice unknown to this build and keeps the event', () => {
    const data = '{"type":"done","reason":"stop","notices":["later","not_streamed"]}';
    expect(decodeChatEvent(data)).toMatchObject({ notices: ['not_streamed'] });
  });

  it('reads a finish reason unknown to this build as unknown', () => {
    expect(decodeChatEvent('{"type":"done","reason":"later"}')).toMatchObject({
      reason: 'unknown',
    });
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"type":"delta"}', '{"type":"done"}'])(
    'rejects %j as invalid',
    (data) => {
      expect(decodeChatEvent(data)).toBe('invalid');
    },
  );
});
