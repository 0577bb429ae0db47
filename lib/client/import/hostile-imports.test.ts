import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { pathTo } from '#lib/core/chat/conversation-tree.ts';
import { isObject } from '#lib/core/json/is-object.ts';
import {
  CHATGPT,
  CLAUDE,
  LIBRECHAT,
  NEXTCHAT,
  OPEN_WEBUI,
} from '#tests/fixtures/imports/foreign-exports.ts';
import { makeZip } from '#tests/support/make-zip.ts';
import { conversationOf, fakeStorage, messageOf } from '#tests/support/store-fixtures.ts';
import { openConversationStore } from '../storage/conversation-store.ts';
import { importedMessage } from './import-messages.ts';
import { readImportFile } from './read-import-file.ts';

const FORMAT = 'starlight-conversations';
const zipOf = (...files: Parameters<typeof makeZip>[0]) =>
  new Blob([new Uint8Array(makeZip(files))]);
const jsonOf = (value: unknown) => new Blob([JSON.stringify(value)]);
const ownOf = (more: object) => jsonOf({ format: FORMAT, version: 1, ...more });
const openStore = (indexedDB = new IDBFactory()) =>
  openConversationStore({ indexedDB, channel: null });

async function read(file: Blob) {
  const found = await readImportFile(file);
  if ('fault' in found) throw new Error(found.fault.kind);
  return found;
}
async function faultOf(file: Blob) {
  const found = await readImportFile(file);
  return 'fault' in found ? found.fault : null;
}

/** Text as another program may save it, with a byte order mark. */
function utf16(text: string, isBigEndian: boolean): Blob {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Blob([new Uint8Array(isBigEndian ? bytes.swap16() : bytes)]);
}

