import { describe, expect, it } from 'vitest';
import {
  DONE,
  delta,
  event,
  finish,
  finishWith,
  roleEvent,
  usageEvent,
} from '#tests/support/completion-events.ts';
import { decode, KEY } from '#tests/support/decode-parts.ts';

describe('the thinking, tool calls, images and sources of a streamed completion', () => {
  it('gives the tool calls of a reply without text before it fails', async () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: `{"key":"${KEY}"}` } };
    const { events, failure } = await decode(
      event({ choices: [{ index: 0, delta: { tool_calls: [call] } }] }) + finish('tool_calls'),
    );
    expect(events).toEqual([
      {
        type: 'tool_call',
        call: { name: 'f', arguments: '{"key":"sk-proj-[key removed]"}' },
      },
    ]);
    expect(failure?.failure).toEqual({ kind: 'reply_empty', details: { reason: 'tool_calls' } });
  });

  it.each(['data:image/png;base64,AAAA', 'https://images.test/1.png'])(
    'does not call a reply empty that is only the image %s',
    async (url) => {
      const delta = { content: '', images: [{ type: 'image_url', image_url: { url } }] };
      const { events, failure } = await decode(
        event({ choices: [{ index: 0, delta }] }) + finish(),
      );
      expect(failure).toBeNull();
      expect(events).toHaveLength(2);
    },
  );

  it('calls a reply empty that is only an image that must not be shown', async () => {
    const delta = { images: [{ image_url: { url: 'http://images.test/1.png' } }] };
    const { failure } = await decode(event({ choices: [{ index: 0, delta }] }) + finish());
    expect(failure?.kind).toBe('reply_empty');
  });

  it.each([
    ['too large', `data:image/png;base64,${'A'.repeat(8_000_000)}`],
    ['of another type', 'data:image/svg+xml;base64,PHN2Zy8+'],
    ['damaged', 'data:image/png;base64,A!'],
  ])('says that the only image of a reply was %s, rather than that it is empty', async (_, url) => {
    const delta = { content: '', images: [{ image_url: { url } }] };
    const { events, failure } = await decode(event({ choices: [{ index: 0, delta }] }) + finish());
    expect(failure).toBeNull();
    expect(events).toEqual([{ type: 'done', reason: 'stop', notices: ['dropped_image'] }]);
  });

  it('takes space alone for no text', async () => {
    const { text, failure } = await decode(delta('\n'), delta('\n') + finish());
    expect(text).toBe('');
    expect(failure?.kind).toBe('reply_empty');
    const { events } = await decode(finishWith('\n\n', 'length'));
    expect(events).toEqual([{ type: 'done', reason: 'length' }]);
  });

  it('gives no place in a text to a source once a picture was taken out of the text', async () => {
    const content = `Warm.\n![a](data:image/png;base64,${'A'.repeat(1000)})`;
    const annotations = [{ url: 'https://a.test/', start_index: 0, end_index: 5 }];
    const { events } = await decode(
      event({ choices: [{ index: 0, delta: { content, annotations } }] }) + finish(),
    );
    expect(events).toContainEqual({ type: 'sources', sources: [{ url: 'https://a.test/' }] });
  });

  it('gives no tool call of a reply that breaks off, and the sources before that', async () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{"a' } };
    const { events, failure } = await decode(
      event({ citations: ['https://a.test/'], choices: [{ delta: { content: 'a' } }] }) +
        event({ choices: [{ index: 0, delta: { tool_calls: [call] } }] }),
    );
    expect(events.map(({ type }) => type)).toEqual(['delta', 'sources']);
    expect(failure?.kind).toBe('reply_interrupted');
  });

  const thought = (text: string) =>
    event({ choices: [{ index: 0, delta: { reasoning_content: text }, finish_reason: null }] });

  it('yields thinking apart from the text, and before it if they arrive together', async () => {
    const { events } = await decode(
      roleEvent() + thought('\n') + thought('a'),
      thought(' b') + delta('c') + finish() + DONE,
    );
    expect(events).toEqual([
      { type: 'thinking', text: 'a' },
      { type: 'thinking', text: ' b' },
      { type: 'delta', text: 'c' },
      { type: 'done', reason: 'stop' },
    ]);
  });

  it('removes the key from thinking and text, each on its own, wherever it is split', async () => {
    for (let at = 0; at <= KEY.length; at++) {
      const [before, after] = [KEY.slice(0, at), KEY.slice(at)];
      const { events } = await decode(
        ...[thought(`x${before}`), delta(`y${before}`), thought(`${after}z`), delta(after)],
        finish(),
      );
      const textOf = (type: string) =>
        events.map((each) => (each.type === type && 'text' in each ? each.text : '')).join('');
      expect(textOf('thinking')).toMatch(/^xsk-proj-[A-Z]{0,3}\[key removed\]z$/);
      expect(textOf('delta')).toMatch(/^ysk-proj-[A-Z]{0,3}\[key removed\]$/);
    }
  });

  it.each([
    ['length', 'reply_truncated', 'thinking_only'],
    ['stop', 'reply_empty', 'thinking_only'],
    ['tool_calls', 'reply_empty', 'tool_calls'],
  ])('tells a reply of thinking alone that ended with %s as %s', async (ending, kind, reason) => {
    for (const thinking of [
      thought('plan'),
      delta('<think>plan'),
      delta('<think>plan</think>\n'),
    ]) {
      const { failure, events } = await decode(
        thinking + finish(ending) + usageEvent(5, 100) + DONE,
      );
      expect(events).toEqual([{ type: 'thinking', text: 'plan' }]);
      expect(failure?.failure).toEqual({ kind, details: { reason } });
      expect(failure?.usage).toEqual({ inputTokens: 5, outputTokens: 100 });
    }
  });

  it('tells a reply of secret thinking alone by its count', async () => {
    const usage = {
      prompt_tokens: 5,
      completion_tokens: 100,
      completion_tokens_details: { reasoning_tokens: 100 },
    };
    const { failure } = await decode(finish('stop') + event({ choices: [], usage }) + DONE);
    expect(failure?.failure).toEqual({ kind: 'reply_empty', details: { reason: 'thinking_only' } });
  });

  it('keeps the thinking of a reply that breaks off', async () => {
    for (const begun of [thought('plan </th'), delta('<think>plan </th')]) {
      const { failure, events } = await decode(begun);
      expect(events.map((each) => 'text' in each && each.text).join('')).toBe('plan </th');
      expect(events.every(({ type }) => type === 'thinking')).toBe(true);
      expect(failure?.kind).toBe('reply_interrupted');
    }
  });
});
