import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import {
  CHATGPT,
  CHATGPT_LOG,
  CHATGPT_PICTURE,
  CHATGPT_SCREENSHOT,
  CLAUDE,
  LIBRECHAT,
  NEXTCHAT,
  OPEN_WEBUI,
} from '#tests/fixtures/imports/foreign-exports.ts';
import { makeZip } from '#tests/support/make-zip.ts';
import { conversationOf, messageOf } from '#tests/support/store-fixtures.ts';
import { readAttachment } from '../attachments/read-attachment.ts';
import { openConversationStore } from '../storage/conversation-store.ts';
import { exportText } from '../storage/your-data/export-text.ts';
import { readImportFile } from './read-import-file.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const openStore = () => openConversationStore({ indexedDB: new IDBFactory(), channel: null });
const zipOf = (...files: Parameters<typeof makeZip>[0]) =>
  new Blob([new Uint8Array(makeZip(files))]);
const jsonOf = (value: unknown) => new Blob([JSON.stringify(value)]);

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
/** Reads files as a browser does, without its canvas. */
const readFile: typeof readAttachment = (file, { id }) =>
  readAttachment(file, { id, shrink: async () => ({ url: PICTURE, width: 1, height: 1 }) });

async function read(file: Blob, options: Parameters<typeof readImportFile>[1] = {}) {
  const found = await readImportFile(file, options);
  if ('fault' in found) throw new Error(found.fault.kind);
  return found;
}
async function faultOf(file: Blob) {
  const found = await readImportFile(file);
  return 'fault' in found ? found.fault : null;
}

