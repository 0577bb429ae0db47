import { beforeEach, expect, it, vi } from 'vitest';
import { type Preset, readPreset } from '#lib/core/saved/preset.ts';
import { createLocalRecords } from '../journal/local-records.ts';
import { createSavedList } from './saved-list.ts';

const RECORD = 'starlight:presets';
const stored = new Map<string, string>();
const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, text: string) => void stored.set(name, text),
  removeItem: (name: string) => void stored.delete(name),
} as Storage;

/** The list of a tab. */
const open = (at = () => storage) =>
  createSavedList<Preset>({
    record: RECORD,
    readItem: readPreset,
    maxItems: 3,
    records: createLocalRecords(at),
  });
const preset = (id: string, name = id): Preset => ({ id, name, settings: { temperature: 1 } });

beforeEach(() => stored.clear());

it('keeps what is put, replaces it by its ID, and shows it to other tabs', () => {
  const list = open();
  const listener = vi.fn();
  vi.stubGlobal('window', { addEventListener: vi.fn(), removeEventListener: vi.fn() });
  list.subscribe(listener);
  expect(list.put(preset('a'))).toBe(true);
  expect(list.put(preset('b'))).toBe(true);
  expect(list.put(preset('a', 'A'))).toBe(true);
  expect(listener).toHaveBeenCalledTimes(3);
  expect(open().read()).toEqual([preset('a', 'A'), preset('b')]);
  expect(list.read()).toBe(list.read());
  list.remove('a');
  expect(open().read()).toEqual([preset('b')]);
  list.removeAll();
  expect(stored.has(RECORD)).toBe(false);
  vi.unstubAllGlobals();
});

it('has room for so many', () => {
  const list = open();
  for (const id of ['a', 'b', 'c']) expect(list.put(preset(id))).toBe(true);
  expect(list.put(preset('d'))).toBe(false);
  expect(list.put(preset('c', 'C'))).toBe(true);
  const long = { ...preset('c'), settings: { instructions: 'x'.repeat(1e6) } };
  expect(list.put(long)).toBe(false);
  expect(list.addMissing([long])).toBe(0);
  expect(list.read().at(-1)).toEqual(preset('c', 'C'));
});

it('adds the same file twice only once, and never replaces its own', () => {
  const list = open();
  list.put(preset('a', 'mine'));
  const file = [preset('a', 'theirs'), preset('b'), preset('b', 'again'), preset('c'), preset('d')];
  expect(list.addMissing(file)).toBe(2);
  expect(list.addMissing(file.slice(0, 4))).toBe(0);
  expect(list.read().map(({ name }) => name)).toEqual(['mine', 'again', 'c']);
});

it.each([
  ...['', '{', 'null', '{"a":1}', '[null,1,"x",[],{"id":"a"},{"id":"","name":"x"}]'],
  `[{"id":"a","name":"${'x'.repeat(81)}"}]`,
])('finds nothing in a record that is none: %s', (text) => {
  stored.set(RECORD, text);
  expect(open().read()).toEqual([]);
});

it('keeps a preset whose settings or model are damaged', () => {
  stored.set(RECORD, '[{"id":"a","name":"A","model":7,"settings":{"temperature":9}}]');
  expect(open().read()).toEqual([{ id: 'a', name: 'A', settings: {} }]);
});

it('works without storage, until the page closes', () => {
  const list = open(() => {
    throw new Error('blocked');
  });
  list.put(preset('a'));
  expect(list.read()).toEqual([preset('a')]);
});
