import { EARLY_ENTER_END } from '#lib/core/settings/early-enter-end.ts';

/**
 * Whether Enter was pressed in the field before the code of the page ran, and its text has not changed since.
 * Asked once: it ends the script that knows.
 */
export function wasEnteredEarly(field: HTMLInputElement): boolean {
  let entered: unknown;
  const detail = (found: unknown) => {
    entered = found;
  };
  window.dispatchEvent(new CustomEvent(EARLY_ENTER_END, { detail }));
  return entered === field;
}
