import { createContext } from 'react';
import type { CodeLanguage } from '#lib/core/markdown/code/code-languages.ts';
import type { Highlighted } from './highlight-chunks.ts';

/** Finds the colors of a code block that were computed before. */
type FindColors = (language: CodeLanguage | null, code: string) => Highlighted | undefined;

/**
 * Where code is drawn only once, as in a saved file: colors from here, because none can follow later.
 */
export const CodeColorsContext = createContext<FindColors | null>(null);