describe('an export of another app', () => {
  it('is read from JSON and from a zip file, with pictures', async () => {
    const text = JSON.stringify([CHATGPT, { title: 'Corrupted entry' }]);
    const zip = zipOf(
      { name: 'user.json', bytes: '{"email":"a@b.example"}' },
      { name: 'conversations.json', bytes: text },
      { name: `user-x/${CHATGPT_PICTURE}-1234.dat`, bytes: PNG, stored: true },
    );
    const found = await read(zip);
    expect([...found.sources]).toEqual(['chatgpt']);
    expect(found.unreadable).toEqual(['Corrupted entry']);
    expect(found.leftOut).toEqual({ pictures: 3, files: 2, tools: 0 });
    const images = found.records.messages.flatMap((message) => message.images ?? []);
    expect(images).toEqual([`data:image/png;base64,${PNG.toString('base64')}`]);
    const alone = await read(new Blob([text]));
    expect(alone.records.conversations).toEqual(found.records.conversations);
    expect(alone.leftOut.pictures).toBe(4);
  });

  it('has the files of questions that its zip file has, under their names', async () => {
    const zip = zipOf(
      { name: 'conversations.json', bytes: JSON.stringify([CHATGPT]) },
      { name: `${CHATGPT_LOG}-log.txt`, bytes: 'Rolled back.' },
      { name: `user-x/${CHATGPT_SCREENSHOT}-Screen shot.png`, bytes: PNG, stored: true },
      { name: 'file_00000000unlisted-holiday.jpeg', bytes: PNG, stored: true },
    );
    const found = await read(zip, { readFile });
    const [question] = found.records.messages;
    expect(question?.attachments).toMatchObject([
      { type: 'text', name: 'log.txt', text: 'Rolled back.' },
      { type: 'picture', name: 'Screen shot.png', url: PICTURE },
      { type: 'absent', name: 'gone.pdf' },
      { type: 'picture', name: 'holiday.jpeg', url: PICTURE },
    ]);
    expect(found.leftOut).toEqual({ pictures: 2, files: 1, tools: 0 });
    const refusing = await read(zip, {
      readFile: async () => ({ refusal: { reason: 'damaged' } }),
    });
    expect(refusing.records.messages[0]?.attachments?.map(({ type }) => type)).toEqual(
      Array.from({ length: 4 }, () => 'absent'),
    );
  });

  it('has the pictures of questions that its text has', async () => {
    for (const app of [[OPEN_WEBUI], NEXTCHAT]) {
      const value = JSON.parse(
        JSON.stringify(app).replaceAll('base64,AAAA', `base64,${PNG.toString('base64')}`),
      );
      const { records } = await read(jsonOf(value), { readFile });
      const pictures = records.messages[0]?.attachments?.filter(({ type }) => type === 'picture');
      expect(pictures).toMatchObject([{ name: 'picture.png', url: PICTURE }]);
    }
  });

  it.each([
    ['claude', [CLAUDE]],
    ['librechat', LIBRECHAT],
    ['open-webui', [OPEN_WEBUI]],
    ['nextchat', NEXTCHAT],
    ['chatgpt', { conversations: [CHATGPT] }],
  ])('of %s is recognized', async (source, value) => {
    const found = await read(jsonOf(value));
    expect([...found.sources]).toEqual([source]);
    expect(found.records.conversations).toHaveLength(1);
  });

  it('is read from a zip file of one JSON file each, or of parts', async () => {
    const each = await read(
      zipOf(
        { name: 'a.json', bytes: JSON.stringify(LIBRECHAT) },
        { name: 'b.json', bytes: JSON.stringify({ ...LIBRECHAT, conversationId: 'libre-2' }) },
      ),
    );
    expect(each.records.conversations).toHaveLength(2);
    const parts = await read(
      zipOf(
        { name: 'conversations-000.json', bytes: JSON.stringify([CHATGPT]) },
        {
          name: 'conversations-001.json',
          bytes: JSON.stringify([{ ...CHATGPT, conversation_id: 'b' }]),
        },
      ),
    );
    expect(parts.records.conversations).toHaveLength(2);
  });

  it('changes nothing when it is imported again', async () => {
    const store = openStore();
    const file = jsonOf([CHATGPT, CLAUDE, OPEN_WEBUI]);
    const first = await store.importRecords((await read(file)).records);
    expect(first.conversations).toBe(3);
    const before = await store.exportAll();
    const again = await store.importRecords((await read(file)).records);
    expect(again).toEqual({ conversations: 0, messages: 0 });
    expect(await store.exportAll()).toBe(before);
    // What is read from storage is what was imported: nothing in it is unreadable.
    expect(await store.countUnreadable()).toBe(0);
  });

  it('is read with pauses and progress', async () => {
    let clock = 0;
    let pauses = 0;
    const shares: number[] = [];
    const many = Array.from({ length: 50 }, (_, at) => ({ ...CLAUDE, uuid: `c${at}` }));
    await readImportFile(jsonOf(many), {
      onProgress: (share) => shares.push(share),
      now: () => {
        clock += 5;
        return clock;
      },
      pause: async () => {
        pauses += 1;
      },
    });
    expect(pauses).toBeGreaterThan(10);
    expect(shares.at(-1)).toBe(1);
  });
});

it('an own export is read to the last character, wherever its format stands', async () => {
  const store = openStore();
  await store.putTurn(conversationOf({ leafId: 'u1' }), [
    messageOf({ id: 'u1', text: 'a\u0000b' }),
  ]);
  const text = await store.exportAll();
  const found = await read(new Blob([text]));
  expect([...found.sources]).toEqual(['starlight']);
  const elsewhere = openStore();
  await elsewhere.importRecords(found.records);
  expect(await elsewhere.exportAll()).toBe(text);
  const { format, ...rest } = JSON.parse(text);
  const turned = await read(jsonOf({ ...rest, format }));
  expect(turned.records).toEqual(found.records);
});

it('an own export in a zip file is read with its presets and prompts', async () => {
  const presets = [{ id: 'p1', name: 'Kind', settings: { temperature: 1 } }];
  const text = exportText({
    conversations: [conversationOf()],
    messages: [],
    unreadable: [],
    presets,
    prompts: [],
  });
  const found = await read(zipOf({ name: 'backup.json', bytes: text }));
  expect(found.records).toMatchObject({ conversations: [{ id: 'c1' }], presets });
});

