import { expect, it } from 'vitest';
import { parseChatRequest } from '../chat/chat-request.ts';
import type { Attachment, Picture, TextFile } from './attachment.ts';
import { fencedText, toWireRequest } from './to-wire-request.ts';

const picture: Picture = {
  type: 'picture',
  id: 'p',
  name: 'a.png',
  url: 'data:image/png;base64,aGk=',
  width: 1,
  height: 1,
};
const file: TextFile = { type: 'text', id: 't', name: 'a.PY', text: 'print(1)\n', origin: 'file' };

function contentOf(content: string, attachments: readonly Attachment[]) {
  const request = toWireRequest({ messages: [{ role: 'user', content, attachments }] });
  // The server refuses unknown fields.
  expect(parseChatRequest(request).ok).toBe(true);
  return request.messages[0]?.content;
}

it('sends words and files as one text, each file named and fenced', () => {
  expect(contentOf('What does it do?', [file])).toBe(
    'What does it do?\n\nFile: a.PY\n```py\nprint(1)\n```',
  );
});

it('sends pictures as parts, after the words and the files', () => {
  expect(contentOf('Compare', [picture, file])).toEqual([
    { type: 'text', text: 'Compare' },
    { type: 'text', text: fencedText(file) },
    { type: 'image_url', image_url: { url: picture.url } },
  ]);
});

it('sends a picture without words', () => {
  expect(contentOf('', [picture])).toEqual([
    { type: 'image_url', image_url: { url: picture.url } },
  ]);
});

it('says which file is missing', () => {
  expect(contentOf('Look', [{ type: 'absent', id: 'x', name: 'a.png' }])).toBe(
    'Look\n\n[The attached file "a.png" is missing.]',
  );
});

it('leaves a message without files as it is', () => {
  const messages = [{ role: 'assistant' as const, content: 'Hello' }];
  expect(toWireRequest({ model: 'm', messages })).toEqual({ model: 'm', messages });
});

it.each(['```\ncode\n```', '`````', 'a `b` c', '``` ````'])(
  'fences %j so that it stays inside',
  (text) => {
    const fenced = fencedText({ ...file, text });
    const fence = /^(`+)/m.exec(fenced.split('\n')[1] ?? '')?.[1] ?? '';
    expect(text).not.toContain(fence);
    expect(fenced.endsWith(`${text}\n${fence}`)).toBe(true);
  },
);

it('fences a million backticks in time', () => {
  const start = performance.now();
  fencedText({ ...file, text: '` '.repeat(500_000) });
  fencedText({ ...file, text: '`'.repeat(1_000_000) });
  expect(performance.now() - start).toBeLessThan(500);
});
