import { afterEach, expect, it, vi } from 'vitest';
import { savedPresets } from '../saved/saved-presets.ts';
import { savedPrompts } from '../saved/saved-prompts.ts';
import { exportText } from './export-text.ts';
import { readExport } from './read-export.ts';

const presets = [{ id: 'a', name: 'A', settings: { temperature: 1 } }];
const prompts = [{ id: 'b', text: 'B {{c}}' }];
const EMPTY = { conversations: [], messages: [], unreadable: [] };

afterEach(() => vi.unstubAllGlobals());

it('presets and prompts are part of a complete export, and the same file twice adds nothing', () => {
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => stored.set(name, text),
    removeItem: (name: string) => stored.delete(name),
  });
  const read = readExport(JSON.parse(exportText({ ...EMPTY, presets, prompts })));
  expect(read).toMatchObject({ presets, prompts });
  expect(savedPresets.addMissing(read?.presets ?? [])).toBe(1);
  expect(savedPrompts.addMissing(read?.prompts ?? [])).toBe(1);
  expect(savedPresets.addMissing(presets) + savedPrompts.addMissing(prompts)).toBe(0);
  savedPresets.removeAll();
  savedPrompts.removeAll();
  expect(stored.size).toBe(0);
});

it('an export without them reads as before, and damaged ones are left out', () => {
  expect(readExport(JSON.parse(exportText(EMPTY)))).toEqual({ conversations: [], messages: [] });
  const damaged = { ...JSON.parse(exportText(EMPTY)), presets: [1, {}], prompts: 'x' };
  expect(readExport(damaged)).toEqual({ conversations: [], messages: [] });
});
