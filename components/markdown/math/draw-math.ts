import type { ReactElement } from 'react';
import temml from 'temml';
import { mathElements } from './math-elements.ts';
import './math.css';

/** A longer formula is shown as its source. */
export const MAX_FORMULA_LENGTH = 4_000;
const MAX_EXPANSIONS = 300;
/** In em, and in points. */
const MAX_SIZE: [number, number] = [24, 288];
const MAX_NODES_PER_CHARACTER = 2;
const MAX_NODES_OF_FRAME = 12;
const MAX_CACHED = 1_000;
// A macro of its own can make much of little.
const DEFINITION =
  /\\(?:[egx]?def|let|futurelet|(?:re|provide)?newcommand|(?:re|provide)command)(?![a-zA-Z])/;

const cache = new Map<string, ReactElement | null>();

/**
 * A formula as MathML; `null` if it cannot be drawn, and is shown as its source.
 *
 * @param source with the marks around it
 */
export function drawMath(source: string, display: boolean): ReactElement | null {
  const key = `${display ? 'display' : 'inline'} ${source}`;
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const drawn = draw(source, display);
  cache.set(key, drawn);
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_CACHED) break;
    cache.delete(oldest);
  }
  return drawn;
}

function draw(source: string, display: boolean): ReactElement | null {
  if (source.length > MAX_FORMULA_LENGTH || DEFINITION.test(source)) return null;
  const markLength = source.startsWith('$') && !source.startsWith('$$') ? 1 : 2;
  try {
    const tree = temml.__renderToMathMLTree(source.slice(markLength, -markLength), {
      displayMode: display,
      throwOnError: true,
      trust: false,
      strict: false,
      maxSize: MAX_SIZE,
      maxExpand: MAX_EXPANSIONS,
    });
    return mathElements(tree, MAX_NODES_PER_CHARACTER * source.length + MAX_NODES_OF_FRAME);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
