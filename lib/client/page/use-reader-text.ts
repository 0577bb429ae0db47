'use client';

import { inEnglish } from '#lib/core/text/reader-format.ts';
import { useHydrated } from './use-hydrated.ts';

/**
 * A text with numbers or moments, in a part that the server renders too: first as the server wrote it, then
 * as the browser's language has it.
 */
export function useReaderText<Text>(make: () => Text): Text {
  const isHydrated = useHydrated();
  return isHydrated ? make() : inEnglish(make);
}
