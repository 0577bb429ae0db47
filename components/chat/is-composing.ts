import type { KeyboardEvent } from 'react';

/** Whether a key belongs to an input method that is choosing among suggestions. */
export function isComposing({ nativeEvent }: KeyboardEvent): boolean {
  // Safari ends the composition before the key event, which then reports 229.
  return nativeEvent.isComposing || nativeEvent.keyCode === 229;
}
