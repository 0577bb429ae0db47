import { afterEach, expect, test, vi } from 'vitest';
import { EARLY_ENTER_END } from '#lib/core/settings/early-enter-end.ts';
import { EARLY_ENTER_SCRIPT } from '#lib/core/settings/early-enter-script.ts';
import { wasEnteredEarly } from './was-entered-early.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page in which only the script runs. */
function earlyPage() {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  const listening = new Set<unknown>();
  const add = (type: string, listener: EventListener) => {
    listening.add(listener);
    page.addEventListener(type, listener);
  };
  const remove = (type: string, listener: EventListener) => {
    listening.delete(listener);
    page.removeEventListener(type, listener);
  };
  new Function('addEventListener', 'removeEventListener', EARLY_ENTER_SCRIPT)(add, remove);
  const happen = (type: string, target: object, more: object = {}) => {
    const event = Object.assign(new Event(type), { isComposing: false, ...more });
    Object.defineProperty(event, 'target', { value: target });
    page.dispatchEvent(event);
  };
  return {
    page,
    listening,
    press: (target: object, more: object = {}) =>
      happen('keydown', target, { key: 'Enter', ...more }),
    type: (target: object) => happen('input', target),
  };
}

const inputOf = (name = 'code') => ({ name }) as HTMLInputElement;

test('an Enter in the field is noted and told once, and nothing listens any more', () => {
  const { page, listening, press } = earlyPage();
  const field = inputOf();
  press(field);
  expect(listening.size).toBeGreaterThan(0);
  expect(wasEnteredEarly(field)).toBe(true);
  expect(listening.size).toBe(0);
  expect(Object.keys(page)).toEqual([]);
  press(field);
  expect(wasEnteredEarly(field)).toBe(false);
});

test('a page without the field ends it', () => {
  const { page, listening } = earlyPage();
  page.dispatchEvent(new Event(EARLY_ENTER_END));
  expect(listening.size).toBe(0);
});

test.each<[string, (page: ReturnType<typeof earlyPage>, field: object) => void]>([
  ['nothing', () => {}],
  ['another key', ({ press }, field) => press(field, { key: 'x' })],
  ['an input method', ({ press }, field) => press(field, { isComposing: true })],
  ['another field for a code', ({ press }) => press(inputOf())],
  ['a field for something else', ({ press }) => press(inputOf('message'))],
  [
    'an Enter before the text changed',
    ({ press, type }, field) => {
      press(field);
      type(field);
    },
  ],
])('does not count %s', (_, happens) => {
  const page = earlyPage();
  const field = inputOf();
  happens(page, field);
  expect(wasEnteredEarly(field)).toBe(false);
});
