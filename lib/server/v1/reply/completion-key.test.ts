import { describe, expect, it } from 'vitest';
import {
  chunkOf,
  documentOf,
  joined,
  KEY,
  pickerFor,
  relayedText,
  SECRET,
} from '#tests/support/completion-pickers.ts';

describe('createCompletionPicker', () => {
  it.each<[string, (text: string) => object, (delta: never) => unknown]>([
    ['content', (content) => ({ content }), ({ content }) => content],
    ['refusal', (refusal) => ({ refusal }), ({ refusal }) => refusal],
    [
      'reasoning_content',
      (reasoning_content) => ({ reasoning_content }),
      ({ reasoning_content }) => reasoning_content,
    ],
    ['reasoning', (reasoning) => ({ reasoning }), ({ reasoning }) => reasoning],
    [
      'parts',
      (text) => ({ content: [{ type: 'text', text }] }),
      ({ content }: { content?: string | { text: string }[] }) =>
        typeof content === 'string' ? content : content?.map(({ text }) => text).join(''),
    ],
    [
      'thinking parts',
      (text) => ({ content: [{ type: 'thinking', thinking: [{ type: 'text', text }] }] }),
      ({ content }: { content?: { thinking: { text: string }[] }[] }) =>
        content?.flatMap(({ thinking }) => thinking.map(({ text }) => text)).join(''),
    ],
    ...(['name', 'arguments'] as const).map(
      (name): [string, (text: string) => object, (delta: never) => unknown] => [
        `the ${name} of a call`,
        (text) => ({ tool_calls: [{ index: 3, function: { [name]: text } }] }),
        ({ tool_calls }: { tool_calls?: { function: Record<string, string> }[] }) =>
          tool_calls?.[0]?.function[name],
      ],
    ),
    [
      'the input of a call',
      (input) => ({ tool_calls: [{ index: 0, custom: { input } }] }),
      ({ tool_calls }: { tool_calls?: { custom: { input: string } }[] }) =>
        tool_calls?.[0]?.custom.input,
    ],
    [
      'the arguments of a function',
      (text) => ({ function_call: { arguments: text } }),
      ({ function_call }: { function_call?: { arguments: string } }) => function_call?.arguments,
    ],
  ])('removes the key from %s, wherever the stream is split', (_, deltaOf, read) => {
    const text = `It is ${KEY}, and QZXWVK is not.`;
    for (let at = 0; at <= text.length; at++) {
      const pieces = [text.slice(0, at), text.slice(at)];
      const relayed = joined(
        // Another choice in between makes no difference.
        pieces.flatMap((piece) => [
          chunkOf(deltaOf(piece)),
          { choices: [{ index: 1, delta: deltaOf('-') }] },
        ]),
        read,
      );
      expect(relayed.replaceAll('-', '')).toMatch(
        /^It is skproj(Q|QZ|QZX)?\[key removed\], and QZXWVK is not\.$/,
      );
    }
    expect(joined([chunkOf(deltaOf('ends in QZXWVK'))], read)).toBe('ends in QZXWVK');
  });

  it('removes the key from a complete reply, even if its content is in parts', () => {
    const message = {
      content: `a ${KEY} b`,
      refusal: KEY,
      reasoning: `ends in QZXWV`,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: KEY } }],
    };
    const relayed = JSON.stringify(pickerFor().document(documentOf(message)));
    expect(relayed).toContain('a sk-proj-[key removed] b');
    expect(relayed).toContain('"ends in QZXWV"');
    expect(relayed).not.toContain('QZXWVK');
    const parts = [KEY.slice(0, 20), KEY.slice(20), ' QZXWV'].map((text) => ({
      type: 'text',
      text,
    }));
    const inParts = JSON.stringify(pickerFor().document(documentOf({ content: parts })));
    expect(inParts).toContain('[key removed]');
    expect(inParts).toContain('QZX"},{"type":"text","text":"WV"');
    expect(inParts).not.toContain(SECRET.slice(12));
  });

  it('removes the key from log probabilities', () => {
    const tokens = KEY.match(/.{1,4}/g) ?? [];
    const logprobs = {
      content: tokens.map((token) => ({
        token,
        bytes: [...Buffer.from(token)],
        logprob: -0.1,
        top_logprobs: [{ token, bytes: [...Buffer.from(token)], logprob: -0.1 }],
      })),
    };
    const relayed = relayedText(
      tokens.map((content, at) =>
        chunkOf({ content }, { logprobs: { content: [logprobs.content[at]] } }),
      ),
    );
    expect(relayed).not.toContain('WVKJ');
    expect(relayed).not.toContain([...Buffer.from('WVKJ')].join());
    expect(
      JSON.stringify(pickerFor().document(documentOf({ content: '' }, { logprobs }))),
    ).not.toContain('WVKJ');
  });

  it('removes a key spelled in bytes next to tokens that say something else', () => {
    const bytes = [...Buffer.from(KEY), 0xc3];
    const content = [{ token: 'x', bytes, logprob: 0, top_logprobs: [{ token: 'x', bytes }] }];
    const relayed = relayedText([chunkOf({}, { logprobs: { content, refusal: content } })]);
    expect(relayed).not.toContain([...Buffer.from(SECRET)].slice(4, 9).join());
  });

  it.each([
    ['id', (text: string) => ({ ...chunkOf({}), id: text })],
    ['model', (text: string) => ({ ...chunkOf({}), model: text })],
    ['system_fingerprint', (text: string) => ({ ...chunkOf({}), system_fingerprint: text })],
    ['finish_reason', (text: string) => chunkOf({}, { finish_reason: text.toLowerCase() })],
    ['service_tier', (text: string) => ({ ...chunkOf({}), service_tier: text })],
    ['obfuscation', (text: string) => ({ ...chunkOf({}), obfuscation: text })],
    ['the id of a call', (id: string) => chunkOf({ tool_calls: [{ index: 0, id }] })],
  ])('relays no four characters of the key in %s', (_, chunkWith) => {
    for (const text of [KEY, SECRET, `x_${SECRET.slice(9, 13)}_x`]) {
      expect(relayedText([chunkWith(text)])).not.toContain(SECRET.slice(9, 13));
      expect(relayedText([chunkWith(text)])).not.toContain(SECRET.slice(2, 6));
    }
  });

  it('removes the key from a citation', () => {
    const url_citation = { title: `to ${KEY}`, url: `https://a.test/?k=${KEY}` };
    const relayed = relayedText([
      chunkOf({ annotations: [{ type: 'url_citation', url_citation }] }),
    ]);
    expect(relayed).toContain('https://a.test/?k=sk-proj-[key removed]');
    expect(relayed).not.toContain(SECRET);
  });

  it('removes the key from sources and images', () => {
    const url = `https://a.test/?k=${KEY}`;
    const chunk = {
      ...chunkOf({
        images: [{ image_url: { url } }],
        content: [{ type: 'image_url', image_url: { url } }],
      }),
      citations: [url],
      search_results: [{ url, title: KEY, date: KEY, last_updated: KEY, snippet: KEY }],
    };
    const relayed = relayedText([chunk]);
    expect(relayed.split('[key removed]')).toHaveLength(9);
    expect(relayed).not.toContain(SECRET);
  });

  it('replaces a tool call id that contains the key with the same id each time', () => {
    const named = () => relayedText([chunkOf({ tool_calls: [{ index: 0, id: KEY }] })]);
    expect(named()).toBe(named());
    expect(named()).toMatch(/"id":"call_[0-9a-f]{24}"/);
  });
});
