import { layoutCost, MAX_BLOCK_COST } from './layout-cost.ts';

/**
 * Cuts text into blocks that are laid out independently: at line ends, where the cut is invisible,
 * otherwise at word ends. Laying out one block can cost a browser the square of its length if its
 * script joins letters or its direction changes: 100 kB of Arabic in one line take 3 seconds, 1 MB
 * takes minutes. The blocks joined are the text, and no cut is within a surrogate pair.
 */
export function cutIntoBlocks(text: string): readonly string[] {
  const blocks: string[] = [];
  let start = 0;
  let lineEnd = 0;
  let wordEnd = 0;
  let cost = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    cost += layoutCost(code);
    if (cost > MAX_BLOCK_COST) {
      const half = start + (index - start) / 2;
      const isInPair = code >= 0xdc00 && code <= 0xdfff;
      const end =
        [lineEnd, wordEnd].find((position) => position > half) ?? index - Number(isInPair);
      blocks.push(text.slice(start, end));
      start = end;
      cost = 0;
      // Text after the cut is counted again.
      index = end - 1;
    } else if (code === 0x0a) {
      lineEnd = index + 1;
      wordEnd = index + 1;
    } else if (code === 0x20) {
      wordEnd = index + 1;
    }
  }
  return [...blocks, text.slice(start)];
}
