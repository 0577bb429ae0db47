import { afterEach, expect, test, vi } from 'vitest';
import { EARLY_ENTER_SCRIPT } from '#lib/core/settings/early-enter-script.ts';
import { wasEnteredEarly } from './was-entered-early.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page in which only the script runs, and what a key in a field does there. */
function earlyPage() {
  const page: Record<string, unknown> = {};
  vi.stubGlobal('window', page);
  let listener: (event: object) => void = () => {};
  const addEventListener = (_: string, added: typeof listener) => {
    listener = added;
  };
  new Function('page', 'addEventListener', `with (page) { ${EARLY_ENTER_SCRIPT} }`)(
    new Proxy(page, { has: (_, name) => name === 'enteredEarly' }),
    addEventListener,
  );
  return (target: object, event: object = {}) =>
    listener({ key: 'Enter', isComposing: false, target, ...event });
}

const inputOf = (value: string, name = 'code') => ({ name, value }) as HTMLInputElement;

test('an Enter in the field is noted, and told once', () => {
  const press = earlyPage();
  const field = inputOf('the code');
  press(field);
  expect(wasEnteredEarly(field)).toBe(true);
  expect(wasEnteredEarly(field)).toBe(false);
});

test('another key, field, text or an input method does not count', () => {
  const press = earlyPage();
  const field = inputOf('the co');
  expect(wasEnteredEarly(field)).toBe(false);
  press(field, { key: 'x' });
  expect(wasEnteredEarly(field)).toBe(false);
  press(field, { isComposing: true });
  expect(wasEnteredEarly(field)).toBe(false);
  press(inputOf('the co'));
  expect(wasEnteredEarly(field)).toBe(false);
  press(inputOf('', 'message'));
  expect(wasEnteredEarly(field)).toBe(false);
  press(field);
  field.value = 'the code';
  expect(wasEnteredEarly(field)).toBe(false);
});
