import { expect, it } from 'vitest';
import { sharedFormIn } from './shared-form.ts';

async function sent(fields: Record<string, string>, ...files: File[]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append('files', file);
  const request = new Request('https://a.example/', { method: 'POST', body: form });
  const type = request.headers.get('content-type') ?? '';
  return { type, bytes: new Uint8Array(await request.arrayBuffer()) };
}

const read = ({ bytes, type }: Awaited<ReturnType<typeof sent>>) => sharedFormIn(bytes, type);

it('has title, text and address, each once and on its own line', async () => {
  const fields = { title: 'A & "B"', text: 'Why?\r\n東京 😀', url: 'A & "B"', other: 'x' };
  expect(read(await sent(fields))).toEqual({
    text: 'A & "B"\nWhy?\n東京 😀',
    isCut: false,
    hasFiles: false,
  });
});

it('says whether there are files, which a form without any has as an empty one', async () => {
  const picture = new File(['\r\n--\x00'], 'a.png');
  expect(read(await sent({ text: 'Look' }, picture))).toMatchObject({
    text: 'Look',
    hasFiles: true,
  });
  expect(read(await sent({ text: 'Look' }, new File([], '')))).toMatchObject({ hasFiles: false });
});

it('is read as far as it goes, wherever it ends', async () => {
  const { bytes, type } = await sent({ title: 'T', text: 'Some text' }, new File(['a'], 'a.md'));
  for (let end = 0; end <= bytes.length; end += 1) {
    const found = sharedFormIn(bytes.subarray(0, end), type);
    expect(['', 'T', 'T\nSome text']).toContain(found.text);
    if (found.hasFiles) expect(found.text).toBe('T\nSome text');
  }
});

it.each([
  ['', 'text'],
  ['application/json', '{}'],
  ['multipart/form-data', '--x\r\n'],
  ['multipart/form-data; boundary=x', 'nonsense'],
  ['multipart/form-data; boundary=x', '--x\r\n\r\n\r\n--x\r\nname="text"\r\n\r\n--x--'],
  [
    'text/plain; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na\r\n--x--',
  ],
])('of type %j is nothing that is shared: %j', (type, body) => {
  expect(sharedFormIn(new TextEncoder().encode(body), type)).toEqual({
    ...{ text: '', isCut: false, hasFiles: false },
  });
});

it('takes no longer than its length, whatever is in it', () => {
  const type = 'multipart/form-data; boundary=x';
  for (const piece of ['\r\n--x', '\r\n--x\r\nname="', ';name="a;filename=', '\r\n\r\n']) {
    const start = performance.now();
    sharedFormIn(new TextEncoder().encode(piece.repeat(65_536 / piece.length)), type);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