it('a conversation that was being deleted when it was exported is there to stay', async () => {
  const store = openStore();
  await store.putTurn(conversationOf({ leafId: 'u1' }), [messageOf({ id: 'u1' })]);
  const file = JSON.parse(await store.exportAll());
  const deleted = { ...file.conversations[0], deletedAt: 5 };
  const found = await read(jsonOf({ ...file, conversations: [deleted] }));
  expect(found.records.conversations).toEqual(file.conversations);
});

describe('a hostile file', () => {
  const bomb = JSON.stringify([{ title: 'x'.repeat(200_000_000) }]);
  const nested = `[{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}]`;
  const good = { name: 'conversations.json', bytes: JSON.stringify([CHATGPT]) };
  const whole = makeZip([good]);

  it.each([
    ['is no JSON', new Blob(['no JSON']), { kind: 'damaged_json' }],
    ['is empty', new Blob([]), { kind: 'damaged_json' }],
    ['is other JSON', jsonOf({}), { kind: 'not_an_export' }],
    ['is a list of other JSON', jsonOf([1, 'a', null, {}]), { kind: 'not_an_export' }],
    ['is cut off', new Blob([JSON.stringify([CHATGPT]).slice(0, -1)]), { kind: 'damaged_json' }],
    ['is nested deeply', new Blob([nested]), { kind: 'too_deep', limit: 5000 }],
    ['has 200 MB', new Blob([bomb]), { kind: 'too_large', limit: 150_000_000 }],
    [
      'is a zip bomb',
      zipOf({ name: 'conversations.json', bytes: bomb }),
      { kind: 'too_large', limit: 100_000_000 },
    ],
    [
      'is a zip file of nothing known',
      zipOf({ name: 'a.txt', bytes: 'a' }),
      { kind: 'not_an_export' },
    ],
    ['is an encrypted zip file', zipOf({ ...good, flags: 1 }), { kind: 'encrypted_zip' }],
    ['is packed in another way', zipOf({ ...good, method: 12 }), { kind: 'unsupported_zip' }],
    [
      'is a zip file of damaged data',
      zipOf({ ...good, packed: Buffer.from('nonsense') }),
      { kind: 'damaged_zip' },
    ],
    [
      'is half a zip file',
      new Blob([new Uint8Array(whole.subarray(0, 200))]),
      { kind: 'damaged_zip' },
    ],
    [
      'has a cycle in its tree',
      jsonOf([CLAUDE, { ...CHATGPT, mapping: { a: { parent: 'b' }, b: { parent: 'a' } } }]),
      { kind: 'cycle', title: 'Deploy' },
    ],
    [
      'is an own export that was cut off',
      new Blob(['{"format": "starlight-conversations", "messages": [']),
      { kind: 'damaged_json' },
    ],
  ])('that %s is refused with its reason', async (_, file, fault) => {
    expect(await faultOf(file)).toEqual(fault);
  });

  it('sets no prototype, whatever its keys are called', async () => {
    const text = JSON.stringify([CHATGPT]).replace(
      '"mapping":{',
      '"__proto__":{"polluted":1},"mapping":{"__proto__":{"polluted":1,"message":null},"constructor":{"prototype":{"polluted":1}},',
    );
    const { records } = await read(new Blob([text]));
    expect(records.messages.length).toBeGreaterThan(3);
    expect(JSON.stringify(records)).not.toContain('polluted');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('never makes reading throw, wherever a byte of a zip file is changed', async () => {
    for (let at = 0; at < whole.length; at += 1) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const found = await readImportFile(new Blob([changed]));
      expect('fault' in found || found.records.conversations.length <= 1).toBe(true);
    }
  });

  it('cannot be read: it is refused as well', async () => {
    const gone = new Blob(['x']);
    gone.slice = () => {
      throw new DOMException('', 'NotReadableError');
    };
    expect(await faultOf(gone)).toEqual({ kind: 'not_an_export' });
  });
});