describe('an own export', () => {
  it('is read record by record: its text is never in memory as a whole', async () => {
    const text = 'x'.repeat(50_000);
    const messages = Array.from({ length: 1000 }, (_, seq) => messageOf({ id: `m${seq}`, text }));
    const file = ownOf({ conversations: [conversationOf()], messages });
    file.text = () => Promise.reject(new Error('read whole'));
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end = file.size) => {
      expect(end - start).toBeLessThan(1_000_000);
      return slice(start, end);
    };
    const parse = vi.spyOn(JSON, 'parse');
    const { records } = await read(file);
    const longest = Math.max(...parse.mock.calls.map(([json]) => json.length));
    parse.mockRestore();
    expect(records.messages).toEqual(messages);
    expect(longest).toBeGreaterThan(50_000);
    expect(longest).toBeLessThan(60_000);
  });

  it('names what could not be read, and reads the rest', async () => {
    const found = await read(
      ownOf({
        conversations: [conversationOf(), { id: 7, title: 'Broken' }, 'text', null],
        messages: [messageOf({ id: 'm1' }), { id: 'm2' }, 7, ['m3']],
        presets: [{ id: 'p1', name: 'Kind', settings: {} }, {}],
        prompts: [
          { id: 'shorten', text: 'Shorten: {{text}}' },
          { id: '', text: '' },
        ],
        unreadable: [{ from: 'messages', record: {} }],
        other: [{ id: 'x' }],
      }),
    );
    expect(found.records).toMatchObject({
      conversations: [{ id: 'c1' }],
      messages: [{ id: 'm1' }],
      presets: [{ id: 'p1' }],
      prompts: [{ id: 'shorten' }],
    });
    expect(found.unreadable).toEqual(['Broken']);
    const said = importedMessage({ conversations: 1, messages: 1, saved: 2 }, found);
    expect(said).toContain("1 conversation couldn't be read: “Broken”.");
    expect(said).toContain("5 messages or other records couldn't be read.");
  });

  it('of duplicate IDs has the first, and of a member that is there twice both', async () => {
    const text = `{"format":"${FORMAT}","messages":${JSON.stringify([
      messageOf({ id: 'm1', text: 'first' }),
      messageOf({ id: 'm1', text: 'second', conversationId: 'c2' }),
    ])},"messages":${JSON.stringify([messageOf({ id: 'm2' })])}}`;
    const { records } = await read(new Blob([text]));
    expect(records.messages.map(({ id, text: said }) => [id, said])).toEqual([
      ['m1', 'first'],
      ['m2', 'text of m2'],
    ]);
    expect(records.conversations).toMatchObject([{ id: 'c1' }]);
  });

  it.each([
    ['is cut off', `{"format":"${FORMAT}","messages":[{"id":"a`],
    ['has a damaged record', `{"format":"${FORMAT}","messages":[{"id" "a"}]}`],
    ['goes on after its end', `{"format":"${FORMAT}","messages":[]}{}`],
  ])('that %s is refused', async (_, text) => {
    expect(await faultOf(new Blob([text]))).toEqual({ kind: 'damaged_json' });
  });

  it('sets no prototype, whatever its lists and keys are called', async () => {
    const records = JSON.stringify([messageOf({ id: 'm1' })]);
    const text = `{"format":"${FORMAT}","__proto__":[{"polluted":1}],"constructor":[{"polluted":1}],"messages":${records.replace('{', '{"__proto__":{"polluted":1},')}}`;
    const found = await read(new Blob([text]));
    expect(found.records.messages).toEqual([messageOf({ id: 'm1' })]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('with a circle of parents is read, and each message can be shown', async () => {
    const messages = [
      messageOf({ id: 'a', parentId: 'b', seq: 0 }),
      messageOf({ id: 'b', parentId: 'a', seq: 1 }),
      messageOf({ id: 'c', parentId: 'c', seq: 2 }),
    ];
    const store = openStore();
    const { records } = await read(ownOf({ conversations: [conversationOf()], messages }));
    expect(await store.importRecords(records)).toEqual({ conversations: 1, messages: 3 });
    const view = await store.load('c1');
    for (const { id } of messages)
      expect(pathTo(view?.messages ?? [], id).map((one) => one.id)).toContain(id);
  });

  it('of 100,000 messages in one conversation is read and shown in seconds', async () => {
    const messages = Array.from({ length: 100_000 }, (_, seq) =>
      messageOf({ id: `m${seq}`, seq, parentId: seq === 0 ? null : `m${seq - 1}` }),
    );
    const start = performance.now();
    const { records } = await read(ownOf({ conversations: [conversationOf()], messages }));
    expect(records.messages).toHaveLength(100_000);
    expect(pathTo(records.messages, 'm99999')).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('with 10,000 prompts takes those that find room, without blocking for long', async () => {
    vi.stubGlobal('localStorage', fakeStorage());
    vi.stubGlobal('window', { addEventListener: () => {} });
    const prompts = Array.from({ length: 10_000 }, (_, at) => ({
      ...{ id: `p${at}`, text: 'x'.repeat(19_990) },
    }));
    const { records } = await read(ownOf({ prompts }));
    const start = performance.now();
    const { saved = 0 } = await openStore().importRecords(records);
    expect(saved).toBeGreaterThan(40);
    expect(saved).toBeLessThan(60);
    expect(performance.now() - start).toBeLessThan(3000);
    vi.unstubAllGlobals();
  });
});

describe('a file in another encoding', () => {
  const own = JSON.stringify({
    format: FORMAT,
    messages: [messageOf({ id: 'm1', text: '東京 😀' })],
  });
  const foreign = JSON.stringify([CLAUDE]);
  it.each([
    ['UTF-8 with a byte order mark', (text: string) => new Blob(['\ufeff', text])],
    ['UTF-16LE', (text: string) => utf16(text, false)],
    ['UTF-16BE', (text: string) => utf16(text, true)],
  ])('in %s is read', async (_, encode) => {
    expect((await read(encode(own))).records.messages).toMatchObject([{ text: '東京 😀' }]);
    expect((await read(encode(foreign))).records.conversations).toHaveLength(1);
  });

  it('in no encoding of Unicode is refused or read, and never changes a name in memory', async () => {
    const latin1 = Buffer.from(JSON.stringify([{ ...CLAUDE, name: 'Größe' }]), 'latin1');
    const found = await read(new Blob([new Uint8Array(latin1)]));
    expect(found.records.conversations[0]?.title).toContain('Gr');
  });
});

/** Copies of a value, each with another one in one place. */
function changedEverywhere(value: unknown, other: unknown): unknown[] {
  if (!isObject(value)) return [other];
  const within = Object.entries(value).flatMap(([name, child]) =>
    changedEverywhere(child, other).map((changed) =>
      Array.isArray(value)
        ? value.map((item, at) => (String(at) === name ? changed : item))
        : { ...value, [name]: changed },
    ),
  );
  return [other, ...within];
}

describe('hostile values of another app', () => {
  it.each([
    ['in the year 9999', '9999-12-31T23:59:59Z'],
    ['beyond any date', '+275760-09-13T00:00:01Z'],
    ['negative', -62_135_596_800],
    ['as huge numbers', 1e300],
    ['not a number', 'tomorrow'],
    ['an object', {}],
  ])('times that are %s become times that can be shown', async (_, time) => {
    const file = jsonOf([
      { ...CLAUDE, created_at: time, updated_at: time },
      { ...CHATGPT, create_time: time, update_time: time },
    ]);
    const { records } = await read(file);
    expect(records.conversations).toHaveLength(2);
    for (const { createdAt, updatedAt } of records.conversations)
      for (const at of [createdAt, updatedAt])
        expect(new Date(at).toISOString()).toMatch(/^\+?\d{4,6}-/);
  });

  it('a title of a megabyte is read, and shortened where it is said', async () => {
    const title = 'x'.repeat(1_000_000);
    const { records, unreadable } = await read(
      jsonOf([
        { ...CLAUDE, name: title },
        { title, nothing: true },
      ]),
    );
    expect(records.conversations).toHaveLength(1);
    const { length } = importedMessage(
      { conversations: 1, messages: 1 },
      {
        sources: new Set(),
        unreadable,
        unreadableRecords: 0,
        leftOut: { pictures: 0, files: 0, tools: 0 },
      },
    );
    expect(length).toBeLessThan(500);
  });

  it.each<[string, unknown]>([
    ['ChatGPT', CHATGPT],
    ['Claude', CLAUDE],
    ['LibreChat', LIBRECHAT],
    ['Open WebUI', OPEN_WEBUI],
    ['NextChat', NEXTCHAT],
  ])('the wrong type in any place of %s never makes reading throw', async (_, app) => {
    const text = JSON.stringify(app);
    const faults = new Set<string>();
    for (const value of [null, -1, 1e300, '', 'x', [], {}, [[null]], { id: {} }, true]) {
      for (const changed of changedEverywhere(app, value)) {
        const found = await readImportFile(jsonOf([changed]));
        if ('fault' in found) faults.add(found.fault.kind);
        else expect(found.records.conversations.length).toBeLessThan(2);
      }
    }
    // A circle, where a message becomes its own parent.
    expect(['not_an_export', 'cycle']).toEqual(expect.arrayContaining([...faults]));
    expect(JSON.stringify(app)).toBe(text);
  });

  it('100,000 messages, one below the other, are read in seconds', async () => {
    const chat_messages = Array.from({ length: 100_000 }, (_, at) => ({
      ...{ uuid: `m${at}`, parent_message_uuid: `m${at - 1}`, sender: 'human', text: `${at}` },
    }));
    const start = performance.now();
    const { records } = await read(jsonOf([{ ...CLAUDE, chat_messages }]));
    expect(records.messages).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

it.each([
  ['an own export', `{"format":"${FORMAT}","messages":[`, ']}'],
  ['another app', '[', ']'],
])(
  'a million empty records of %s are refused as too many',
  async (_, start, end) => {
    const file = new Blob([start, '{},'.repeat(1_000_000), '{}', end]);
    expect(await faultOf(file)).toEqual({ kind: 'too_many', limit: 100_000 });
  },
  60_000,
);

describe('a hostile zip file', () => {
  it('of 60,000 entries is refused or read within seconds', async () => {
    const entries = Array.from({ length: 60_000 }, (_, at) => ({
      name: `${at}.json`,
      bytes: '{}',
    }));
    const start = performance.now();
    expect(await faultOf(zipOf(...entries))).toEqual({ kind: 'too_many', limit: 5000 });
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('that says it has a million entries is refused', async () => {
    const zip = makeZip([{ name: 'conversations.json', bytes: '[]' }]);
    const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    zip.writeUInt16LE(0xffff, end + 10);
    expect(await faultOf(new Blob([new Uint8Array(zip)]))).toEqual({ kind: 'unsupported_zip' });
    zip.writeUInt16LE(0xfffe, end + 10);
    expect(await faultOf(new Blob([new Uint8Array(zip)]))).toEqual({ kind: 'damaged_zip' });
  });

  it('within a zip file is not unpacked', async () => {
    const inner = makeZip([{ name: 'conversations.json', bytes: JSON.stringify([CLAUDE]) }]);
    expect(await faultOf(zipOf({ name: 'inner.zip', bytes: inner }))).toEqual({
      kind: 'not_an_export',
    });
    expect(await faultOf(zipOf({ name: 'conversations.json', bytes: inner }))).toEqual({
      kind: 'damaged_json',
    });
  });

  it('has own exports and prompts read beside another app, each file once', async () => {
    const zip = zipOf(
      { name: 'user.json', bytes: '{}' },
      { name: 'conversations.json', bytes: JSON.stringify([CLAUDE]) },
      {
        name: 'starlight-2026-11-30.json',
        bytes: JSON.stringify({ format: FORMAT, messages: [messageOf({ id: 'm1' })] }),
      },
      {
        name: 'starlight-prompts.json',
        bytes: JSON.stringify({
          format: 'starlight-prompts',
          version: 1,
          prompts: [{ name: 'shorten', text: 'Shorten' }],
        }),
      },
    );
    const found = await read(zip);
    expect([...found.sources].sort()).toEqual(['claude', 'starlight']);
    expect(found.records.prompts).toEqual([{ id: 'shorten', text: 'Shorten' }]);
    expect(found.records.messages.some(({ id }) => id === 'm1')).toBe(true);
    expect(found.unreadable).toEqual([]);
  });
});

it('a tab that is killed in the middle of an import leaves whole conversations, and the next import adds the rest', async () => {
  const many = Array.from({ length: 300 }, (_, at) => ({ ...CLAUDE, uuid: `c${at}` }));
  const file = jsonOf(many);
  const { records } = await read(file);
  const perConversation = records.messages.length / 300;
  const whole = openStore();
  await whole.importRecords(records);
  for (const ticks of [1, 5, 20, 60, 150, 400]) {
    const factory = new IDBFactory();
    void openStore(factory).importRecords(records);
    for (let tick = 0; tick < ticks; tick += 1) await new Promise((done) => setImmediate(done));
    // What the killed tab has stored is all that the next one has.
    const next = openStore(new IDBFactory());
    const left = JSON.parse(await openStore(factory).exportAll());
    const counts = Map.groupBy(
      left.messages as { conversationId: string }[],
      ({ conversationId }) => conversationId,
    );
    for (const { length } of counts.values()) expect(length).toBe(perConversation);
    expect(counts.size).toBe(left.conversations.length);
    await next.importRecords(left);
    await next.importRecords((await read(file)).records);
    expect(await next.exportAll()).toBe(await whole.exportAll());
  }
});
