import { ENTERED_EARLY } from '#lib/core/settings/early-enter-script.ts';

/**
 * Whether Enter was pressed in the field before the code of the page ran, and its text has not changed since.
 * Asked once.
 */
export function wasEnteredEarly(field: HTMLInputElement): boolean {
  const [entered, text]: unknown[] = Reflect.get(window, ENTERED_EARLY) ?? [];
  Reflect.deleteProperty(window, ENTERED_EARLY);
  return entered === field && text === field.value;
}
