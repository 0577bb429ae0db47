import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSetting, writeSetting } from './settings.ts';
import { fakeStorage } from './store-fixtures.ts';

let storage: Storage;

beforeEach(() => {
  storage = fakeStorage();
  vi.stubGlobal('localStorage', storage);
});
afterEach(() => void vi.unstubAllGlobals());

describe('settings', () => {
  it('have a value before they were ever written', () => {
    expect(readSetting('lastConversationId')).toBeNull();
    expect(readSetting('sidebarOpen')).toBe(true);
    expect(readSetting('model')).toBeNull();
  });

  it('are there again after they were written', () => {
    writeSetting('lastConversationId', 'c1');
    writeSetting('sidebarOpen', false);
    writeSetting('model', 'gpt-5');
    expect(readSetting('lastConversationId')).toBe('c1');
    expect(readSetting('sidebarOpen')).toBe(false);
    expect(readSetting('model')).toBe('gpt-5');
    writeSetting('model', null);
    expect(readSetting('model')).toBeNull();
  });

  it.each(['not JSON', '{}', '17', '""', JSON.stringify('x'.repeat(201))])(
    'are as if never written when storage holds %s',
    (text) => {
      for (const name of ['lastConversationId', 'sidebarOpen', 'model'])
        storage.setItem(`starlight:${name}`, text);
      expect(readSetting('lastConversationId')).toBeNull();
      expect(readSetting('sidebarOpen')).toBe(true);
      expect(readSetting('model')).toBeNull();
    },
  );
});
