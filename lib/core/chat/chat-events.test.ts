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
];

describe('chat events', () => {
  it.each(events)('survive the wire: $type', (event) => {
    const wire = encodeChatEvent(event);
    expect(wire.split('\n')).toHaveLength(3);
    expect(decodeChatEvent(wire.slice('data: '.length, -2))).toEqual(event);
  });

  it('of a type this tab does not know are ignored', () => {
    expect(decodeChatEvent('{"type":"later","x":1}')).toBe('ignored');
  });

  it('that name a repair this tab does not know leave it out', () => {
    const data = '{"type":"done","reason":"stop","notices":["later","not_streamed"]}';
    expect(decodeChatEvent(data)).toMatchObject({ notices: ['not_streamed'] });
  });

  it.each(['', '{', 'null', '[]', '"text"', '{"type":"delta"}', '{"type":"done","reason":"x"}'])(
    'are invalid as %j',
    (data) => {
      expect(decodeChatEvent(data)).toBe('invalid');
    },
  );
});
