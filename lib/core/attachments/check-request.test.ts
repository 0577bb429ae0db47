import { expect, it } from 'vitest';
import { messageOf } from '#tests/support/store-fixtures.ts';
import type { Attachment } from './attachment.ts';
import { checkRequest } from './check-request.ts';
import { toWireRequest } from './to-wire-request.ts';

const picture = (bytes: number): Attachment => ({
  type: 'picture',
  id: 'p',
  name: 'a.png',
  url: `data:image/png;base64,${'A'.repeat(bytes)}`,
  width: 1,
  height: 1,
});
const text = (content: string): Attachment => ({
  type: 'text',
  id: 't',
  name: 'a.txt',
  text: content,
  origin: 'file',
});
const reads = { id: 'm', images: true, contextTokens: 1000 };
const room = { model: reads, path: [], maxBytes: 100_000 };

it('has nothing to say about files that fit', () => {
  expect(checkRequest([picture(1000), text('a')], room)).toEqual({
    blocked: null,
    notices: [],
    offersModels: false,
  });
});

it('blocks more files than a message can have', () => {
  const files = (count: number) => Array.from({ length: count }, () => text('a'));
  expect(checkRequest(files(10), room).blocked).toBeNull();
  expect(checkRequest(files(11), room).blocked).toContain('up to 10 files, and this one has 11');
});

it('measures no message while there are no files', () => {
  const path = [
    {
      ...messageOf({ id: 'm1' }),
      get text(): string {
        throw new Error('measured');
      },
    },
  ];
  expect(checkRequest([], { ...room, path })).toMatchObject({ blocked: null, notices: [] });
});

it('says whether the model is known not to take pictures', () => {
  const check = (images: boolean | undefined) =>
    checkRequest([picture(10)], { ...room, model: { ...reads, images } });
  expect(check(false)).toMatchObject({ notices: ["m can't read pictures."], offersModels: true });
  expect(check(undefined).notices[0]).toContain("isn't known");
  expect(checkRequest([text('a')], { ...room, model: { id: 'm', images: false } }).notices).toEqual(
    [],
  );
});

it('blocks what the server would refuse, with both numbers', () => {
  const { blocked } = checkRequest([picture(2_000_000)], { ...room, maxBytes: 1_500_000 });
  expect(blocked).toContain('2 MB in total. The limit for a request is 1.5 MB');
});

it('counts the files of earlier messages that are sent again', () => {
  const path = [
    messageOf({ id: 'a', attachments: [picture(60_000)] }),
    messageOf({ id: 'b', role: 'assistant' }),
  ];
  const check = checkRequest([picture(60_000)], { ...room, path });
  expect(check.blocked).toBeNull();
  expect(check.notices[0]).toContain('The limit is 100 kB');
  const shortened = [path[0], { ...messageOf({ id: 'b', role: 'assistant' }), leftOut: 1 }];
  expect(
    checkRequest([picture(60_000)], { ...room, path: shortened.filter((one) => one !== undefined) })
      .notices,
  ).toEqual([]);
});

it('says how many tokens a text has, and how many the model takes', () => {
  const [notice] = checkRequest([text('word '.repeat(2000))], room).notices;
  expect(notice).toBe('These files have about 2,510 tokens. m takes 1,000.');
});

it.each(['plain', 'Größe 世界 😀', '"\\\n\t\u0001'.repeat(50)])(
  'never blocks a request that is within the limit: %j',
  (content) => {
    const attachments = [picture(500), text(content)];
    const request = toWireRequest({ messages: [{ role: 'user', content: '', attachments }] });
    const bytes = new TextEncoder().encode(JSON.stringify(request)).byteLength;
    expect(checkRequest(attachments, { ...room, maxBytes: bytes }).blocked).toBeNull();
    expect(checkRequest(attachments, { ...room, maxBytes: bytes * 0.8 }).blocked).not.toBeNull();
  },
);
