import { expect, it } from 'vitest';
import { SWITCHED_OFF_BY_PLAYWRIGHT } from '#tests/support/chromium.ts';
import { readSource } from './source-files.ts';

it('switches off the same Chromium features as this version of Playwright', () => {
  const bundle = readSource('node_modules/playwright-core/lib/coreBundle.js').text;
  const list = /\bdisabledFeatures = \[([^\]]+)\]/.exec(bundle)?.[1] ?? '';
  const names = Array.from(list.matchAll(/^\s*"(\w+)"/gm), ([, name]) => name);
  // Names that begin with `ms` belong to Edge.
  expect(SWITCHED_OFF_BY_PLAYWRIGHT).toEqual(names.filter((name) => !name?.startsWith('ms')));
});
