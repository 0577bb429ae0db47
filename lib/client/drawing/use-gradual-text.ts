import { useEffect, useState } from 'react';
import { wholeCharacterEnd } from '#lib/core/text/whole-character-end.ts';

const CHARACTERS_PER_FRAME = 16_384;

/**
 * The beginning of a text, which is longer with each frame until all of it is there, so that no frame has
 * to draw very much. What is added to it later follows at once.
 */
export function useGradualText(text: string): string {
  const [length, setLength] = useState(CHARACTERS_PER_FRAME);
  const isWhole = length >= text.length;
  useEffect(() => {
    const next = isWhole ? Number.POSITIVE_INFINITY : length + CHARACTERS_PER_FRAME;
    if (next === length) return;
    const frame = requestAnimationFrame(() => setLength(next));
    return () => cancelAnimationFrame(frame);
  }, [length, isWhole]);
  return isWhole ? text : text.slice(0, wholeCharacterEnd(text, length));
}
