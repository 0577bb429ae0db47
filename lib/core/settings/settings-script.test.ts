import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { PAGE_SETTINGS, readSettings, SETTINGS_RECORD } from './page-settings.ts';
import { SETTINGS_SCRIPT } from './settings-script.ts';

/** A page with the attributes that the server rendered, and with `stored` in localStorage. */
function openPage(stored: string | null, dataset: Record<string, string> = {}) {
  const page = { stored, dataset, store: (_text: string | null, _key: string | null) => {} };
  const listeners: ((event: { key: string | null }) => void)[] = [];
  runInNewContext(SETTINGS_SCRIPT, {
    document: { documentElement: page },
    localStorage: { getItem: (name: string) => (name === SETTINGS_RECORD ? page.stored : null) },
    addEventListener: (_type: string, listener: (typeof listeners)[number]) => {
      listeners.push(listener);
    },
  });
  page.store = (text, key) => {
    page.stored = text;
    for (const listener of listeners) listener({ key });
  };
  return page;
}

const ALL = {
  theme: 'dark',
  textSize: 'largest',
  sendKey: 'modified',
  motion: 'reduced',
  density: 'compact',
} as const;

it('makes what is stored attributes of the page', () => {
  expect(openPage(JSON.stringify(ALL)).dataset).toEqual(ALL);
  expect(readSettings(ALL)).toEqual(ALL);
});

it('takes nothing that is no value of a setting', () => {
  const bad = [1, null, true, [], {}, '', 'DARK', '__proto__', ['dark'], { dark: 1 }];
  for (const value of bad) {
    for (const name of Object.keys(PAGE_SETTINGS)) {
      const dataset = openPage(JSON.stringify({ [name]: value })).dataset;
      expect(dataset, `${name}: ${JSON.stringify(value)}`).toEqual({});
      expect(readSettings({ [name]: value })).toEqual(readSettings({}));
    }
  }
});

it('survives a record that is no settings at all', () => {
  for (const text of [
    '',
    '{',
    'null',
    '1',
    '"dark"',
    '[]',
    '[["theme","dark"]]',
    'x'.repeat(1e6),
  ]) {
    expect(openPage(text).dataset, text.slice(0, 20)).toEqual({});
  }
});

it('leaves a theme of the server alone until there are settings', () => {
  expect(openPage(null, { theme: 'dark' }).dataset).toEqual({ theme: 'dark' });
  expect(openPage('{"textSize":"large"}', { theme: 'dark' }).dataset).toEqual({
    textSize: 'large',
  });
});

it('follows other tabs, and no other record', () => {
  const page = openPage('{"theme":"dark","density":"compact"}');
  page.store('{"theme":"light"}', 'starlight:draft:1');
  expect(page.dataset).toEqual({ theme: 'dark', density: 'compact' });
  page.store('{"theme":"light"}', SETTINGS_RECORD);
  expect(page.dataset).toEqual({ theme: 'light' });
  page.store('{"motion":"reduced"}', null);
  expect(page.dataset).toEqual({ motion: 'reduced' });
});

it('ends no script element', () => {
  expect(SETTINGS_SCRIPT).not.toMatch(/<|&/);
});
